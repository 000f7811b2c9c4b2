import type { AttemptId } from "../identity/index.ts";
import type { StepId } from "../runbook/index.ts";
import type { Execution } from "./execution.ts";
import type { StepState } from "./step-state.ts";
import { awaitedId, awaitedSince, underwayOf } from "./underway.ts";

/** An attempt that was handed out and has not been seen to end. */
export interface AttemptOut {
  readonly stepId: StepId;
  readonly attemptId: AttemptId;
  readonly dispatchedAt: Date;
  /** Nobody can be asked about it. */
  readonly isLost: boolean;
}

/** The attempts that an execution waits for. */
export function attemptsOut({ steps }: Execution): AttemptOut[] {
  return (Object.entries(steps) as [StepId, StepState][]).flatMap(([stepId, state]) => {
    const underway = underwayOf(state);
    if (underway === undefined) return [];
    const isLost = state.phase === "lost_contact";
    return [{ stepId, attemptId: awaitedId(underway), dispatchedAt: awaitedSince(underway), isLost }];
  });
}
