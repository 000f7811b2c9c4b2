import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ServerProcess, startServer } from "../running/server-process.ts";

/** One server of the cluster and what is being done to it. */
export interface ChaosNode {
  readonly name: string;
  readonly folder: string;
  readonly clockFile: string;
  /** Absent while it is down. */
  server?: ServerProcess;
  isStopped: boolean;
}

export interface Cluster {
  readonly nodes: readonly ChaosNode[];
  /** Those that can answer now. */
  living(): (ChaosNode & { readonly server: ServerProcess })[];
  start(node: ChaosNode): Promise<void>;
  kill(node: ChaosNode): Promise<void>;
  /** Sets a node's clock forward or back, from its next look at it. */
  setClock(node: ChaosNode, offsetMs: number): void;
  close(): Promise<void>;
}

/** How long a start may fail while the database, or the disk, is away. */
const startWithinMs = 60_000;

/** Several real servers on one database and one runner folder, as on one machine. */
export async function startCluster(options: {
  readonly folder: string;
  readonly size: number;
  readonly env: NodeJS.ProcessEnv;
  /** What each server gets for itself, by its place. */
  readonly ownEnv?: readonly NodeJS.ProcessEnv[];
  readonly say: (line: string) => void;
}): Promise<Cluster> {
  const { folder, size, env, ownEnv = [] } = options;
  const nodes: ChaosNode[] = Array.from({ length: size }, (_, index) => {
    const name = `node-${index + 1}`;
    return { name, folder: join(folder, name), clockFile: join(folder, `${name}.clock`), isStopped: false };
  });

  async function start(node: ChaosNode): Promise<void> {
    const named = { STEADYHAND_NODE: node.name, STEADYHAND_TEST_CLOCK_FILE: node.clockFile };
    const own = { ...env, ...ownEnv[nodes.indexOf(node)], ...named };
    for (const until = Date.now() + startWithinMs; ; ) {
      try {
        node.server = await startServer(node.folder, own);
        return;
      } catch (error) {
        // The database or the disk may just be away: as with any service, it is started again.
        options.say(`${node.name} did not start: ${String(error)}`);
        if (Date.now() > until) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  function setClock(node: ChaosNode, offsetMs: number): void {
    writeFileSync(node.clockFile, String(offsetMs));
  }

  for (const node of nodes) {
    mkdirSync(node.folder, { recursive: true });
    // What a trusted runbook's level allows runs by itself: then a step's next one waits for nobody but the servers.
    writeFileSync(join(node.folder, "policy.json"), JSON.stringify({ version: 1, governance_mode: "audit" }));
    setClock(node, 0);
  }
  // The first one brings the database up to date.
  for (const node of nodes) await start(node);
  return {
    nodes,
    living: () => nodes.flatMap((node) => (node.server && !node.isStopped ? [{ ...node, server: node.server }] : [])),
    start,
    async kill(node) {
      const { server } = node;
      delete node.server;
      node.isStopped = false;
      await server?.kill();
    },
    setClock,
    async close() {
      for (const { server, isStopped } of nodes) {
        if (server && isStopped) process.kill(server.pid, "SIGCONT");
      }
      await Promise.all(nodes.map(({ server }) => server?.stop()));
    },
  };
}
