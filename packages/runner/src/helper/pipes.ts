import { spawnSync } from "node:child_process";
import { closeSync, constants, mkdirSync, openSync, readdirSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import { identify, isThere } from "../reach/process-table.ts";

/** The reading end of a stream, and what the process gets as its own end. */
export interface OpenPipe {
  readonly reader: Socket;
  readonly writer: number;
  /** Gives the pipe back once its reader saw the end, so that nothing can write into it any more. */
  release(isDrained: boolean): void;
}

export interface Pipes {
  open(): OpenPipe | undefined;
  close(): void;
}

const prefix = "pipes-";
/** Two an attempt; should ever more run at once, those get what Node has. */
const count = 128;

/**
 * Real pipes for the output of steps. Node would give them sockets, and on a socket `echo oops > /dev/stderr` fails,
 * which scripts do. Node cannot make pipes without a name, so named ones are made at the start and used again. Not
 * later: what the helper spawns while it sits in an attempt's cgroup would count as a process of that attempt.
 */
export function openPipes(directory: string): Pipes {
  const { pid, startTicks } = identify(process.pid);
  const home = join(directory, `${prefix}${pid}-${startTicks}`);
  sweep(directory);
  mkdirSync(home, { mode: 0o700 });
  const paths = Array.from({ length: count }, (_, index) => join(home, `${index}`));
  const made = spawnSync("mkfifo", ["-m", "600", ...paths], { env: {} });
  const free = made.status === 0 ? paths : [];
  return {
    open() {
      const path = free.pop();
      try {
        return path === undefined ? undefined : openPipe(path, (isDrained) => isDrained && free.push(path));
      } catch {
        // Too many files are open, or the pipe was removed: Node's own way is left, and says what stands in the way.
        return undefined;
      }
    },
    close: () => rmSync(home, { recursive: true, force: true }),
  };
}

function openPipe(path: string, release: (isDrained: boolean) => void): OpenPipe {
  // The reader first, without waiting for a writer; then a writer finds it open.
  const read = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY);
  return { reader: new Socket({ fd: read, readable: true, writable: false }), writer, release };
}

export function closeWriter({ writer }: OpenPipe): void {
  closeSync(writer);
}

/** Removes the pipes of helpers that ended without closing. */
function sweep(directory: string): void {
  for (const name of readdirSync(directory)) {
    const owner = new RegExp(`^${prefix}(\\d+)-(\\d+)$`).exec(name);
    if (owner === null || isThere({ pid: Number(owner[1]), startTicks: Number(owner[2]) })) continue;
    rmSync(join(directory, name), { recursive: true, force: true });
  }
}
