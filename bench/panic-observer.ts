import { readdirSync, readFileSync } from "node:fs";

/**
 * Looks in /proc until every process of each group is stopped, and prints when each of them was, in milliseconds of the
 * machine's clock. Started apart: `node panic-observer.ts '[123,456]'`.
 */
const groups: readonly number[] = JSON.parse(process.argv[2] ?? "[]");
const limitMs = 10_000;
const startedAt = performance.now();
let members = findMembers();
const seen = new Map<number, number>();
process.stdout.write("ready\n");

while (performance.now() - startedAt < limitMs) {
  for (const group of groups) {
    if (!seen.has(group) && members.get(group)?.every(isStill))
      seen.set(group, performance.timeOrigin + performance.now());
  }
  if (seen.size === groups.length && isConfirmed()) break;
  // A moment for those who are to be stopped: there are only so many cores.
  await new Promise((resolve) => setTimeout(resolve, 1));
}
process.stdout.write(`${JSON.stringify([...seen.values()])}\n`);

/** A child may have come since its group was listed: all are listed again, and a group with one that runs does not count. */
function isConfirmed(): boolean {
  members = findMembers();
  for (const group of groups) if (!(members.get(group) ?? []).every(isStill)) seen.delete(group);
  return seen.size === groups.length;
}

function isStill(pid: number): boolean {
  const stat = statOf(pid);
  return stat === undefined || /^[TtZX]/.test(stat);
}

/** One look at the whole of /proc, for all groups. */
function findMembers(): Map<number, number[]> {
  const found = new Map(groups.map((group) => [group, [] as number[]]));
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    found.get(Number(statOf(Number(name))?.split(" ")[2]))?.push(Number(name));
  }
  return found;
}

/** From the state on: what stands before it holds the program's name. */
function statOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2);
  } catch {
    // It ended.
    return undefined;
  }
}
