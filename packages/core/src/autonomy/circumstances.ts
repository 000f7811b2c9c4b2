import type { ActorId, ExecutionId } from "../identity/index.ts";
import type { Level } from "./decision.ts";

/** What an attempt came to, read after its settling time against what was fixed before. */
export type ChangeOutcome = "improved" | "unchanged" | "worse" | "unknown";

/** What the store knows besides a proposal, read under the lock of the transaction that decides. */
export interface StoredCircumstances {
  /** Set for the subject or, where nobody set one, for its project. */
  readonly takeover?: { readonly level: Level; readonly scope: "subject" | "project"; readonly why: string };
  /** `isStandard`: nobody has said anything of it. */
  readonly trust: { readonly level: 0 | 1 | 2; readonly why: string; readonly isStandard?: true };
  /** Nothing of the runbook runs while it is locked. */
  readonly lock?: { readonly by: string; readonly reason: string };
  /** Granted by a second person and not over yet. */
  readonly elevation?: { readonly id: string; readonly grantedBy: ActorId; readonly until: Date };
  /** Another execution that changes the same subject now. */
  readonly busyWith?: ExecutionId;
  /** Attempts on this subject in the last hour, those that only read left out. */
  readonly changesLastHour: number;
  /** What whoever started this run had done within the last five minutes. `rapid` counts gaps under 30 s. */
  readonly session: { readonly actions: number; readonly rapid: number };
  /** Of the last 24 hours on this subject: the newest outcome of each action that changed nothing or made it worse. */
  readonly setbacks: readonly {
    readonly actionKey: string;
    readonly outcome: "unchanged" | "worse";
    readonly at: Date;
  }[];
  /** Of the last seven days on this subject: how many attempts there were, and how many nobody was asked about. */
  readonly drift: { readonly attempts: number; readonly automatic: number };
}
