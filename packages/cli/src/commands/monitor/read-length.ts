import { OpsError } from "@steadyhand/core/outcome";

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000 } as const;
const leastMs = 1_000;

/** Reads a length of time such as `90s`, `10m` or `2h`. Throws `usage.length`. */
export function readLength(flag: string, text: string): number {
  const [, amount, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  // The pattern lets no other unit in.
  const ms = amount === undefined ? Number.NaN : Number(amount) * unitMs[unit as keyof typeof unitMs];
  if (ms >= leastMs) return ms;
  throw new OpsError(`Cannot read ${flag} ${JSON.stringify(text)}: it is no length of time from 1s on`, {
    kind: "invalid",
    code: "usage.length",
    hint: `Give seconds, minutes or hours, such as ${flag} 90s or ${flag} 10m`,
  });
}
