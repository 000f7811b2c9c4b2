import type { DiagnosisWire, IncidentWire, InvestigationWire, RemedyWire } from "@steadyhand/api";
import { drawLine } from "../../io/draw-text.ts";
import { riskMark } from "../../io/risk-mark.ts";
import { sayCall, sayPercent, sayReasoner } from "../../standing/say-diagnosis.ts";
import { situationOf } from "../../walk/situation.ts";
import type { Seen } from "../installation/seen.ts";
import type { Panel } from "../screen/frame.ts";
import { type Line, wrapWords } from "../screen/line.ts";

/** What is being done about the newest incident: who looks into it, what they found, what they want, what came of it. */
export function operatorPanel({ incident, investigation, run }: Seen): Panel {
  return {
    title: investigation ? `operator, ${sayReasoner(investigation.reasoner)}` : "operator",
    draw({ width, height }) {
      const room: Room = { width, lines: [] };
      if (incident === undefined) say(room, "Nothing is wrong that anybody has seen.");
      else drawIncident(room, incident);
      if (investigation) drawInvestigation(room, investigation);
      const situation = run && situationOf(run);
      if (situation?.kind === "approval") {
        const { judgement, targetName, asks } = situation.approval;
        room.lines.push([
          ["caution", "► waits for you  "],
          riskMark(judgement.final, plain),
          ` on ${drawLine(targetName)}`,
        ]);
        say(room, `asks ${asks}`);
      }
      return fitToHeight(room.lines, height);
    },
  };
}

interface Room {
  readonly width: number;
  readonly lines: Line[];
}

const plain = (_tone: unknown, text: string) => text;

function say({ width, lines }: Room, text: string, indent = ""): void {
  for (const words of wrapWords(drawLine(text), width - indent.length)) lines.push([`${indent}${words}`]);
}

function drawIncident(room: Room, { id, title, severity, phase }: IncidentWire): void {
  const tone = phase === "resolved" ? "safe" : severity === "critical" ? "dangerous" : "caution";
  const mark = phase === "resolved" ? "● resolved" : phase === "settling" ? "◑ settling" : `✖ ${severity}`;
  room.lines.push([
    [tone, mark],
    ["quiet", ` ${id}`],
  ]);
  say(room, title, "  ");
}

function drawInvestigation(room: Room, { turns, diagnosis, remedy, escalated, phase }: InvestigationWire): void {
  for (const { tool, arguments: given, answer } of turns.slice(-3)) {
    room.lines.push([["quiet", answer ? "✓ " : "… "], sayCall(tool, given)]);
  }
  if (diagnosis === undefined) {
    if (phase === "looking") room.lines.push([["quiet", "thinking"]]);
    return;
  }
  drawDiagnosis(room, diagnosis);
  if (remedy) drawRemedy(room, remedy);
  if (escalated) say(room, `► a person has to say: ${escalated.why}`);
}

function drawDiagnosis(room: Room, diagnosis: DiagnosisWire): void {
  const { outcome, confidence, summary, alternatives } = diagnosis;
  const isFound = outcome === "cause_found";
  const heading = isFound ? `cause, ${sayPercent(confidence)} sure` : outcome.replaceAll("_", " ");
  room.lines.push([["strong", heading]]);
  say(room, summary, "  ");
  for (const { title, probability, whyNot } of alternatives.slice(0, 3)) {
    room.lines.push([["quiet", `  ${sayPercent(probability).padStart(5)}  ${drawLine(title)}: ${drawLine(whyNot)}`]]);
  }
}

function drawRemedy(room: Room, remedy: RemedyWire): void {
  const { suggestion, phase } = remedy;
  room.lines.push([["strong", "action "], sayCall(suggestion.action, suggestion.parameters)]);
  if (phase === "proposed") say(room, suggestion.predicted, "  ");
  if (phase === "verifying")
    say(room, `done; looking at ${suggestion.verifiedBy.join(", ")} until it is certain`, "  ");
  if (phase === "ended") {
    room.lines.push([
      [remedy.result === "helped" ? "safe" : "caution", `  ${remedy.result}`],
      ["quiet", `: ${drawLine(remedy.why ?? "")}`],
    ]);
  }
}

/** What is newest stands last: where there is no room for all, the beginning stays and what is told in its middle goes. */
function fitToHeight(lines: readonly Line[], height: number): readonly Line[] {
  if (lines.length <= height) return lines;
  return [...lines.slice(0, 2), [["quiet", "…"]], ...lines.slice(-(height - 3))];
}
