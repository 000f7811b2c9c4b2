import { readdirSync, readFileSync } from "node:fs";

/** A process for certain: numbers are given again, a number together with its start time is not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since the machine's start; 0 where the system does not tell. */
  readonly startTicks: number;
}

export interface ProcessFacts extends ProcessIdentity {
  /** One letter, as in /proc: R, S, D, T (stopped), Z (ended, not yet reaped). */
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
}

/** What the system says of a process, or nothing when there is none, or only the remains of one. */
export function findProcess(pid: number): ProcessFacts | undefined {
  const text = readText(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The program's name stands in brackets and may hold brackets and spaces itself.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const state = fields[0] ?? "Z";
  if (state === "Z" || state === "X") return undefined;
  const [parent, group, session] = [fields[1], fields[2], fields[3]].map(Number);
  return {
    pid,
    state,
    parent: parent ?? 0,
    group: group ?? 0,
    session: session ?? 0,
    startTicks: Number(fields[19]),
  };
}

export function identify(pid: number): ProcessIdentity {
  return { pid, startTicks: findProcess(pid)?.startTicks ?? 0 };
}

/** Says whether that very process is still there. */
export function isThere({ pid, startTicks }: ProcessIdentity): boolean {
  const found = findProcess(pid);
  if (found !== undefined) return startTicks === 0 || found.startTicks === startTicks;
  return startTicks === 0 && sendSignal(pid, 0);
}

export function listProcesses(): ProcessFacts[] {
  return listNames("/proc").flatMap((name) => (/^\d+$/.test(name) ? (findProcess(Number(name)) ?? []) : []));
}

/** The command line of a process as a person would read it. */
export function commandLine(pid: number): string {
  const words = readText(`/proc/${pid}/cmdline`)
    ?.split("\0")
    .filter((word) => word !== "")
    .join(" ");
  return (words === undefined || words === "" ? (readText(`/proc/${pid}/comm`)?.trim() ?? "") : words).slice(0, 500);
}

/** Says whether the process was started with this variable. */
export function hasVariable(pid: number, name: string, value: string): boolean {
  const text = readText(`/proc/${pid}/environ`);
  return text?.split("\0").includes(`${name}=${value}`) ?? false;
}

/** Sends a signal; says whether there was a process to send it to. */
export function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    // It ended in the meantime.
    return false;
  }
}

/** Changes with every start of the machine: process numbers from before it mean nothing. */
export function bootId(): string {
  return readText("/proc/sys/kernel/random/boot_id")?.trim() ?? "unknown";
}

export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // In /proc and in cgroups, what is read may be gone at any moment.
    return undefined;
  }
}

export function listNames(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
