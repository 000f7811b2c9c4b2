import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProcess, readText, sendSignal } from "./process-table.ts";
import type { Reach } from "./reach.ts";

/**
 * Finds the processes of an attempt by its cgroup: what is forked inside stays inside, through double forks, new
 * sessions and cleared environments.
 */
export function cgroupReach({ kind, path }: { kind: "cgroup2" | "cgroup1"; path: string }): Reach {
  const killEach = () => {
    for (const pid of pidsIn(path)) if (pid !== process.pid) sendSignal(pid, "SIGKILL");
  };
  return {
    members: () => pidsIn(path).flatMap((pid) => (pid === process.pid ? [] : (findProcess(pid) ?? []))),
    killAll() {
      // The helper sits in the cgroup of the newest attempt until its next seat is ready.
      if (pidsIn(path).includes(process.pid)) return killEach();
      if (kind === "cgroup2") return void tell(join(path, "cgroup.kill"), "1");
      // Frozen processes cannot fork away from the kill; they end when they are thawed.
      tell(join(path, "freezer.state"), "FROZEN");
      killEach();
      tell(join(path, "freezer.state"), "THAWED");
    },
  };
}

/** A step may make cgroups of its own inside. */
export function pidsIn(path: string): number[] {
  const own = readText(join(path, "cgroup.procs"))?.trim().split("\n").filter(Boolean).map(Number) ?? [];
  return [...own, ...childrenOf(path).flatMap(pidsIn)];
}

export function childrenOf(path: string): string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => join(path, entry.name));
  } catch {
    // It is gone, and so are its children.
    return [];
  }
}

function tell(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch {
    // The cgroup is gone, and with it everything that was in it.
  }
}
