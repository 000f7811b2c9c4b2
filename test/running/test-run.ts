import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync, statfsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const memory = "/dev/shm";
const name = "steadyhand-run-";
/** Much more than all tests hold at once, and less than a small machine would miss. */
const neededBytes = 6 * 1024 ** 3;

/**
 * A folder for what the tests of one run share and for all that they write; it goes with the run. It lies in memory where there
 * is enough: hundreds of tests make a database each, and the disk would take half of their time. What a test proves about a
 * process that is killed is the same there, and full disks are mounts of their own.
 */
export default async function testRun(): Promise<() => Promise<void>> {
  const base = process.env.TMPDIR === undefined && isRoomy() ? memory : tmpdir();
  await removeAbandoned(base);
  const folder = await mkdtemp(join(base, `${name}${process.pid}-`));
  // Servers that run as somebody else find their own folders in it.
  await chmod(folder, 0o711);
  process.env.STEADYHAND_TEST_RUN = join(folder, "shared");
  process.env.TMPDIR = folder;
  await mkdir(process.env.STEADYHAND_TEST_RUN);
  return () => rm(folder, { recursive: true, force: true });
}

/** Tests also run programs from there. */
function isRoomy(): boolean {
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    const options = execFileSync("findmnt", ["--noheadings", "--output", "OPTIONS", memory], { encoding: "utf8" });
    return bavail * bsize >= neededBytes && !options.split(",").includes("noexec");
  } catch {
    // No such place, or nothing is to be learned of it.
    return false;
  }
}

/** A run that was killed leaves its folder, and memory is scarcer than disk. */
async function removeAbandoned(base: string): Promise<void> {
  for (const entry of readdirSync(base)) {
    const pid = entry.startsWith(name) ? entry.slice(name.length).split("-")[0] : undefined;
    if (pid === undefined || !/^\d+$/.test(pid) || existsSync(`/proc/${pid}`)) continue;
    // What cannot be removed, such as a mount that was left in it, is in nobody's way.
    await rm(join(base, entry), { recursive: true, force: true }).catch(() => {});
  }
}
