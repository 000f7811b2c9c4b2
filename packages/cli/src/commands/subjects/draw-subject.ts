import type { SubjectWire } from "@steadyhand/api";
import { drawLine } from "../../io/draw-text.ts";
import { duration, moment } from "../../io/duration.ts";
import type { Channel } from "../../io/io.ts";
import { riskMark } from "../../io/risk-mark.ts";
import { table } from "../../io/table.ts";
import { memberMarks } from "../../standing/member-mark.ts";
import { sayStanding } from "../../standing/standing.ts";
import { standingOf } from "../../standing/standing-of.ts";
import { factLines } from "../investigations/fact-lines.ts";

/** All that is known of one system by its last look, a part after the other; what is empty is left out. */
export function drawSubject(subject: SubjectWire, channel: Channel, now: Date): string {
  const parts = [
    drawHead(subject, channel, now),
    drawMembers(subject, channel),
    drawInvariants(subject, channel, now),
    drawSamples(subject),
    drawBlind(subject),
    drawActions(subject, channel),
    drawFaults(subject),
  ];
  return parts.filter((part) => part !== undefined).join("\n\n");
}

function drawHead(subject: SubjectWire, channel: Channel, now: Date): string {
  const { name, kind, environment, project, level, isDisposable, everyMs, path, isWatched, lastLook } = subject;
  const look = lastLook === undefined ? "not yet" : moment(lastLook.at, now);
  const facts: (readonly [string, string])[] = [
    ["kind", `${kind}, in ${environment}${project === undefined ? "" : `, of project ${project}`}`],
    ["by itself", level === undefined ? "as far as its environment goes" : `up to L${level}`],
    ...(isDisposable ? [["disposable", "it may be broken and thrown away"] as const] : []),
    ["watched", isWatched ? `by this server, every ${duration(everyMs)}` : "not by this server"],
    ["last look", `${look}${lastLook?.outcome === "failed" ? `, failed: ${drawLine(lastLook.why ?? "")}` : ""}`],
    ["file", drawLine(path)],
  ];
  return [channel.paint("strong", name), ...factLines(facts, channel)].join("\n");
}

function drawMembers({ members }: SubjectWire, { paint }: Channel): string {
  const rows = members.map(({ id, kind, state, why = "", isExpected }) => {
    const [tone, mark] = state === undefined ? (["unknown", "░ not seen"] as const) : memberMarks[state];
    return [drawLine(id), kind, paint(tone, mark), `${isExpected ? "" : "nobody expects it; "}${drawLine(why)}`];
  });
  return table(["member", "kind", "state", "why"], rows);
}

export function drawInvariants(
  { invariants }: Pick<SubjectWire, "invariants">,
  { paint }: Pick<Channel, "paint">,
  now: Date,
): string {
  const rows = invariants.flatMap((invariant) =>
    invariant.standings.map((standing) => {
      const { member = "", value, limit, why } = standing;
      const [tone, text] = sayStanding(standingOf(standing, invariant), now);
      const held = limit === undefined ? "" : ` (${drawLine(limit)})`;
      const said = value === undefined ? "" : `${drawLine(String(value))}${held}`;
      return [invariant.name, drawLine(member), paint(tone, text), said, drawLine(why)];
    }),
  );
  return table(["invariant", "member", "stands", "value", "why"], rows);
}

function drawSamples({ samples }: SubjectWire): string | undefined {
  if (samples.length === 0) return undefined;
  const rows = samples.map(({ name, member = "", value }) => [name, drawLine(member), drawLine(String(value))]);
  return table(["sample", "member", "value"], rows);
}

function drawBlind({ blind }: SubjectWire): string | undefined {
  if (blind.length === 0) return undefined;
  return table(
    ["not seen", "member", "why"],
    blind.map(({ what, member = "", why }) => [what, drawLine(member), drawLine(why)]),
  );
}

function drawActions({ name, actions }: SubjectWire, { paint }: Channel): string | undefined {
  if (actions.length === 0) return undefined;
  const rows = actions.map(({ name: action, riskFloor, isAvailable, whyNot = "", title }) => [
    `${name}.${action}`,
    riskMark(riskFloor, paint),
    isAvailable ? "yes" : `no: ${drawLine(whyNot)}`,
    drawLine(title),
  ]);
  return table(["action", "never below", "available", "title"], rows);
}

function drawFaults({ faults }: SubjectWire): string | undefined {
  if (faults.length === 0) return undefined;
  return table(
    ["fault", "what"],
    faults.map(({ name, title }) => [name, drawLine(title)]),
  );
}
