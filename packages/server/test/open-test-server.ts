import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@steadyhand/client/node";
import { createLog, type OpenOptions, openSteadyhand, type Services } from "@steadyhand/server";
import { prepareCluster } from "../../postgres/test/prepared-cluster.ts";

/** The real whole on a temporary data folder: database, runner, engine and both listeners. */
export interface TestServer {
  /** Without the key. */
  readonly url: string;
  readonly key: string;
  readonly socket: string;
  readonly dataFolder: string;
  /** Over TCP, with the owner's key. */
  readonly client: Client;
  /** Over the Unix socket. */
  readonly local: Client;
  readonly services: Services;
  close(): Promise<void>;
}

/** On a folder of its own, which goes with it, or on one that is given and stays. */
export async function openTestServer(options: Partial<OpenOptions> = {}): Promise<TestServer> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), "steadyhand-server-"));
  if (options.databaseUrl === undefined) await prepareCluster(join(dataFolder, "postgres"));
  const steadyhand = await openSteadyhand({
    dataFolder,
    port: 0,
    env: { PATH: process.env.PATH, HOME: tmpdir() },
    userName: "riley",
    machineName: "test-host",
    workingDirectory: tmpdir(),
    log: createLog({ level: "error" }),
    ...options,
  });
  const { url = "", socket } = await steadyhand.listen({ tcp: true });
  const [address = "", key = ""] = url.split("/#key=");
  return {
    url: address,
    key,
    socket,
    dataFolder,
    client: createClient({ baseUrl: address, key }),
    local: createClient({ socketPath: socket }),
    services: steadyhand.services,
    async close() {
      await steadyhand.close();
      if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
