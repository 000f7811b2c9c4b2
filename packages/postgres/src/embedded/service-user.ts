import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { OpsError } from "@steadyhand/core/outcome";

const run = promisify(execFile);

/** The system user that PostgreSQL runs as. */
export interface ServiceUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** Whether it is another one than ours: PostgreSQL refuses to run as root. */
  readonly isOther: boolean;
}

/** Ourselves, or, when we are root, the first there is of `steadyhand` (made when absent), `postgres` and `nobody`. */
export async function findServiceUser(): Promise<ServiceUser> {
  const { uid, gid, username } = userInfo();
  if (uid !== 0) return { name: username, uid, gid, isOther: false };
  const known = await lookUp("steadyhand");
  if (known !== undefined) return known;
  // Where it cannot be made (no useradd, read-only /etc) a user that most systems have will do.
  await run("useradd", ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "steadyhand"]).catch(() => {});
  for (const name of ["steadyhand", "postgres", "nobody"]) {
    const user = await lookUp(name);
    if (user !== undefined) return user;
  }
  throw new OpsError("Cannot start the embedded database as root: there is no other user to run it as", {
    kind: "unavailable",
    code: "postgres.no_user",
    hint: "Create one with `useradd --system steadyhand`, or start Steadyhand as an ordinary user",
  });
}

async function lookUp(name: string): Promise<ServiceUser | undefined> {
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n");
  const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
  if (uid === undefined || gid === undefined || Number(uid) === 0) return undefined;
  return { name, uid: Number(uid), gid: Number(gid), isOther: true };
}

/**
 * The words that start a program as that user, to be put before it; `deathSignal` is what it gets when we die.
 * Where a folder above one of the paths is closed to that user (such as /root), the program is let through by one
 * capability: to read past permissions where the machine grants that, else to override them.
 */
export async function commandPrefix(
  user: ServiceUser,
  paths: readonly string[],
  deathSignal: "INT" | "KILL",
): Promise<readonly string[]> {
  const onDeath = ["setpriv", "--pdeathsig", deathSignal];
  if (!user.isOther) return (await hasSetpriv()) ? onDeath : [];
  const identity = ["--reuid", `${user.uid}`, "--regid", `${user.gid}`, "--clear-groups"];
  const isOpen = (await Promise.all(paths.map((path) => isReachable(path, user)))).every(Boolean);
  if (isOpen) return [...onDeath, ...identity, "--inh-caps=-all"];
  const capability = await passingCapability();
  // Without the secure bit, access(2) forgets the capability, and initdb asks it about its own program.
  const passing = ["--securebits=+no_setuid_fixup", `--inh-caps=-all,+${capability}`, `--ambient-caps=+${capability}`];
  return [...onDeath, ...identity, ...passing];
}

/** Whether the user may walk to a path by the plain permission bits. */
export async function isReachable(path: string, { uid, gid }: ServiceUser): Promise<boolean> {
  const folder = dirname(path);
  const { mode, uid: owner, gid: group } = await stat(folder);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  return folder === dirname(folder) || isReachable(folder, { uid, gid, name: "", isOther: true });
}

/** Without it an ordinary user's server merely outlives a kill, and the next start ends it. */
async function hasSetpriv(): Promise<boolean> {
  return run("setpriv", ["--version"]).then(
    () => true,
    () => false,
  );
}

const readSearch = 2n;

async function passingCapability(): Promise<"dac_read_search" | "dac_override"> {
  const status = await readFile("/proc/self/status", "utf8");
  const bounding = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
  return (bounding >> readSearch) & 1n ? "dac_read_search" : "dac_override";
}
