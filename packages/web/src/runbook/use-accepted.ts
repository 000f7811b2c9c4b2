import type { AcceptedStepWire } from "@steadyhand/api";
import { useState } from "react";
import type { Assessment } from "./use-assessed.ts";

interface Taken {
  /** Of which text: what was taken from another one is not in this one. */
  readonly source: string;
  readonly ids: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

/** Which of the model's proposals a person has taken, and how they go along when the runbook is saved. */
export function useAccepted(assessment: Assessment) {
  const [taken, setTaken] = useState<Taken>({ source: "", ids: none });
  const source = assessment.state === "ready" ? assessment.runbook.source : undefined;
  const ids = taken.source === source ? taken.ids : none;
  return {
    ids,
    steps: acceptedSteps(assessment, ids),
    accept(id: string, isAccepted: boolean) {
      if (source === undefined) return;
      const next = new Set(ids);
      if (isAccepted) next.add(id);
      else next.delete(id);
      setTaken({ source, ids: next });
    },
  };
}

/** The proposals that were taken, as the server checks them: the text, and exactly where it stands. */
export function acceptedSteps(assessment: Assessment, ids: ReadonlySet<string>): AcceptedStepWire[] {
  if (assessment.state !== "ready" || assessment.extraction.state !== "answered") return [];
  return assessment.extraction.steps
    .filter(({ id }) => ids.has(id))
    .map(({ command: { text, dialect, range } }) => ({ text, dialect, range }));
}
