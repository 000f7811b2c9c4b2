import type { StepId } from "../runbook/index.ts";

export type TenantId = `ten_${string}`;
export type ActorId = `act_${string}`;
export type RunbookId = `rbk_${string}`;
export type ExecutionId = `exe_${string}`;
export type ApprovalId = `apr_${string}`;
/** Execution, step and try, in one word: whoever receives it drops repeats of it. */
export type AttemptId = `${ExecutionId}/${StepId}/${number}`;

/** Who did it. Only a person can approve. */
export interface Actor {
  readonly kind: "person" | "policy" | "schedule" | "model" | "agent" | "system";
  readonly id: ActorId;
  readonly name: string;
}
