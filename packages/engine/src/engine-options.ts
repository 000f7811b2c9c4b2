import type { TenantId } from "@steadyhand/core/identity";
import type { Refusal } from "@steadyhand/core/outcome";
import type { PanicPress, PanicState } from "@steadyhand/core/panic";
import type { Proposal, Target } from "@steadyhand/core/proposal";
import type { AdvanceQueue } from "./advance-queue.ts";
import type { PolicyInForce } from "./around.ts";
import type { OutputVault } from "./blob-port.ts";
import type { Bus } from "./bus.ts";
import type { Nodes } from "./nodes.ts";
import type {
  ApprovalStore,
  ClassificationStore,
  Clock,
  CommandScanner,
  ExecutionStore,
  Redactor,
  RunbookStore,
  Runner,
  SecondKeys,
} from "./ports.ts";

/** Everything the engine needs from outside. */
export interface EngineOptions {
  readonly executions: ExecutionStore;
  readonly runbooks: RunbookStore;
  /** Where questions are kept; without it, an answer that comes too late is not told who was first. */
  readonly approvals?: Pick<ApprovalStore, "list">;
  /** Seals what attempts wrote. Without it, that lies in the rows as it is. */
  readonly vault?: Pick<OutputVault, "keep">;
  readonly runner: Runner;
  readonly scanner: CommandScanner;
  readonly secondKeys: SecondKeys;
  /** After which the second key counts as absent, whatever its adapter does. Default 30,000. */
  readonly secondKeyWithinMs?: number;
  readonly classifications: ClassificationStore;
  /** Removes secrets; knows those of the environment, and the values it is given besides. */
  readonly redactorFor: (secrets: readonly string[]) => Redactor;
  readonly clock: Clock;
  /** This server among those that share the database; without it, the engine is alone. */
  readonly nodes?: Nodes;
  /** Brings live views what happens on other nodes. */
  readonly bus?: Bus;
  /** Asked again for what it came too early for. */
  readonly queue?: Pick<AdvanceQueue, "enqueue">;
  readonly target: Target;
  /** The policy in force now; asked at each decision. A change is a new object. */
  readonly policy: () => PolicyInForce;
  /** Whether panic is on now; asked at each decision. */
  readonly panic: () => PanicState;
  /** Called with the press that the database holds, wherever one is come upon. */
  readonly heardPanic?: (press: PanicPress) => void;
  /** Why nothing may start now, asked at the door itself. Default: only that panic is on. */
  readonly whyNoStart?: () => Refusal | undefined;
  readonly stepEnvironment: Readonly<Record<string, string>>;
  /** Where steps run when nobody names a folder. */
  readonly workingDirectory: string;
  /** A new id: the prefix, an underscore, and at least 96 random bits. */
  readonly newId: <Prefix extends string>(prefix: Prefix) => `${Prefix}_${string}`;
  /** Told of each proposal that is about to be handed to the runner here. Must not throw. */
  readonly dispatching?: (tenantId: TenantId, proposal: Proposal) => void;
  readonly log: EngineLog;
}

export interface EngineLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
