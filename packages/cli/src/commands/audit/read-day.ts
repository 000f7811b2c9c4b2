import { OpsError } from "@steadyhand/core/outcome";

const dayMs = 86_400_000;

/**
 * The day that people mean, as YYYY-MM-DD: `today` and `yesterday` are those of the zone, UTC when none is given. Throws
 * `usage.day`. Whether there is such a day, and such a zone, the server says.
 */
export function readDay(text: string, timeZone: string | undefined, now: Date): string {
  const said = text.trim().toLowerCase();
  if (/^\d{4}-\d\d-\d\d$/.test(said)) return said;
  const today = dayIn(timeZone, now);
  if (said === "today") return today;
  // From its middle: a day of a zone may have 23 hours or 25.
  if (said === "yesterday") return new Date(Date.parse(`${today}T12:00:00Z`) - dayMs).toISOString().slice(0, 10);
  throw new OpsError(`Cannot read --day ${JSON.stringify(text)}: it is no day`, {
    kind: "invalid",
    code: "usage.day",
    hint: "Give today, yesterday, or a day as YYYY-MM-DD, such as 2026-11-20",
  });
}

function dayIn(timeZone: string | undefined, now: Date): string {
  try {
    // Swedish writes dates the ISO way.
    return now.toLocaleDateString("sv-SE", { timeZone: timeZone ?? "UTC" });
  } catch {
    // There is no such zone, which the server says with what to do.
    return now.toISOString().slice(0, 10);
  }
}
