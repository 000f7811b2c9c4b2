import { readFileSync, readlinkSync } from "node:fs";

/** Which process looks after a container, so that another one can tell whether it still does. */
export interface Owner {
  /** The machine, the boot and the process space that the number counts in. */
  readonly place: string;
  readonly pid: number;
  readonly startTicks: number;
}

/** The place of this process. */
export function ownPlace(): string {
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  return `${boot}/${readlinkSync("/proc/self/ns/pid").replace(/[^0-9]/g, "")}`;
}

/** When a process began, in ticks since the boot; nothing when there is none. */
export function startTicksOf(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...fields] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return state === "Z" || state === "X" ? undefined : Number(fields[18]);
  } catch {
    // It has ended.
    return undefined;
  }
}

/** This process as an owner. */
export function thisOwner(): Owner {
  return { place: ownPlace(), pid: process.pid, startTicks: startTicksOf(process.pid) ?? 0 };
}

/** Whether an owner is gone; `undefined` where that cannot be seen from here. */
export function isGone({ place, pid, startTicks }: Owner): boolean | undefined {
  return place === ownPlace() ? startTicksOf(pid) !== startTicks : undefined;
}
