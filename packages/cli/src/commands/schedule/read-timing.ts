import { OpsError } from "@steadyhand/core/outcome";
import type { Option } from "../../command/command.ts";

export const onceOptions = {
  in: { type: "text", value: "5m", help: "after that long: seconds (s), minutes (m), hours (h) or days (d)" },
  at: { type: "text", value: "time", help: "at that time, ISO 8601 with its zone, such as 2026-03-01T02:30:00+01:00" },
} as const satisfies Record<string, Option>;

type Once = { readonly kind: "after"; readonly seconds: number } | { readonly kind: "once"; readonly at: string };
type Timing = Once | { readonly kind: "cron"; readonly expression: string; readonly timeZone: string };

const units = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** Reads `--in` or `--at`. Throws `usage.timing`. */
export function readOnce({
  in: after,
  at,
}: {
  readonly in: string | undefined;
  readonly at: string | undefined;
}): Once {
  if ((after === undefined) === (at === undefined)) throw unclear("give --in or --at, one of them");
  if (at !== undefined) {
    const ms = /T.*(Z|[+-]\d\d:?\d\d)$/.test(at) ? Date.parse(at) : Number.NaN;
    if (Number.isNaN(ms)) throw unclear(`--at ${at} is no time with its zone`);
    return { kind: "once", at: new Date(ms).toISOString() };
  }
  const [, amount, unit] = after?.match(/^(\d{1,8})([smhd])$/) ?? [];
  if (amount === undefined) throw unclear(`--in ${after} is no length of time`);
  // The pattern lets no other unit in.
  return { kind: "after", seconds: Number(amount) * units[unit as keyof typeof units] };
}

/** Reads `--cron`, `--in` or `--at`. Throws `usage.timing`. */
export function readTiming({
  cron,
  timeZone,
  ...once
}: {
  readonly cron: string | undefined;
  readonly timeZone: string | undefined;
  readonly in: string | undefined;
  readonly at: string | undefined;
}): Timing {
  if (cron === undefined) return readOnce(once);
  if (once.in !== undefined || once.at !== undefined) throw unclear("give --cron, --in or --at, one of them");
  return { kind: "cron", expression: cron, timeZone: timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone };
}

function unclear(why: string): OpsError {
  return new OpsError(`Cannot read when it is to be started: ${why}`, {
    kind: "invalid",
    code: "usage.timing",
    hint: "For example --in 5m, --at 2026-03-01T02:30:00+01:00, or --cron '30 2 * * 1-5'",
  });
}
