import type { AuditEventWire } from "@steadyhand/api";
import { digestOf, sayWhat } from "@steadyhand/core/audit-csv";
import { drawLine, drawProse } from "../../io/draw-text.ts";
import { duration } from "../../io/duration.ts";
import { table } from "../../io/table.ts";

const heading = ["event", "after", "who", "what", "outcome", "why"] as const;

/** Under one heading; a longer story gets it again, as a new page would. */
const rowsAPage = 1_000;

/** Everything that was recorded of one execution, oldest first: one line an event, with its data below when asked for. */
export function drawStory(events: readonly AuditEventWire[], { isFull }: { readonly isFull: boolean }): string {
  const [first] = events;
  const last = events.at(-1);
  if (first === undefined || last === undefined) return "";
  const long = duration(Math.max(0, Date.parse(last.at) - Date.parse(first.at)));
  const said = `${first.executionId ?? ""}: ${events.length} ${events.length === 1 ? "event" : "events"} in ${long}, from ${first.at}`;
  const pages: string[] = [said];
  for (let start = 0; start < events.length; start += rowsAPage) {
    pages.push(drawPage(events.slice(start, start + rowsAPage), { startedAt: first.at, isFull }));
  }
  return pages.join("\n\n");
}

function drawPage(
  events: readonly AuditEventWire[],
  { startedAt, isFull }: { readonly startedAt: string; readonly isFull: boolean },
): string {
  // No cell holds a line break, so each row is one line.
  const [headline = "", ...lines] = table(
    heading,
    events.map((event) => rowOf(event, startedAt)),
  ).split("\n");
  const drawn = events.map((event, index) => (isFull ? `${lines[index]}\n${dataOf(event)}` : lines[index]));
  return [headline, ...drawn].join("\n");
}

function rowOf({ sequence, at, type, stepId, attempt, outcome, actor, why, data }: AuditEventWire, startedAt: string) {
  const digest = digestOf(data);
  const about = digest === undefined || why.includes(digest) ? "" : ` (${digest})`;
  return [
    String(sequence),
    sinceStart(at, startedAt),
    drawLine(actor.name),
    sayWhat({ type, stepId, attempt }),
    outcome,
    shorten(drawLine(why + about)),
  ];
}

/** A clock may have been set back between two events. */
function sinceStart(at: string, startedAt: string): string {
  const lengthMs = Date.parse(at) - Date.parse(startedAt);
  return `${lengthMs < 0 ? "-" : "+"}${duration(Math.abs(lengthMs))}`;
}

/** The first twelve digits tell two digests of one execution apart; `--full` and `--json` have them whole. */
function shorten(text: string): string {
  return text.replaceAll(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, "$1…");
}

function dataOf({ at, hash, data }: AuditEventWire): string {
  const whole = drawProse(JSON.stringify(data, null, 2));
  return [`at ${at}`, `hash ${hash}`, ...whole.split("\n")].map((line) => `    ${line}`).join("\n");
}
