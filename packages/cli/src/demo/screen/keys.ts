import type { Line } from "./line.ts";

/** What a person can press now. */
export interface Key {
  readonly key: string;
  readonly what: string;
}

/** The keys on one line, as they are offered. */
export function drawKeys(keys: readonly Key[]): Line {
  return keys.flatMap(({ key, what }) => [["strong", ` ${key}`] as const, ["quiet", ` ${what} `] as const]);
}
