import type { Actions } from "@steadyhand/actions";
import type { AcceptedStepWire } from "@steadyhand/api";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import type {
  AdvanceQueue,
  ApprovalStore,
  Caller,
  ClassificationStore,
  CommandScanner,
  Elevations,
  Engine,
  ExecutionStore,
  Incidents,
  KeyStore,
  Ledger,
  Levels,
  Monitor,
  NodeStore,
  Nodes,
  Operator,
  Panic,
  PeopleStore,
  RunbookStore,
  RunbookTrust,
  Schedules,
} from "@steadyhand/engine";
import type { Model } from "@steadyhand/model";
import type { LedgerMonthsKeeper, Stores } from "@steadyhand/postgres";
import type { Telemetry } from "@steadyhand/telemetry";
import type { Sessions } from "./access/sessions.ts";
import type { Publisher } from "./checkpoints/publisher.ts";
import type { ServerLog } from "./log.ts";
import type { SigningSecret } from "./panic/signed-body.ts";
import type { PolicySource } from "./policy/open-policy.ts";
import type { ReadRecord } from "./record/read-record.ts";
import type { RecordFailure } from "./record/record-health.ts";
import type { Read } from "./routes/or-refuse.ts";
import type { Outputs } from "./start/open-blobs.ts";
import type { Subjects } from "./start/watch-subjects.ts";

/** Everything the API is a face of. */
export interface Services {
  readonly engine: Engine;
  /** Removes the secrets of this server, and what looks like one, from a text. */
  readonly redact: (text: string) => string;
  readonly approvals: ApprovalStore;
  readonly executions: Pick<ExecutionStore, "list" | "listOpen" | "listOutputs">;
  readonly runbooks: Pick<RunbookStore, "get" | "list">;
  readonly ledger: Ledger;
  readonly record: Stores["record"];
  /** Who reads the record is in the record. */
  readonly reads: Pick<ReadRecord, "note">;
  readonly people: PeopleStore;
  readonly panic: Panic;
  /** The doors that open to a signature instead of a person. */
  readonly signed: {
    /** Of hardware buttons; none closes the webhook. */
    readonly webhookKeys: readonly SigningSecret[];
    /** Shared by the nodes of one database. */
    readonly nodeSecret: SigningSecret;
  };
  /** Who has which key, from memory: for pressing panic while the database is away. */
  readonly findRemembered: (keySha256: string) => Caller | undefined;
  /** This server among those that share the database. */
  readonly nodes: Nodes;
  readonly nodeStore: Pick<NodeStore, "list">;
  /** What decides when executions are looked at. */
  readonly queue: AdvanceQueue;
  /** What outputs are sealed with, and where they lie. */
  readonly outputs: Outputs;
  readonly keyStore: Pick<KeyStore, "deleteTenant">;
  readonly sessions: Sessions;
  readonly classifications: Pick<ClassificationStore, "list">;
  readonly parse: (text: string) => Read;
  /** Takes over what a person accepted of a model's proposals, when it really stands at its place. */
  readonly accept: (parsed: ParsedRunbook, accepted: readonly AcceptedStepWire[]) => Read;
  readonly scanner: CommandScanner;
  readonly actions: Actions;
  readonly schedules: Schedules;
  /** The systems that are watched, by the files in their folder. */
  readonly subjects: Subjects;
  readonly incidents: Incidents;
  /** What this server watches, and what it saw last. */
  readonly monitor: Pick<Monitor, "start" | "watching" | "lastLook" | "stored">;
  /** What looks into incidents, proposes what would mend them, and sees whether it helped. */
  readonly operator: Operator;
  /** The configured model, or what stands in its place. */
  readonly model: Model;
  readonly policy: Pick<PolicySource, "path" | "state">;
  readonly takeoverLevels: Levels;
  readonly trust: RunbookTrust;
  readonly elevations: Elevations;
  readonly now: () => Date;
  /** Who comes over the Unix socket, which only its owner can open. */
  readonly owner: Caller;
  readonly about: About;
  /** PEM of the key that signs the ledger's heads. */
  readonly ledgerPublicKey: string;
  /** How far the ledger has been divided into months ahead. */
  readonly ledgerMonths: Pick<LedgerMonthsKeeper, "state">;
  /** How the checkpoints do in the places besides this machine. */
  readonly checkpoints: Pick<Publisher, "states">;
  /** Why the record cannot be written, where it cannot. */
  readonly recordFailure: () => RecordFailure | undefined;
  /** The way to OpenTelemetry, where one is configured. */
  readonly telemetry: Pick<Telemetry, "state"> | undefined;
  /** Where the built page lies; it may be absent. */
  readonly pageFolder: string;
  readonly log: ServerLog;
}

/** What `GET /v1/status` says of this installation. */
export interface About {
  readonly version: string;
  readonly targetName: string;
  readonly dataFolder: string;
  /** Which database, without its password. */
  readonly database: string;
  readonly scannerVersion: string;
  /** Where a model would be configured. */
  readonly modelConfig: string;
  readonly startedAt: Date;
}
