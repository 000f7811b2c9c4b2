import type { Outcome } from "@steadyhand/core/outcome";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import type { Caller, Engine, ExecutionStore, Ledger, PeopleStore, RunbookStore } from "@steadyhand/engine";
import type { Sessions } from "./access/sessions.ts";
import type { ServerLog } from "./log.ts";

type Parsed = { readonly ok: true; readonly runbook: ParsedRunbook } | Extract<Outcome<never, never>, { ok: false }>;

/** Everything the API is a face of. */
export interface Services {
  readonly engine: Engine;
  readonly executions: Pick<ExecutionStore, "list" | "listOutputs">;
  readonly runbooks: Pick<RunbookStore, "get" | "list">;
  readonly ledger: Ledger;
  readonly people: PeopleStore;
  readonly sessions: Sessions;
  readonly parse: (text: string) => Parsed;
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
  readonly startedAt: Date;
}
