import type { LevelScopeWire } from "@steadyhand/api";

/** `api`, or `payments (project)`. */
export function sayScope({ kind, name }: LevelScopeWire): string {
  return kind === "subject" ? name : `${name} (project)`;
}

const meanings = {
  1: "observe: nothing runs, it is followed by hand",
  2: "suggest: every step waits for a person",
  3: "semi-auto: safe steps run",
  4: "auto: safe and caution steps run",
  5: "full: all run, dangerous ones only on a disposable lab target",
} as const;

export function sayTakeoverLevel(level: keyof typeof meanings): string {
  return `L${level} ${meanings[level]}`;
}
