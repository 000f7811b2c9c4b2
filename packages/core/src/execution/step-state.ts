import type { Approval } from "../approval/index.ts";
import type { ChangeOutcome, Decision } from "../autonomy/index.ts";
import type { Actor, AttemptId, ExecutionId } from "../identity/index.ts";
import type { AttemptResult, Purpose } from "./execution.ts";
import type { Reading } from "./reading.ts";

/**
 * One step of an execution.
 *
 * - `pending`: its turn has not come.
 * - `ready`: it is its turn. `waitsFor` says on what: the engine's proposal of it or of its rollback, the time of its
 *   next try, a person's hand, or a condition's answer.
 * - `awaiting_approval`: its proposal waits for the word of as many people as the gate demands.
 * - `measuring`: its guards are read, one after the other, before the change or after its settling time.
 * - `running` / `rolling_back`: one attempt was dispatched. This is stored before anything starts, so an
 *   attempt that is here may or may not have begun: only the runner's evidence says which.
 * - `lost_contact`: one attempt was dispatched, and nobody can be asked about it. It is followed again when it is found;
 *   past `until` a person is asked. It is never repeated.
 * - `verifying`: the attempt has ended and code checks what was fixed before it ran.
 * - `settling`: it is checked, and the change gets its settling time before the guards are read again.
 * - `succeeded` (terminal): verified, or a person says it is done, or another run that this one goes on from verified it.
 * - `failed`: it did not work and offers no rollback, or was rolled back. A person retries, edits, skips or aborts.
 * - `rollback_available`: it did not work and the runbook says how to undo it.
 * - `skipped` (terminal): a person or an answered condition passed over it.
 * - `manual_intervention`: nobody knows what it did, or its approval ended without a yes.
 * - `previewed` (terminal): a dry run judged it, and nothing ran.
 * - `rolled_back` (terminal): the whole run is rolled back, and this step is undone.
 * - `left_in_place` (terminal): the whole run is rolled back, and a person lets this step's change stand, or it made none.
 */
export type StepState =
  | { readonly phase: "pending" }
  | {
      readonly phase: "ready";
      readonly waitsFor: "proposal" | "rollback_proposal" | "hand" | "condition";
      readonly why: string;
    }
  | { readonly phase: "ready"; readonly waitsFor: "retry"; readonly why: string; readonly at: Date }
  | {
      readonly phase: "awaiting_approval";
      readonly purpose: Purpose;
      readonly approval: Approval;
      readonly decision: Decision;
      /** Canonical bytes of the proposal that was asked about. */
      readonly proposalBytes: string;
    }
  | Underway
  | LostContact
  | (Forward<"verifying"> & { readonly purpose: Purpose; readonly seen: Seen })
  | (Forward<"settling"> & Checked & { readonly until: Date })
  | {
      readonly phase: "succeeded";
      readonly at: Date;
      readonly how: "verified" | "by_hand" | "taken_over";
      readonly by?: Actor;
      /** Whether it only read: then a rollback of the run has nothing to undo here. */
      readonly isReadOnly?: boolean;
      /** Where it was verified, when that was another run. */
      readonly from?: ExecutionId;
    }
  | ({ readonly phase: "failed"; readonly isRolledBack: boolean } & WentWrong)
  | ({ readonly phase: "rollback_available" } & WentWrong)
  | { readonly phase: "skipped"; readonly at: Date; readonly why: string; readonly by?: Actor }
  | { readonly phase: "manual_intervention"; readonly at: Date; readonly code: string; readonly why: string }
  | Previewed
  | {
      readonly phase: "rolled_back";
      readonly at: Date;
      readonly how: "verified" | "by_hand";
      readonly why: string;
      readonly by?: Actor;
    }
  | { readonly phase: "left_in_place"; readonly at: Date; readonly why: string; readonly by?: Actor };

export type StepPhase = StepState["phase"];

/** One attempt was dispatched and has not been seen to end. At most one step of an execution is here. */
export type Underway = Forward<"running"> | Dispatched<"rolling_back"> | Measuring;

/** The guards of a step are read: `attemptId` names the reading that runs, which has a number of its own. */
export type Measuring = Forward<"measuring"> & {
  readonly readingId: AttemptId;
  readonly readingAt: Date;
  /** What was read so far, in the order of the proposal's guards. */
  readonly readings: readonly Reading[];
} & ({ readonly when: "before" } | ({ readonly when: "after" } & Checked));

export interface LostContact {
  readonly phase: "lost_contact";
  readonly since: Date;
  /** From here on a person is asked. */
  readonly until: Date;
  readonly why: string;
  readonly was: Underway;
}

/** What a dry run found: what would run, and whether it would run by itself, wait, be left to a hand or be refused. */
export interface Previewed {
  readonly phase: "previewed";
  readonly at: Date;
  readonly would: Decision["verdict"];
  readonly why: string;
  /** Absent where there is nothing to propose: no command, or one that cannot be built. */
  readonly proposed?: { readonly decision: Decision; readonly proposalBytes: string; readonly digest: string };
  readonly code?: string;
}

/** What an ended attempt showed, as far as its verification needs it. */
export interface Seen extends Omit<AttemptResult, "attemptId" | "output" | "kept"> {
  /** Whether the expected text stood in the output; absent when the runbook names none. */
  readonly hasExpectedOutput?: boolean;
}

interface WentWrong {
  readonly at: Date;
  readonly why: string;
  /** What the change came to; absent where that was not what stopped it. */
  readonly outcome?: ChangeOutcome;
}

interface Dispatched<Phase extends string> {
  readonly phase: Phase;
  readonly attempt: number;
  readonly attemptId: AttemptId;
  readonly digest: string;
  readonly proposalBytes: string;
  readonly dispatchedAt: Date;
  /** Panic paused its processes, or a person resumed them since. The runner is told the same again after a crash. */
  readonly hold?: "paused" | "resumed";
}

/** A forward attempt, with what its guards showed before it: in order, and empty where it has none. */
type Forward<Phase extends string> = Dispatched<Phase> & { readonly before?: readonly Reading[] };

/** Whether the step's own verification holds. */
interface Checked {
  readonly holds: boolean;
  readonly why: string;
  /** A program that could not be started has changed nothing. */
  readonly hasRun: boolean;
}
