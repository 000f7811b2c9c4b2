import { OpsError } from "@steadyhand/core/outcome";

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** The moment that `30d`, `12h`, `90m` or `2w` ago, or a time like `2026-11-20T03:00:00Z`, stands for. */
export function readSince(text: string, now: Date): Date {
  const [, count, unit = ""] = text.match(/^(\d{1,5})([mhdw])$/) ?? [];
  const length = unitMs[unit];
  if (count !== undefined && length !== undefined) return new Date(now.getTime() - Number(count) * length);
  const at = new Date(text);
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(at.getTime())) return at;
  throw new OpsError(`Cannot go back to ${JSON.stringify(text)}: that is no length of time and no moment`, {
    kind: "invalid",
    code: "usage.since",
    hint: "Give a length such as 30d, 12h, 90m or 2w, or a time such as 2026-11-20T03:00:00Z",
  });
}
