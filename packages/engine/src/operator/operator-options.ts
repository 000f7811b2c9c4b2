import type { Environment, Level } from "@steadyhand/core/autonomy";
import type { Actor, TenantId } from "@steadyhand/core/identity";
import type { InvestigationBudget, ReasonerPort } from "@steadyhand/core/investigation";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import type { Subject } from "@steadyhand/subject";
import type { Engine } from "../engine.ts";
import type { EngineLog } from "../engine-options.ts";
import type { Ledger } from "../ledger-port.ts";
import type { IncidentStore, SubjectKey, WatchLease } from "../monitor/index.ts";
import type { Clock, ExecutionStore, RunbookStore } from "../ports.ts";
import type { InvestigationStore } from "./investigation-port.ts";

/** A subject with what its file says of how it is operated. */
export interface OperatedSubject {
  readonly subject: Subject;
  readonly environment: Environment;
  readonly project?: string;
  /** The most that is asked for by itself; the environment's standard when not given. */
  readonly level?: Level;
  /** Whether it may be broken and thrown away. */
  readonly isDisposable: boolean;
  /** Between two looks of the monitor. */
  readonly intervalMs: number;
}

/** Everything that the operator needs from outside. */
export interface OperatorOptions {
  readonly investigations: InvestigationStore;
  readonly incidents: Pick<IncidentStore, "get" | "list">;
  readonly runbooks: Pick<RunbookStore, "get" | "list">;
  /** With what lies in blobs opened. */
  readonly executions: Pick<ExecutionStore, "listOutputs">;
  readonly engine: Pick<Engine, "importRunbook" | "startExecution" | "get" | "command" | "judge" | "watch">;
  readonly ledger: Pick<Ledger, "append">;
  /** The subjects that this server watches now. */
  readonly watching: () => readonly SubjectKey[];
  readonly findSubject: (key: SubjectKey) => OperatedSubject | undefined;
  /** What this server watches under; `undefined` while it has none, and then it does nothing. */
  readonly lease: () => WatchLease | undefined;
  /** The model's, where one is configured; without it the rules reason. */
  readonly modelReasoner: (tenantId: TenantId) => ReasonerPort | undefined;
  /** Reads a runbook's or a workflow's text; `undefined` where it is none. */
  readonly readText: (text: string) => ParsedRunbook | undefined;
  /** Whether nothing new may start, such as while panic is on. */
  readonly mayAct: () => boolean;
  readonly redact: (text: string) => string;
  readonly newId: () => `inv_${string}`;
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly budget?: InvestigationBudget;
  /** How often what is open is looked at. Default 1 s. */
  readonly everyMs?: number;
}

/** Who acts where no person does. The rules are a policy; a model is named as what it is. */
export const steadyhand: Actor = { kind: "system", id: "act_steadyhand", name: "Steadyhand" };
