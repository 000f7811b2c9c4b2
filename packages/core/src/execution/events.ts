import type { ApprovalRequest, GrantPace, People } from "../approval/index.ts";
import type { Decision, RecordedGateInput } from "../autonomy/index.ts";
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
      /** All that the gate judged by, and the digest of the policy, so that the decision can be made again. */
      readonly gate: RecordedGateInput & { readonly policySha256: string };
      readonly request: ApprovalRequest;
    }
  | { readonly type: "cannot_propose"; readonly stepId: StepId; readonly code: string; readonly why: string }
  | {
      readonly type: "approve";
      readonly stepId: StepId;
      readonly digest: string;
      readonly by: Actor;
      /** Of the person, as whoever looks after people gave them. */
      readonly roles?: readonly string[];
      readonly people?: People;
      /** How much the person granted lately, counted by the store under the lock. */
      readonly pace?: GrantPace;
      readonly typedTarget?: string;
      /** What the gate would be asked about now; when it is not what was asked about, the approval is void. */
      readonly current: Sealed | undefined;
      /** What the gate says of those bytes now; absent where there are none. */
      readonly decision: Decision | undefined;
    }
  | {
      readonly type: "reject";
      readonly stepId: StepId;
      readonly by: Actor;
      readonly roles?: readonly string[];
      readonly people?: People;
      readonly reason: string;
    }
  | { readonly type: "approval_expired"; readonly stepId: StepId }
  | { readonly type: "edit"; readonly stepId: StepId; readonly command: string; readonly by: Actor }
  | {
      readonly type: "add";
      /** The step it comes after; without one it comes first. */
      readonly after?: StepId;
      readonly title: string;
      readonly command: string;
      readonly by: Actor;
    }
  | { readonly type: "move"; readonly stepId: StepId; readonly after?: StepId; readonly by: Actor }
  | { readonly type: "skip"; readonly stepId: StepId; readonly by: Actor; readonly reason: string }
  | { readonly type: "done"; readonly stepId: StepId; readonly by: Actor; readonly note: string }
  | { readonly type: "retry"; readonly stepId: StepId; readonly by: Actor }
  | { readonly type: "roll_back"; readonly stepId: StepId; readonly by: Actor }
  | { readonly type: "answer"; readonly conditionId: string; readonly holds: boolean; readonly by: Actor }
  | {
      readonly type: "attempt_ended";
      readonly stepId: StepId;
      readonly result: AttemptResult;
      /** Where it was a look before a change: what the gate says of that change by now. */
      readonly decision?: Decision;
    }
  | { readonly type: "verified"; readonly stepId: StepId; readonly holds: boolean; readonly why: string }
  /** The settling time of a change is over. */
  | { readonly type: "settled"; readonly stepId: StepId }
  /** The time of a failed step's next try has come. */
  | { readonly type: "retry_due"; readonly stepId: StepId }
  /** The node that runs an attempt cannot be asked, and its lease has ended. */
  | { readonly type: "contact_lost"; readonly stepId: StepId; readonly attemptId: AttemptId; readonly why: string }
  /** Evidence of an attempt that nobody could be asked about. What has ended comes as `attempt_ended`. */
  | {
      readonly type: "attempt_found";
      readonly stepId: StepId;
      readonly attemptId: AttemptId;
      readonly state: "running" | "never_started" | "lost";
      readonly why: string;
    }
  /** Nobody could be asked for as long as the attempt may take, and a minute more. */
  | { readonly type: "contact_overdue"; readonly stepId: StepId }
  /** A panic reached this run: nothing new starts, and what runs is paused where it stands. */
  | { readonly type: "panic_stop"; readonly by: Actor; readonly reason: string }
  /** The run was read back from a backup: what it did since is not known here. */
  | { readonly type: "restored"; readonly by: Actor; readonly reason: string }
  /** All of the run is to be taken back, newest step first. */
  | { readonly type: "roll_back_run"; readonly by: Actor; readonly reason: string }
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
      /** The guard of these bytes that is read; absent when the proposal itself runs. */
      readonly guard?: string;
    }
  | { readonly type: "verify"; readonly stepId: StepId }
  | { readonly type: "cancel"; readonly attemptId: AttemptId }
  /** Its processes were paused by a panic, and a person resumed the run. */
  | { readonly type: "resume_attempt"; readonly attemptId: AttemptId }
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
