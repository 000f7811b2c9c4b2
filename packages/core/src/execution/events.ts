import type { ApprovalRequest } from "../approval/index.ts";
import type { Decision } from "../autonomy/index.ts";
import type { Actor, AttemptId } from "../identity/index.ts";
import type { Refusal } from "../outcome/index.ts";
import type { Sealed } from "../proposal/index.ts";
import type { StepId } from "../runbook/index.ts";
import type { AttemptResult, Execution, Fact, Purpose } from "./execution.ts";

/** What can happen to an execution: people's commands, the engine's proposals and the runner's news. */
export type ExecutionEvent =
  | {
      readonly type: "proposed";
      readonly stepId: StepId;
      readonly purpose: Purpose;
      readonly sealed: Sealed;
      readonly decision: Decision;
      readonly request: ApprovalRequest;
    }
  | { readonly type: "cannot_propose"; readonly stepId: StepId; readonly code: string; readonly why: string }
  | {
      readonly type: "approve";
      readonly stepId: StepId;
      readonly digest: string;
      readonly by: Actor;
      readonly typedTarget?: string;
      /** What the gate would be asked about now; when it is not what was asked about, the approval is void. */
      readonly current: Sealed | undefined;
    }
  | { readonly type: "reject"; readonly stepId: StepId; readonly by: Actor; readonly reason: string }
  | { readonly type: "approval_expired"; readonly stepId: StepId }
  | { readonly type: "edit"; readonly stepId: StepId; readonly command: string; readonly by: Actor }
  | { readonly type: "skip"; readonly stepId: StepId; readonly by: Actor; readonly reason: string }
  | { readonly type: "done"; readonly stepId: StepId; readonly by: Actor; readonly note: string }
  | { readonly type: "retry"; readonly stepId: StepId; readonly by: Actor }
  | { readonly type: "roll_back"; readonly stepId: StepId; readonly by: Actor }
  | { readonly type: "answer"; readonly conditionId: string; readonly holds: boolean; readonly by: Actor }
  | { readonly type: "attempt_ended"; readonly stepId: StepId; readonly result: AttemptResult }
  | { readonly type: "verified"; readonly stepId: StepId; readonly holds: boolean; readonly why: string }
  | { readonly type: "pause"; readonly by: Actor; readonly reason: string }
  | { readonly type: "resume"; readonly by: Actor }
  | { readonly type: "abort"; readonly by: Actor; readonly reason: string };

/** What must follow a stored transition. Each may be carried out more than once; its receiver drops repeats. */
export type Effect =
  | { readonly type: "propose"; readonly stepId: StepId; readonly purpose: Purpose }
  | {
      readonly type: "dispatch";
      readonly attemptId: AttemptId;
      readonly stepId: StepId;
      readonly bytes: string;
      readonly digest: string;
    }
  | { readonly type: "verify"; readonly stepId: StepId }
  | { readonly type: "cancel"; readonly attemptId: AttemptId }
  | { readonly type: "wake"; readonly at: Date; readonly stepId: StepId };

/** A decided event: the new state, what the ledger must say, and what must follow. Or a refusal, which changes nothing. */
export type Transition =
  | {
      readonly ok: true;
      readonly state: Execution;
      readonly facts: readonly Fact[];
      readonly effects: readonly Effect[];
    }
  | { readonly ok: false; readonly refusal: Refusal };
