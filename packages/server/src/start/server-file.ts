import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { type DataFolder, dataFolderAt } from "./data-folder.ts";

/** What a running server says of itself in its data folder, for the command line to find it. */
export interface RunningServer {
  readonly pid: number;
  /** Absent while it listens on its Unix socket only. */
  readonly url?: string;
  readonly socket: string;
  readonly version: string;
}

export function writeServerFile({ serverFile }: DataFolder, running: RunningServer): void {
  const next = `${serverFile}.new`;
  writeFileSync(next, `${JSON.stringify(running)}\n`, { mode: 0o600 });
  renameSync(next, serverFile);
}

export function removeServerFile({ serverFile }: DataFolder): void {
  rmSync(serverFile, { force: true });
}

/** The server that says it runs on this data folder. After a crash it may be gone: ask its socket. */
export function findRunningServer(dataFolder: string): RunningServer | undefined {
  try {
    // Written by a process of ours, in a folder that nobody else can write to.
    return JSON.parse(readFileSync(dataFolderAt(dataFolder).serverFile, "utf8")) as RunningServer;
  } catch {
    // No file: none runs, or one is just starting.
    return undefined;
  }
}
