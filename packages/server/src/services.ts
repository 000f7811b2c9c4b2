import type { AcceptedStepWire } from "@steadyhand/api";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import type {
  Caller,
  ClassificationStore,
  CommandScanner,
  Engine,
  ExecutionStore,
  Ledger,
  PeopleStore,
  RunbookStore,
} from "@steadyhand/engine";
import type { Model } from "@steadyhand/model";
import type { Sessions } from "./access/sessions.ts";
import type { ServerLog } from "./log.ts";
import type { Read } from "./routes/or-refuse.ts";

/** Everything the API is a face of. */
export interface Services {
  readonly engine: Engine;
  readonly executions: Pick<ExecutionStore, "list" | "listOutputs">;
  readonly runbooks: Pick<RunbookStore, "get" | "list">;
  readonly ledger: Ledger;
  readonly people: PeopleStore;
  readonly sessions: Sessions;
  readonly classifications: Pick<ClassificationStore, "list">;
  readonly parse: (text: string) => Read;
  /** Takes over what a person accepted of a model's proposals, when it really stands at its place. */
  readonly accept: (parsed: ParsedRunbook, accepted: readonly AcceptedStepWire[]) => Read;
  readonly scanner: CommandScanner;
  /** The configured model, or what stands in its place. */
  readonly model: Model;
  readonly now: () => Date;
  /** Who comes over the Unix socket, which only its owner can open. */
  readonly owner: Caller;
  readonly about: About;
  /** PEM of the key that signs the ledger's heads. */
  readonly ledgerPublicKey: string;
  /** Where the built page lies; it may be absent. */
  readonly pageFolder: string;
  readonly log: ServerLog;
}

/** What `GET /v1/status` says of this installation. */
export interface About {
  readonly version: string;
  readonly targetName: string;
  readonly governance: "strict" | "audit";
  readonly dataFolder: string;
  /** Which database, without its password. */
  readonly database: string;
  readonly scannerVersion: string;
  /** Where a model would be configured. */
  readonly modelConfig: string;
  readonly startedAt: Date;
}
