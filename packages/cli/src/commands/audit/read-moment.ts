import { OpsError } from "@steadyhand/core/outcome";
import { readSince } from "../policy/since.ts";

const dayMs = 86_400_000;
const length = /^\d{1,5}[mhdw]$/;
const day = /^\d{4}-\d\d-\d\d$/;
const exact = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/i;

/** What `--since` and `--until` take, for their help. */
export const momentHelp = "2h, 30m, 3d or 1w ago; today, yesterday or 2026-11-20 (UTC); or a time with its zone";

/**
 * The moment that people mean: a length of time ago (`2h`), the start of a day in UTC (`today`, `2026-11-20`), or a
 * time with its zone, in ISO 8601 as the API takes it. Throws `usage.moment`.
 */
export function readMoment(flag: "--since" | "--until", text: string, now: Date): string {
  const at = momentOf(text.trim().toLowerCase(), now);
  // Before year 0 and after 9999 the text has another form than the one that the record sorts by.
  if (at !== undefined && at.getUTCFullYear() >= 0 && at.getUTCFullYear() <= 9999) return at.toISOString();
  throw new OpsError(`Cannot read ${flag} ${JSON.stringify(text)}: ${whatIsWrong(text)}`, {
    kind: "invalid",
    code: "usage.moment",
    hint: "Give 30m, 2h, 3d or 1w (ago), today, yesterday, a day such as 2026-11-20, or 2026-11-20T03:00:00Z",
  });
}

/** Both ends of a stretch of time, as far as they were given. Throws `usage.moment` when nothing lies between. */
export function readStretch(
  { since, until }: { readonly since: string | undefined; readonly until: string | undefined },
  now: Date,
): { readonly since?: string; readonly until?: string } {
  const from = since === undefined ? undefined : readMoment("--since", since, now);
  const to = until === undefined ? undefined : readMoment("--until", until, now);
  if (from !== undefined && to !== undefined && from >= to) {
    throw new OpsError(`Cannot look from ${from} until ${to}: the end does not lie after the beginning`, {
      kind: "invalid",
      code: "usage.moment",
      hint: "Give the earlier moment as --since and the later one as --until",
    });
  }
  return { ...(from !== undefined && { since: from }), ...(to !== undefined && { until: to }) };
}

function momentOf(text: string, now: Date): Date | undefined {
  if (length.test(text)) return readSince(text, now);
  const today = Math.floor(now.getTime() / dayMs) * dayMs;
  if (text === "today") return new Date(today);
  if (text === "yesterday") return new Date(today - dayMs);
  if (!day.test(text) && !exact.test(text)) return undefined;
  const at = new Date(text.toUpperCase());
  return Number.isNaN(at.getTime()) || !isOfCalendar(text.slice(0, 10)) ? undefined : at;
}

/** `2026-02-30` would be read as the second of March. */
function isOfCalendar(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}

function whatIsWrong(text: string): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+$/i.test(text)) return "it has no zone, so it could mean another moment elsewhere";
  if (/^\d{4}-\d\d-\d\d/.test(text)) return "there is no such day or time";
  if (/^\d+(?:\.\d+)?\s*[a-z]*$/i.test(text)) return "it is no length of time that we know";
  return "it is neither a length of time nor a moment";
}
