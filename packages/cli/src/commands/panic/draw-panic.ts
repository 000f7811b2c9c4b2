import type { PanicDrillWire, PanicViewWire } from "@steadyhand/api";
import { drawLine } from "../../io/draw-text.ts";
import { moment } from "../../io/duration.ts";
import type { Paint } from "../../io/paint.ts";
import { table } from "../../io/table.ts";

/** Panic as people read it: what holds, then each node and run, then what to do next. */
export function drawPanic(view: PanicViewWire, now: Date, paint: Paint): string {
  return [...drawHead(view, now, paint), ...drawNodes(view), ...drawRuns(view), ...drawNext(view, now)].join("\n");
}

function drawHead({ press, stop, startsRefused, record }: PanicViewWire, now: Date, paint: Paint): string[] {
  if (press === undefined) {
    const refused = startsRefused ? [`Nothing starts all the same: ${startsRefused.message}`] : [];
    return ["Panic is off.", ...refused];
  }
  const { by, since, reason, kill } = press;
  const word = {
    stopped: "everything is stopped",
    stopping: "it is being stopped",
    unconfirmed: "NOT EVERYTHING IS SEEN STOPPED",
  };
  return [
    paint(stop === "unconfirmed" ? "dangerous" : "strong", `PANIC is on: ${word[stop]}`),
    `pressed by ${drawLine(by.name)} ${moment(since, now)}: ${drawLine(reason)}${kill ? " (what ran was ended)" : ""}`,
    ...(record === "owed" ? ["not all of it is in the record yet; that is tried until it is"] : []),
  ];
}

function drawNodes({ press, nodes }: PanicViewWire): string[] {
  if (press === undefined) return [];
  const rows = nodes.map(({ name, state, attempts, tookMs, problem }) => [
    ...[name, state, String(attempts), tookMs === undefined ? "" : `${Math.round(tookMs)} ms`],
    drawLine(problem ?? ""),
  ]);
  return ["", table(["node", "state", "attempts", "after", ""], rows)];
}

function drawRuns({ runs }: PanicViewWire): string[] {
  if (runs.length === 0) return [];
  const rows = runs.map(({ executionId, stepId = "", node = "", state, processes, hasEnded, title = "", problem }) => {
    const seen = hasEnded ? "ended" : processes === 0 ? "nothing runs" : `${processes} processes stopped`;
    return [executionId, stepId, node, state, problem ?? (state === "stopped" ? seen : ""), drawLine(title)];
  });
  return ["", table(["run", "step", "node", "state", "seen", "runbook"], rows)];
}

function drawNext({ press, resumption, heldBy, people }: PanicViewWire, now: Date): string[] {
  if (press === undefined) return [];
  if (heldBy !== undefined) return ["", `Two people ended it, but ${heldBy}`];
  const alone =
    people === 1
      ? ["You are alone here: `steady people add NAME` makes a link for a second person, who confirms with it."]
      : [];
  if (resumption.phase === "asked") {
    const { by, reason, expiresAt } = resumption;
    const asked = `${drawLine(by.name)} asks to end it: ${drawLine(reason)}`;
    return [
      "",
      asked,
      `Somebody else confirms with \`steady panic confirm\`; the ask ends ${moment(expiresAt, now)}.`,
      ...alone,
    ];
  }
  return ["", "To end it an admin asks with `steady panic resume --reason …`, and a second person confirms.", ...alone];
}

export function drawDrill({ tookMs, isSound, parts }: PanicDrillWire): string {
  const rows = parts.map(({ part, ok, tookMs: took, detail }) => [
    part,
    ok ? "ok" : "BROKEN",
    `${took} ms`,
    drawLine(detail),
  ]);
  const head = isSound
    ? `A press would have been everywhere within ${tookMs} ms. Nothing was stopped; this is recorded.`
    : "A press would not have come through everywhere. Nothing was stopped; this is recorded.";
  return [head, "", table(["part", "", "took", "seen"], rows)].join("\n");
}
