import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What a running server leaves in its data folder for us to find it. */
export interface ServerFile {
  readonly pid: number;
  /** Absent while it listens on its Unix socket only. */
  readonly url?: string;
}

/** Reads `run/server.json`; `undefined` when there is none, or none of ours. */
export async function readServerFile(folder: string): Promise<ServerFile | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(join(folder, "run", "server.json"), "utf8"));
    return isServerFile(value) ? value : undefined;
  } catch {
    // A server that does not run has removed it.
    return undefined;
  }
}

function isServerFile(value: unknown): value is ServerFile {
  if (typeof value !== "object" || value === null) return false;
  const hasUrl = !("url" in value) || typeof value.url === "string";
  return hasUrl && "pid" in value && typeof value.pid === "number";
}
