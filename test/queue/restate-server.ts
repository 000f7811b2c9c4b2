import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A real Restate server, bound to loopback. */
export interface RestateServer {
  readonly ingressUrl: string;
  readonly adminUrl: string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on what it has stored. */
  start(): Promise<void>;
}

const startWithinMs = 40_000;
const binary = fileURLToPath(new URL("../../node_modules/.bin/restate-server", import.meta.url));

/** Ports that nobody has now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  // Each listens on a port, so each has one.
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}

/** Starts Restate on a folder, alone. */
export async function startRestate(folder: string, identityKeyFile?: string): Promise<RestateServer> {
  const [ingress = 0, admin = 0, fabric = 0] = await freePorts(3);
  const env: Record<string, string> = identityKeyFile
    ? { RESTATE_REQUEST_IDENTITY_PRIVATE_KEY_PEM_FILE: identityKeyFile }
    : {};
  const server = serverAt({ folder, name: "alone", ingress, admin, fabric, env });
  await server.start();
  return server;
}

/** Starts a cluster of three on loopback that bears the loss of one. */
export async function startRestateCluster(folder: string): Promise<readonly RestateServer[]> {
  const fabrics = await freePorts(3);
  const others = await freePorts(6);
  const servers = fabrics.map((fabric, n) => {
    const [ingress = 0, admin = 0] = others.slice(2 * n);
    const env = {
      RESTATE_METADATA_CLIENT__ADDRESSES: JSON.stringify(fabrics.map((port) => `http://127.0.0.1:${port}`)),
      RESTATE_DEFAULT_REPLICATION: "2",
      // One of them makes the cluster; the others join it.
      RESTATE_AUTO_PROVISION: String(n === 0),
    };
    return serverAt({ folder: join(folder, `node${n}`), name: `node${n}`, ingress, admin, fabric, env });
  });
  await Promise.all(servers.map((server) => server.start()));
  return servers;
}

interface ServerPlace {
  readonly folder: string;
  readonly name: string;
  readonly ingress: number;
  readonly admin: number;
  readonly fabric: number;
  readonly env: Readonly<Record<string, string>>;
}

/** Its npm package runs the real binary, in a process group of its own: that is what is ended. */
function serverAt({ folder, name, ingress, admin, fabric, env }: ServerPlace): RestateServer {
  const settings = {
    PATH: process.env.PATH,
    RESTATE_DISABLE_TELEMETRY: "true",
    RESTATE_LISTEN_MODE: "tcp",
    RESTATE_CLUSTER_NAME: "test",
    RESTATE_NODE_NAME: name,
    RESTATE_BIND_ADDRESS: `127.0.0.1:${fabric}`,
    RESTATE_ADVERTISED_ADDRESS: `http://127.0.0.1:${fabric}`,
    RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingress}`,
    RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${admin}`,
    RESTATE_DEFAULT_NUM_PARTITIONS: "2",
    RESTATE_ROCKSDB_TOTAL_MEMORY_SIZE: "256MB",
    ...env,
  };
  const adminUrl = `http://127.0.0.1:${admin}`;
  const ingressUrl = `http://127.0.0.1:${ingress}`;
  let child: ChildProcess | undefined;

  const run = () =>
    spawn(binary, ["--base-dir", folder, "--no-logo"], { env: settings, stdio: "ignore", detached: true });

  async function checkHealth(url: string): Promise<void> {
    const { ok } = await fetch(url);
    if (!ok) throw new Error(`${url} is not healthy yet`);
  }

  return {
    ingressUrl,
    adminUrl,
    async start() {
      for (const until = Date.now() + startWithinMs; ; ) {
        // Right after it was killed its ports may not be free yet: then it ends at once and is started again.
        if (child === undefined || child.exitCode !== null || child.signalCode !== null) child = run();
        try {
          await checkHealth(`${adminUrl}/health`);
          await checkHealth(`${ingressUrl}/restate/health`);
          return;
        } catch (error) {
          if (Date.now() > until) throw error;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
    },
    async kill() {
      if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      process.kill(-child.pid, "SIGKILL");
      await ended;
    },
  };
}

/** One address before several servers, as Restate wants it: each connection goes to the first that takes it. */
export interface FrontDoor {
  readonly url: string;
  add(port: number): void;
  close(): Promise<void>;
}

export async function openFrontDoor(): Promise<FrontDoor> {
  const ports: number[] = [];
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer((from) => {
    open.add(from);
    from.on("close", () => open.delete(from));
    from.on("error", () => {});
    // In turn: one that was killed refuses, and the next is tried; one that stands still gets no more than its share.
    turn += 1;
    const first = turn % Math.max(1, ports.length);
    connectFirst([...ports.slice(first), ...ports.slice(0, first)], from);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on a port, so it has one
  return {
    url: `http://127.0.0.1:${port}`,
    add: (to) => void ports.push(to),
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function connectFirst([port, ...others]: readonly number[], from: Socket): void {
  if (port === undefined) {
    from.destroy();
    return;
  }
  const to = connect(port, "127.0.0.1");
  to.once("error", () => connectFirst(others, from));
  to.once("connect", () => {
    to.removeAllListeners("error");
    to.on("error", () => from.destroy());
    to.on("close", () => from.destroy());
    from.on("close", () => to.destroy());
    from.pipe(to);
    to.pipe(from);
  });
}
