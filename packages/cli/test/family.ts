import { readdirSync, readFileSync } from "node:fs";

/** A process as long as it is the same one: numbers are used again. */
export interface Member {
  readonly pid: number;
  readonly begun: string;
  readonly words: string;
}

/** All processes whose environment holds `mark`, and all that they started. */
export function familyOf(mark: string): readonly Member[] {
  const all = new Map(processes().map((one) => [one.pid, one]));
  const isOurs = (pid: number): boolean => {
    const one = all.get(pid);
    if (one === undefined) return false;
    return environmentOf(pid).includes(mark) || isOurs(one.parent);
  };
  return [...all.values()]
    .filter(({ pid }) => isOurs(pid))
    .map(({ pid, begun }) => ({ pid, begun, words: wordsOf(pid) }));
}

/** Those of them that still run. */
export function left(family: readonly Member[]): readonly Member[] {
  const now = new Map(processes().map(({ pid, begun }) => [pid, begun]));
  return family.filter(({ pid, begun }) => now.get(pid) === begun);
}

function processes(): readonly { readonly pid: number; readonly parent: number; readonly begun: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = read(`/proc/${name}/stat`);
      const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      // What has ended and was not reaped runs no more.
      if (stat === "" || state === "Z") return [];
      return [{ pid: Number(name), parent: Number(parent), begun: rest[17] ?? "" }];
    });
}

function environmentOf(pid: number): string {
  return read(`/proc/${pid}/environ`);
}

function wordsOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
}

/** It may have ended since it was listed. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
