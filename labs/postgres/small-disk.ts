import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { environment } from "./programs.ts";

const run = promisify(execFile);
const sizeMib = 160;

/** Where a server keeps its data. */
export interface Home {
  /** As the server itself names it. */
  readonly path: string;
  /** As we name it. */
  readonly seenAt: string;
  /** The words before a command that is to see it. */
  readonly enter: readonly string[];
}

/** A disk of its own for one server, small enough to fill. */
export interface SmallDisk extends Home {
  /** Writes a file beside the server's until so much of the disk is in use. */
  fill(percent: number): Promise<void>;
  empty(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Mounts one where only the processes of the lab see it: however the lab ends, it is gone with the last of them. Absent where we may
 * not, which takes root and, in a container, the right to mount.
 */
export async function mountSmallDisk(
  path: string,
  { uid, gid }: { uid: number; gid: number },
): Promise<SmallDisk | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  await mkdir(path);
  // It holds the mount namespace open, and is killed when we die.
  const apart = ["--pdeathsig", "KILL", "unshare", "--mount", "--propagation", "private"];
  const holder = spawn("setpriv", [...apart, "sh", "-c", "echo apart; exec sleep infinity"], {
    cwd: "/",
    env: environment,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const gone = once(holder, "exit");
  const remove = async () => {
    holder.kill("SIGKILL");
    await gone;
  };
  const isApart = await Promise.race([once(holder.stdout, "data").then(() => true), gone.then(() => false)]);
  if (!isApart) return undefined;
  const enter = ["nsenter", `--mount=/proc/${holder.pid}/ns/mnt`];
  const options = `size=${sizeMib}m,uid=${uid},gid=${gid},mode=0711`;
  const [program = "", ...words] = [...enter, "mount", "-t", "tmpfs", "-o", options, "steadyhand-lab", path];
  try {
    await run(program, words, { env: environment });
  } catch {
    await remove();
    return undefined;
  }
  return { ...fillable(path, `/proc/${holder.pid}/root${path}`), enter, remove };
}

function fillable(path: string, seenAt: string): Pick<SmallDisk, "path" | "seenAt" | "fill" | "empty"> {
  const filler = join(seenAt, "filler");
  return {
    path,
    seenAt,
    async fill(percent) {
      const { blocks, bavail, bsize } = await statfs(seenAt);
      const bytes = Math.floor((blocks * percent) / 100 - (blocks - bavail)) * bsize;
      const file = await open(filler, "w");
      await file.write(Buffer.alloc(Math.max(bytes, 0)));
      await file.close();
    },
    empty: () => rm(filler, { force: true }),
  };
}
