import { type Execution, type Plan, type StartInput, takeOver, whyNotContinued } from "@steadyhand/core/execution";
import { refusalError } from "@steadyhand/core/outcome";
import type { StartRequest } from "./engine.ts";

/** What a run takes over from the one it goes on from. */
export type Continued = Pick<
  StartInput,
  "continues" | "takenOver" | "answers" | "edits" | "authors" | "changes" | "guards" | "settleMs" | "retries" | "only"
>;

/** The same version with the same choices: only who starts it, and by which policy, is new. */
export function continueRequest(earlier: Execution): StartRequest {
  const { runbook, environment, values, workingDirectory, subject, project, settings } = earlier;
  return {
    runbookId: runbook.id,
    version: runbook.version,
    mode: "run",
    environment,
    ...(settings.requestedLevel !== undefined && { level: settings.requestedLevel }),
    ...{ values, workingDirectory, subject, project },
  };
}

/** Throws why nobody can go on from a run. */
export function continued(earlier: Execution, plan: Plan): Continued {
  const refusal = whyNotContinued(earlier);
  if (refusal) throw refusalError(refusal);
  const { id, answers, edits, authors, changes, guards, settleMs, retries, only } = earlier;
  return {
    continues: id,
    takenOver: takeOver(earlier, plan),
    ...{ answers, edits },
    ...(authors && { authors }),
    ...(changes && { changes }),
    ...(guards && { guards }),
    ...(settleMs !== undefined && { settleMs }),
    ...(retries !== undefined && { retries }),
    ...(only && { only }),
  };
}
