import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on one address that can go away and come back there, as a process does that ends and is started again. */
export interface Port {
  readonly host: string;
  readonly url: string;
  open(): Promise<void>;
  shut(): Promise<void>;
}

/** Begins on a free port of 127.0.0.1. */
export async function openPort(answer: RequestListener): Promise<Port> {
  let server: Server | undefined = await listen(answer, 0);
  const { port } = server.address() as AddressInfo; // It listens on TCP, so it has one.
  const host = `127.0.0.1:${port}`;
  return {
    host,
    url: `http://${host}`,
    async open() {
      server ??= await listen(answer, port);
    },
    async shut() {
      const closing = server;
      server = undefined;
      if (closing === undefined) return;
      await new Promise((resolve) => {
        closing.close(resolve);
        closing.closeAllConnections();
      });
    },
  };
}

function listen(answer: RequestListener, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(answer);
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
