import type { SigningKey } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type {
  ApprovalStore,
  BlobIndex,
  BlobStore,
  ClassificationStore,
  Clock,
  ExecutionStore,
  IncidentStore,
  InvestigationStore,
  KeyStore,
  Ledger,
  LevelStore,
  NodeStore,
  PeopleStore,
  RunbookStore,
  ScheduleStore,
} from "@steadyhand/engine";
import type { Database } from "../database/index.ts";
import type { PostgresLog } from "../embedded/index.ts";
import { createIncidentStore } from "../incidents/index.ts";
import { createInvestigationStore } from "../investigations/index.ts";
import { createAnchoring, openAnchorFile, openLedger, openRecordReader, type RecordReader } from "../ledger/index.ts";
import type { AdvanceStatements } from "../queue/index.ts";
import { type AnswerStore, createAnswerStore } from "./answer-store.ts";
import { createApprovalStore } from "./approval-store.ts";
import { createBlobIndex, createDatabaseBlobs } from "./blob-tables.ts";
import type { CurrentLease } from "./carrier.ts";
import { createClassificationStore } from "./classification-store.ts";
import { decodeExecution } from "./execution-codec.ts";
import { createExecutionStore } from "./execution-store.ts";
import { createKeyStore } from "./key-store.ts";
import { createLevelStore } from "./level-store.ts";
import { listTenants } from "./list-tenants.ts";
import { createNodeStore } from "./node-store.ts";
import { createPanicStores, type PanicStores } from "./panic-store.ts";
import { createPeopleStore } from "./people-store.ts";
import { createRunbookStore } from "./runbook-store.ts";
import { createScheduleStore } from "./schedule-store.ts";
import { createUsageStore, type UsageStore } from "./usage-store.ts";

/** The engine's ports on PostgreSQL. */
export interface Stores {
  readonly executions: ExecutionStore;
  readonly approvals: ApprovalStore;
  readonly runbooks: RunbookStore;
  readonly ledger: Ledger;
  readonly record: RecordReader;
  readonly levels: LevelStore;
  readonly people: PeopleStore;
  readonly schedules: ScheduleStore;
  readonly panic: PanicStores;
  readonly incidents: IncidentStore;
  readonly investigations: InvestigationStore;
  readonly classifications: ClassificationStore;
  /** The servers that share the database. */
  readonly nodes: NodeStore;
  /** What outputs are sealed with, wrapped. */
  readonly keys: KeyStore;
  readonly blobIndex: BlobIndex;
  /** Holds sealed outputs where no other place does. */
  readonly databaseBlobs: BlobStore;
  /** A model's answers, so that each question is paid for once. */
  readonly modelAnswers: AnswerStore;
  /** What models used in a day. */
  readonly modelUsage: UsageStore;
  /** Every tenant there is. */
  tenants(): Promise<readonly TenantId[]>;
  /** Signs a checkpoint of every ledger that has grown since it was last signed. */
  anchorAll(): Promise<void>;
  /** Signs a last time and ends the timer; twice without harm. The database stays open: its opener closes it. */
  close(): Promise<void>;
}

const minuteMs = 60_000;

/**
 * Builds the stores. Checkpoints are signed into `anchorFile` now, every minute in which they changed, at every export
 * and verification, and at the end: it must lie outside the database, so that a database rolled back is found.
 */
export async function createStores(options: {
  readonly database: Database;
  readonly signingKey: SigningKey;
  readonly anchorFile: string;
  /** A checkpoint was signed into that file. */
  readonly signed?: () => void;
  readonly clock: Clock;
  readonly log: PostgresLog;
  /** What executions are written under. Without it, nobody else writes to them and nothing is checked. */
  readonly lease?: CurrentLease;
  /** What is to be looked at again, and when, is asked for there in the transaction that stores it. */
  readonly queue?: AdvanceStatements;
}): Promise<Stores> {
  const { database, signingKey, anchorFile, clock, log, lease, queue, signed } = options;
  const anchors = await openAnchorFile(anchorFile, signingKey);
  const { anchor } = createAnchoring({ database, anchors, clock, ...(signed && { signed }) });
  const anchorAll = async () => {
    for (const tenantId of await listTenants(database)) {
      await anchor(tenantId).catch((error: unknown) => {
        // Such a ledger is there to be looked at: nothing of it is signed, and the server still starts.
        if (!(error instanceof OpsError) || !/^ledger\.(not_whole|other_history)$/.test(error.code)) throw error;
        log.error({ error, tenantId }, "a ledger was not signed");
      });
    }
  };
  await anchorAll();
  let cancel = () => {};
  let running: Promise<unknown> = Promise.resolve();
  const anchorEveryMinute = () => {
    cancel = clock.at(new Date(clock.now().getTime() + minuteMs), () => {
      running = anchorAll()
        .catch((error: unknown) => log.error({ error, anchorFile }, "signing the ledger's heads failed"))
        .finally(() => {
          if (closing === undefined) anchorEveryMinute();
        });
    });
  };
  let closing: Promise<void> | undefined;
  anchorEveryMinute();
  return {
    approvals: createApprovalStore({ database }),
    executions: createExecutionStore({ database, clock, ...(lease && { lease }), ...(queue && { queue }) }),
    runbooks: createRunbookStore({ database }),
    ledger: openLedger({ database, signingKey, anchors, clock, anchor }),
    record: openRecordReader({ database, clock, decode: decodeExecution }),
    levels: createLevelStore({ database, clock }),
    people: createPeopleStore({ database, clock }),
    schedules: createScheduleStore({ database, clock }),
    panic: createPanicStores({ database, clock }),
    incidents: createIncidentStore({ database, clock }),
    investigations: createInvestigationStore({ database, clock }),
    classifications: createClassificationStore({ database, clock }),
    nodes: createNodeStore({ database }),
    keys: createKeyStore({ database, clock }),
    blobIndex: createBlobIndex({ database, clock }),
    databaseBlobs: createDatabaseBlobs({ database }),
    modelAnswers: createAnswerStore({ database, clock }),
    modelUsage: createUsageStore({ database }),
    tenants: () => listTenants(database),
    anchorAll,
    close() {
      cancel();
      closing ??= running.then(anchorAll);
      return closing;
    },
  };
}
