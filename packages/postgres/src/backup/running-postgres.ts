import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { EmbeddedPostgres } from "../embedded/index.ts";

/**
 * The embedded PostgreSQL that another process of ours runs on a folder, for reading beside it; `undefined` where none is
 * ready. To end it is its own process's business: `stop` here does nothing.
 */
export async function findRunningPostgres(directory: string): Promise<EmbeddedPostgres | undefined> {
  const path = join(resolve(directory), "cluster", "postmaster.pid");
  const lines = (await readFile(path, "utf8").catch(() => "")).split("\n").map((line) => line.trim());
  // PostgreSQL's own order: process, folder, start, port, folder of its socket, address, memory, state.
  const [pid, , , , socketFolder, , , state] = lines;
  if (socketFolder === undefined || socketFolder === "" || state !== "ready") return undefined;
  return {
    kind: "embedded",
    socketFolder,
    adminRole: "steadyhand_admin",
    ownerRole: "steadyhand_owner",
    appRole: "steadyhand_app",
    database: "steadyhand",
    pid: Number(pid),
    ended: new Promise(() => {}),
    stop: async () => {},
  };
}
