import { mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { HelperSettings } from "../wire.ts";
import { childrenOf } from "./cgroup-reach.ts";
import { identify, isThere, listNames, readText } from "./process-table.ts";
import type { ReachRecord } from "./reach.ts";

/**
 * Where the next attempt will run. The helper itself always sits in the cgroup of the attempt to come, so whatever it
 * spawns is born inside: there is no moment in which a process is outside. Moving to the next seat happens after a spawn,
 * off the way of the first byte, because after a pause the kernel takes some 7 ms for it.
 */
export interface Seats {
  readonly kind: ReachRecord["kind"];
  /** Runs `spawn` while the helper sits in a seat that nobody had before. `spawn` must not wait for anything. */
  use<Result>(spawn: (record: ReachRecord) => Result): Promise<Result>;
  /** Takes a seat away once all in it have ended. */
  remove(record: ReachRecord): Promise<void>;
  close(): void;
}

/** Finds out what this machine allows, by trying it. */
export function openSeats(wanted: HelperSettings["reach"]): Seats {
  if (wanted === "best" || wanted === "cgroup2") {
    const seats = tryCgroups("cgroup2", findMount("cgroup2", ""), ownPath(""), "cgroup.kill");
    if (seats !== undefined) return seats;
  }
  if (wanted === "best" || wanted === "cgroup1") {
    const seats = tryCgroups("cgroup1", findMount("cgroup", "freezer"), ownPath("freezer"), "freezer.state");
    if (seats !== undefined) return seats;
  }
  const record: ReachRecord = { kind: "marker" };
  return { kind: "marker", use: async (spawn) => spawn(record), remove: async () => {}, close: () => {} };
}

const prefix = "steadyhand-";

function tryCgroups(
  kind: "cgroup2" | "cgroup1",
  mount: string | undefined,
  own: string | undefined,
  needed: string,
): Seats | undefined {
  if (mount === undefined || own === undefined) return undefined;
  const home = join(mount, own);
  const { pid, startTicks } = identify(process.pid);
  const base = join(home, `${prefix}${pid}-${startTicks}`);
  try {
    sweep(home);
    mkdirSync(base);
    const first = join(base, "0");
    mkdirSync(first);
    if (readText(join(first, needed)) === undefined && kind === "cgroup1") throw new Error("not a freezer");
    if (kind === "cgroup2" && !listNames(first).includes(needed)) throw new Error("this kernel has no cgroup.kill");
    writeFileSync(join(first, "cgroup.procs"), `${process.pid}`);
    return cgroupSeats(kind, home, base, first);
  } catch {
    // Not allowed here, or too old: the next way is tried, and `ready` says which one is used.
    removeTree(base);
    return undefined;
  }
}

function cgroupSeats(kind: "cgroup2" | "cgroup1", home: string, base: string, first: string): Seats {
  let count = 0;
  let seated: Promise<string> = Promise.resolve(first);
  const emptied = new Set<string>();

  const moveOn = async () => {
    count += 1;
    const path = join(base, `${count}`);
    mkdirSync(path);
    await writeFile(join(path, "cgroup.procs"), `${process.pid}`);
    return path;
  };
  return {
    kind,
    async use(spawn) {
      const mine = seated;
      let settle: (next: Promise<string>) => void = () => {};
      seated = new Promise((resolve) => {
        settle = resolve;
      });
      try {
        // Where no seat could be made, the marker that every attempt carries has to do.
        const path = await mine.catch(() => undefined);
        return spawn(path === undefined ? { kind: "marker" } : { kind, path });
      } finally {
        const next = moveOn();
        // Whoever waits for the seat hears of a failure; with nobody waiting it must not end the helper.
        next.catch(() => {});
        settle(next);
      }
    },
    async remove(record) {
      if (record.kind === "marker") return;
      await seated.catch(() => {});
      emptied.add(record.path);
      for (const path of emptied) if (removeTree(path)) emptied.delete(path);
    },
    close() {
      try {
        writeFileSync(join(home, "cgroup.procs"), `${process.pid}`);
      } catch {
        // The seat stays behind, empty; the next helper sweeps it away.
      }
      removeTree(base);
    },
  };
}

/** Removes what helpers left behind that ended without closing. What still has processes in it cannot be removed. */
function sweep(home: string): void {
  for (const path of childrenOf(home)) {
    const owner = new RegExp(`/${prefix}(\\d+)-(\\d+)$`).exec(path);
    if (owner === null || isThere({ pid: Number(owner[1]), startTicks: Number(owner[2]) })) continue;
    removeTree(path);
  }
}

function removeTree(path: string): boolean {
  for (const child of childrenOf(path)) removeTree(child);
  try {
    rmdirSync(path);
    return true;
  } catch {
    // Something still runs in it, or it is gone already.
    return false;
  }
}

function findMount(type: string, option: string): string | undefined {
  for (const line of readText("/proc/self/mounts")?.split("\n") ?? []) {
    const [, path, kind, options] = line.split(" ");
    if (kind === type && (option === "" || options?.split(",").includes(option))) return path;
  }
  return undefined;
}

/** The cgroup this process is in, in the unified hierarchy or in that of a controller. */
function ownPath(controller: string): string | undefined {
  for (const line of readText("/proc/self/cgroup")?.split("\n") ?? []) {
    const [, controllers, ...path] = line.split(":");
    if (controllers?.split(",").includes(controller)) return path.join(":");
  }
  return undefined;
}
