import { createHash } from "node:crypto";
import { chmod, chown, lstat, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import type { ServiceUser } from "./service-user.ts";

const longestSocketPath = 107;
const socketName = ".s.PGSQL.5432";

/**
 * The folder of the server's socket, open to the server's user alone: `run` beside the data or, where that path
 * is longer than a socket's may be, a short one in the system's folder for temporary files. Throws
 * `postgres.socket_folder` when somebody else has made that one.
 */
export async function makeSocketFolder(directory: string, user: ServiceUser): Promise<string> {
  const beside = join(directory, "run");
  const fits = Buffer.byteLength(join(beside, socketName)) <= longestSocketPath;
  const folder = fits ? beside : join(tmpdir(), `steadyhand-${shortHash(directory)}`);
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  // In a folder that everybody may write to, another user could have made it first, or put a link there.
  const found = await lstat(folder);
  const isOurs = found.isDirectory() && (found.uid === process.getuid?.() || found.uid === user.uid);
  if (!isOurs) throw taken(folder);
  await chmod(folder, 0o700);
  // Whose it was has ended, or we would not be here; while nobody has reaped it, PostgreSQL would not believe that.
  await rm(join(folder, `${socketName}.lock`), { force: true });
  if (user.isOther) await chown(folder, user.uid, user.gid);
  return folder;
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function taken(folder: string): OpsError {
  return new OpsError(`Cannot place the database's socket in ${folder}: it belongs to somebody else`, {
    kind: "unavailable",
    code: "postgres.socket_folder",
    hint: "Remove it, choose a data folder with a shorter path, or set TMPDIR to a folder of your own",
  });
}
