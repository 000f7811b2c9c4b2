import type { ChangeOutcome, Level } from "../autonomy/index.ts";
import type { AttemptOutcome, Purpose } from "../execution/index.ts";
import type { ActorId } from "../identity/index.ts";
import type { Effect, Risk } from "../risk/index.ts";
import type { StepId } from "../runbook/index.ts";

/** Who let it happen: nobody was asked, somebody approved it, or a person did it and said so. */
export type How = "automatic" | "approved" | "by_hand";

/** What an attempt was, as it was dispatched. Its execution says on what, where and for whom. */
export interface AttemptRecord {
  readonly stepId: StepId;
  /** Counts from 1; 0 for what was done by hand. */
  readonly attempt: number;
  readonly purpose: Purpose;
  /** The same command on the same target has the same key. */
  readonly actionKey: string;
  readonly actionClass: Effect | "unknown";
  /** Whether it may change the target. What only reads does not. */
  readonly isChange: boolean;
  readonly risk: Risk;
  readonly how: How;
  readonly approvers: readonly ActorId[];
  /** The level that held when it was let through. */
  readonly level: Level;
}

/** What one transition adds to the record of attempts. An attempt is open from `dispatched` to `judged`. */
export type AttemptRecordChange =
  | ({ readonly type: "dispatched"; readonly at: Date } & AttemptRecord)
  | {
      readonly type: "ended";
      readonly stepId: StepId;
      readonly attempt: number;
      readonly result: AttemptOutcome;
      readonly at: Date;
    }
  | ({ readonly type: "judged"; readonly stepId: StepId; readonly attempt: number; readonly at: Date } & AttemptVerdict)
  /** Dispatched, ended and judged in one: a person says that they did it. */
  | ({ readonly type: "by_hand"; readonly at: Date } & AttemptRecord);

/** What an attempt came to once it was checked. */
export interface AttemptVerdict {
  /** Whether its own verification holds. */
  readonly holds: boolean;
  readonly outcome: ChangeOutcome;
}

export { isReading } from "../risk/index.ts";
