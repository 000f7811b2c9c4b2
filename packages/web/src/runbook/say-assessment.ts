import type { JudgementWire, ParsedRunbookWire } from "@steadyhand/api";
import { sayCount } from "../words/index.ts";
import type { Assessment } from "./use-assessed.ts";

/** How it goes with the second key, in one calm line; empty where there is nothing to say. */
export function sayAssessment(assessment: Assessment): string {
  switch (assessment.state) {
    case "none":
      return "";
    case "asking":
      return assessment.commands === 0
        ? "Asking the model what else this text asks for"
        : `Asking the model about ${sayCount(assessment.commands, "command")}`;
    case "failed":
      return `The model was not asked: ${assessment.problem.detail}`;
    case "ready":
      return `${sayAnswers(assessment.runbook)}${sayProposals(assessment)}`;
  }
}

function sayAnswers({ steps }: ParsedRunbookWire): string {
  const judged = steps
    .flatMap(({ judgement, rollbackJudgement }) => [judgement, rollbackJudgement])
    .filter((one): one is JudgementWire => one !== undefined);
  const absent = judged.flatMap(({ secondKey }) => (secondKey.state === "absent" ? [secondKey] : []));
  const [first] = absent;
  if (judged.length === 0) return "No command to ask the model about.";
  if (first === undefined) return `The model answered for ${sayCount(judged.length, "command")}.`;
  const reasons = new Set(absent.map(({ reason }) => reason));
  const others = reasons.size > 1 ? ", and other reasons" : "";
  return `The model gave no answer for ${absent.length} of ${sayCount(judged.length, "command")}: ${first.reason}${others}.`;
}

function sayProposals({ extraction }: Assessment & { readonly state: "ready" }): string {
  if (extraction.state === "absent") return ` It proposes no steps: ${extraction.reason}.`;
  const { length } = extraction.steps;
  return length === 0 ? "" : ` It proposes ${sayCount(length, "more step")}.`;
}
