import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const root = "/usr/lib/postgresql";
const oldest = 15;

/** PostgreSQL's programs as Debian brings them, and whom they run as: the server refuses to run as root. */
export interface Programs {
  readonly user: { readonly uid: number; readonly gid: number };
  /** The words that start one of them. It is killed when we die, however that happens. */
  words(program: string, ...options: readonly string[]): readonly string[];
  /** Runs such words to their end. */
  run(words: readonly string[]): Promise<void>;
}

export async function findPrograms(): Promise<Programs> {
  const bin = newestBin();
  const user = await findUser();
  const identity =
    user.uid === process.getuid?.() ? [] : ["--reuid", `${user.uid}`, "--regid", `${user.gid}`, "--clear-groups"];
  return {
    user,
    words: (program, ...options) => ["setpriv", "--pdeathsig", "KILL", ...identity, join(bin, program), ...options],
    async run([program = "", ...words]) {
      await promisify(execFile)(program, words, { cwd: "/", env: environment });
    },
  };
}

/** Nothing of ours: PGHOST and its like would send a program to another server. */
export const environment = { PATH: "/usr/bin:/bin", LC_ALL: "C" } as const;

function newestBin(): string {
  const versions = existsSync(root) ? readdirSync(root).map(Number) : [];
  const newest = Math.max(oldest - 1, ...versions.filter(Number.isInteger));
  const bin = join(root, `${newest}`, "bin");
  if (newest >= oldest && existsSync(join(bin, "initdb"))) return bin;
  throw new Error(
    `Cannot start the lab: there is no PostgreSQL ${oldest} or newer in ${root}. Install it with \`apt-get install --no-install-recommends postgresql\``,
  );
}

/** Ourselves, or another when we are root. */
async function findUser(): Promise<{ readonly uid: number; readonly gid: number }> {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  if (uid !== 0) return { uid, gid };
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const [, , itsUid, itsGid] = lines.find(([word]) => word === name) ?? [];
    if (itsUid !== undefined && itsGid !== undefined) return { uid: Number(itsUid), gid: Number(itsGid) };
  }
  throw new Error("Cannot start the lab as root: there is neither a user postgres nor nobody to run the servers as");
}
