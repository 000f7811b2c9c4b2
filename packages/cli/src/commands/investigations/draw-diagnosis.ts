import type { DiagnosisEvidenceWire, DiagnosisWire } from "@steadyhand/api";
import { drawLine } from "../../io/draw-text.ts";
import type { Channel } from "../../io/io.ts";
import { sayCall, sayPercent, sayReasoner } from "../../standing/say-diagnosis.ts";
import { factLines } from "./fact-lines.ts";

const outcomes: Readonly<Record<DiagnosisWire["outcome"], string>> = {
  cause_found: "cause",
  inconclusive: "no cause is clear",
  wait: "it usually heals by itself",
  recovered: "all holds again",
};
const mostEvidence = 8;

/** What an investigation came to, with what speaks for and against it. How sure it is stands only where a cause is named. */
export function drawDiagnosis(diagnosis: DiagnosisWire, channel: Channel): string {
  const {
    by,
    outcome,
    summary,
    causes,
    confidence,
    evidenceFor,
    evidenceAgainst,
    blind,
    alternatives,
    risks,
    suggestions,
    next,
  } = diagnosis;
  const sure = outcome === "cause_found" ? `, ${sayPercent(confidence)} sure` : "";
  const facts: (readonly [string, string])[] = [
    ["said by", sayReasoner(by)],
    ...named(
      "because",
      causes.map(({ why }) => drawLine(why)),
    ),
    ...named("for it", evidenceFor.slice(0, mostEvidence).map(sayEvidence)),
    ...named("against it", evidenceAgainst.slice(0, mostEvidence).map(sayEvidence)),
    ...named(
      "not seen",
      blind.map((one) => drawLine(one)),
    ),
    ...named(
      "rather not",
      alternatives.map(
        ({ title, probability, whyNot }) => `${sayPercent(probability)} ${drawLine(title)}: ${drawLine(whyNot)}`,
      ),
    ),
    ...named(
      "risks",
      risks.map((one) => drawLine(one)),
    ),
    ...named(
      "would mend it",
      suggestions.map(({ action, parameters, predicted }) => `${sayCall(action, parameters)}: ${drawLine(predicted)}`),
    ),
    ...named(
      "then",
      next.map((one) => drawLine(one)),
    ),
  ];
  return [
    `${channel.paint("strong", `${outcomes[outcome]}${sure}`)}: ${drawLine(summary)}`,
    ...factLines(facts, channel),
  ].join("\n");
}

/** The name stands once, before the first of them. */
function named(name: string, values: readonly string[]): readonly (readonly [string, string])[] {
  return values.map((value, index) => [index === 0 ? name : "", value]);
}

function sayEvidence({ what, member, weight }: DiagnosisEvidenceWire): string {
  const whose = member === undefined ? "" : `${drawLine(member)}: `;
  const much =
    weight === undefined
      ? ""
      : ` (${weight >= 1 ? `${sayTimes(weight)} times as likely by it` : `${sayTimes(1 / weight)} times less likely by it`})`;
  return `${whose}${drawLine(what)}${much}`;
}

function sayTimes(weight: number): string {
  return Number.isFinite(weight) ? String(Number(weight.toPrecision(2))) : "many";
}
