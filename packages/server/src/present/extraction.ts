import type { ExtractionWire } from "@steadyhand/api";
import type { Judgement } from "@steadyhand/core/risk";
import type { Extraction } from "@steadyhand/core/runbook";
import { presentJudgement } from "./judgement.ts";

/** What a model adds to a runbook, each command with its judgement by both keys. */
export function presentExtraction(extraction: Extraction, judged: readonly Judgement[]): ExtractionWire {
  if (extraction.state === "absent") {
    const { state, code, reason } = extraction;
    return { state, code, reason };
  }
  const { state, steps, variables, branches, dropped, by } = extraction;
  return {
    state,
    // One judgement for each step, in their order; a step without one is not shown as judged.
    steps: steps.flatMap((step, index) => {
      const judgement = judged[index];
      return judgement === undefined ? [] : [{ ...step, judgement: presentJudgement(judgement) }];
    }),
    variables: [...variables],
    branches: branches.map(({ text, range, then }) => ({ text, range, then: [...then] })),
    dropped: [...dropped],
    by,
  };
}
