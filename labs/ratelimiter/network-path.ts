import { connect, createServer, type Socket } from "node:net";

/** The network between one node and Redis, as something that can go wrong. */
export interface NetworkPath {
  readonly port: number;
  /** Every connection that is open now takes so much longer each way; those opened later do not: they take another path. */
  slow(delayMs: number): void;
  /** Every connection that is open now carries nothing any more and stays open, as when a machine between them forgot it. */
  sever(): void;
  /** Open connections are as they were, and bring what was held back. */
  mend(): void;
  close(): Promise<void>;
}

interface Flow {
  readonly sockets: readonly [Socket, Socket];
  delayMs: number;
  isSevered: boolean;
  /** What was held back, in order. */
  readonly held: (() => void)[];
}

/** A TCP proxy to a port of this machine. */
export async function openNetworkPath(toPort: number): Promise<NetworkPath> {
  const flows = new Set<Flow>();
  const server = createServer((near) => {
    const far = connect(toPort, "127.0.0.1");
    const flow: Flow = { sockets: [near, far], delayMs: 0, isSevered: false, held: [] };
    flows.add(flow);
    carry(flow, near, far);
    carry(flow, far, near);
    const end = () => {
      flows.delete(flow);
      near.destroy();
      far.destroy();
    };
    for (const socket of flow.sockets) socket.on("error", end).on("close", end).setNoDelay(true);
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("a TCP server has a port");
  return {
    port: address.port,
    slow(delayMs) {
      for (const flow of flows) flow.delayMs = delayMs;
    },
    sever() {
      for (const flow of flows) flow.isSevered = true;
    },
    mend() {
      for (const flow of flows) {
        flow.delayMs = 0;
        flow.isSevered = false;
        for (const pass of flow.held.splice(0)) pass();
      }
    },
    async close() {
      for (const { sockets } of flows) for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function carry(flow: Flow, from: Socket, to: Socket) {
  /** What is underway: bytes must not overtake each other when the delay changes. */
  let last = Promise.resolve();
  from.on("data", (bytes: Buffer) => {
    const pass = () => void to.write(bytes);
    if (flow.isSevered) {
      flow.held.push(pass);
      return;
    }
    const { delayMs } = flow;
    const due = delayMs === 0 ? Promise.resolve() : new Promise<void>((resolve) => setTimeout(resolve, delayMs));
    last = Promise.all([last, due]).then(pass);
  });
}
