import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "@steadyhand/client/node";

/** Where the server of a data folder listens for its owner: the path is elsewhere when the folder lies too deep. */
export async function socketPathOf(folder: string): Promise<string> {
  try {
    return (await readFile(join(folder, "run", "socket-path"), "utf8")).trim();
  } catch {
    // There is a pointer only where the usual place does not fit.
    return join(folder, "run", "steady.sock");
  }
}

/**
 * A client of the server that runs on a data folder, or `undefined` when none answers. One that answers with a problem is there:
 * what the command itself asks of it says what stands in the way, of the right thing.
 */
export async function findServer(folder: string): Promise<Client | undefined> {
  const { createClient, ApiProblem } = await import("@steadyhand/client/node");
  const client = createClient({ socketPath: await socketPathOf(folder) });
  try {
    await client.getStatus();
    return client;
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "server.unreachable") return undefined;
    if (error instanceof ApiProblem && error.status > 0) return client;
    throw error;
  }
}
