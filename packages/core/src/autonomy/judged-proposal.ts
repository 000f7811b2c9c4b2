import type { Actor, RunbookId } from "../identity/index.ts";
import type { BlastRadius } from "../proposal/index.ts";
import type { Effect, Risk } from "../risk/index.ts";
import type { Environment } from "./decision.ts";

/** What something does to the world, as a policy tells it apart. `unknown` where no table says so. */
export type ActionClass = Effect | "unknown";

/** What the gate needs to know of a proposal. All of it is derived by us, none of it taken from a model's word. */
export interface JudgedProposal {
  readonly environment: Environment;
  /** Whether the target may be broken and thrown away. */
  readonly targetIsDisposable: boolean;
  readonly project: string;
  readonly subject: string;
  readonly runbookId: RunbookId;
  /** The merged risk of the two keys. */
  readonly risk: Exclude<Risk, "unknown">;
  /** Everything that it does, worst first; never empty. */
  readonly actionClasses: readonly ActionClass[];
  readonly blastRadius: BlastRadius;
  /** Whether what it does can be taken back; absent where no table says so. */
  readonly isReversible?: boolean;
  /** Whether the runbook says how to undo it. */
  readonly hasRollback: boolean;
  /** The same for the same command on the same target. */
  readonly actionKey: string;
  readonly purpose: "forward" | "rollback";
  readonly kind: "command" | "action" | "script";
  /** Who started the run, or what. */
  readonly proposedBy: Actor["kind"];
}
