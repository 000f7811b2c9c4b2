import { isDeepStrictEqual } from "node:util";
import type { Policy } from "@steadyhand/core/policy";
import { type SettingPath, sayPath } from "../problem.ts";
import { writePolicy } from "../read-policy.ts";
import { sayValue } from "./say-value.ts";
import { type Held, heldAt, type Setting, settingsIn } from "./settings.ts";
import { type Direction, directionOf } from "./strictness.ts";

/** One setting that says something else than before. */
export interface PolicyChange {
  readonly path: string;
  readonly direction: Direction;
  /** What it was and what it is, in words. */
  readonly says: string;
}

type Settings = ReadonlyMap<string, Setting>;

/** Every setting that changes what holds, from one policy to another. A setting that repeats what is built in is none. */
export function diffPolicies(before: Policy, after: Policy): readonly PolicyChange[] {
  const [from, to] = [before, after].map((policy) => settingsIn(writePolicy(policy))) as [Settings, Settings];
  const paths = new Map([...from, ...to].map(([name, { path }]) => [name, path]));
  return [...paths].flatMap(([name, path]) => {
    const [was, is] = [heldAt(path, from), heldAt(path, to)];
    if (isDeepStrictEqual(was.value, is.value)) return [];
    // Of an entry that comes or goes as a whole, one line says it.
    if (isWithinNew(path, from, to)) return [];
    return [
      {
        path: name,
        direction: isLock(path)
          ? lockDirection(was.value, is.value)
          : directionOf(path, { before: was.value, after: is.value }),
        says: `${sayHeld(path, was)} → ${sayHeld(path, is)}`,
      },
    ];
  });
}

function sayHeld(path: SettingPath, { value, from }: Held): string {
  const said = sayValue(path, value);
  return from === undefined ? said : `${said} (${from})`;
}

function isWithinNew(path: SettingPath, from: ReadonlyMap<string, Setting>, to: ReadonlyMap<string, Setting>): boolean {
  if (path.length < 3) return false;
  const entry = sayPath(path.slice(0, 2));
  const isEntry = [from.get(entry)?.value, to.get(entry)?.value].includes("there");
  return isEntry && from.has(entry) !== to.has(entry);
}

function isLock(path: SettingPath): boolean {
  return path.at(-2) === "lock";
}

function lockDirection(before: unknown, after: unknown): Direction {
  if (before === undefined) return "stricter";
  return after === undefined ? "looser" : "other";
}
