import { dirname } from "node:path";
import type { AdvanceQueue, Clock, Lease } from "@steadyhand/engine";
import {
  createStores,
  keepLedgerMonths,
  type LedgerMonthsKeeper,
  openDatabase,
  openEmbeddedPostgres,
  openLedgerKey,
  type Stores,
} from "@steadyhand/postgres";
import { openPublisher, type Publisher } from "../checkpoints/publisher.ts";
import { readPlaces } from "../checkpoints/read-places.ts";
import type { ServerLog } from "../log.ts";
import type { DataFolder } from "./data-folder.ts";
import { openQueue } from "./open-queue.ts";
import { refuseAnotherDatabase } from "./refuse-another-database.ts";

export interface OpenStores extends Omit<Stores, "close" | "anchorAll"> {
  /** Which database this is, for people, without its password. */
  readonly description: string;
  readonly ledgerPublicKey: string;
  /** How far the ledger has been divided into months ahead. */
  readonly ledgerMonths: Pick<LedgerMonthsKeeper, "state">;
  /** How the checkpoints do in the places besides this machine. */
  readonly checkpoints: Pick<Publisher, "states">;
  /** What decides when executions are looked at. */
  readonly queue: AdvanceQueue;
}

interface StoresOptions {
  readonly databaseUrl?: string;
  readonly clock: Clock;
  readonly log: ServerLog;
  /** What executions are written under. */
  readonly lease: () => Lease | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The embedded database has ended by itself: nothing can be recorded any more, so nothing may go on. */
  readonly onDatabaseLost?: () => void;
}

/** Opens the database, embedded or by its address, and the stores on it; `opening` closes them again. */
export async function openStores(
  folder: DataFolder,
  { databaseUrl, clock, log, lease, env, onDatabaseLost }: StoresOptions,
  opening: AsyncDisposableStack,
): Promise<OpenStores> {
  const place = await openPlace(folder, { databaseUrl, log, onDatabaseLost }, opening);
  const database = await openDatabase({ place, log });
  opening.defer(() => database.close());
  const ledgerMonths = await keepLedgerMonths({ place, clock, log });
  opening.defer(() => ledgerMonths.close());
  const isSoleNode = databaseUrl === undefined;
  const { queue, statements } = await openQueue({ place, isSoleNode, env, clock, log }, opening);
  const signingKey = await openLedgerKey(dirname(folder.ledgerKey));
  const anchorFile = folder.anchors;
  const places = readPlaces(env);
  let checkpoints: Publisher | undefined;
  // After the stores, which sign a last checkpoint when they close.
  opening.defer(async () => checkpoints?.close());
  const signed = () => void checkpoints?.publish();
  const stores = await createStores({ database, signingKey, anchorFile, signed, clock, log, lease, queue: statements });
  opening.defer(() => stores.close());
  checkpoints = await openPublisher({ file: anchorFile, stateFile: folder.checkpointPlaces, places, clock, log });
  return {
    executions: stores.executions,
    approvals: stores.approvals,
    runbooks: stores.runbooks,
    ledger: stores.ledger,
    record: stores.record,
    levels: stores.levels,
    people: stores.people,
    schedules: stores.schedules,
    panic: stores.panic,
    classifications: stores.classifications,
    nodes: stores.nodes,
    keys: stores.keys,
    blobIndex: stores.blobIndex,
    databaseBlobs: stores.databaseBlobs,
    modelAnswers: stores.modelAnswers,
    modelUsage: stores.modelUsage,
    incidents: stores.incidents,
    investigations: stores.investigations,
    tenants: stores.tenants,
    queue,
    description: describe(databaseUrl),
    ledgerPublicKey: signingKey.publicKeyPem,
    checkpoints,
    ledgerMonths,
  };
}

async function openPlace(
  folder: DataFolder,
  {
    databaseUrl,
    log,
    onDatabaseLost,
  }: Pick<StoresOptions, "log"> & {
    readonly databaseUrl: string | undefined;
    readonly onDatabaseLost: StoresOptions["onDatabaseLost"];
  },
  opening: AsyncDisposableStack,
) {
  if (databaseUrl !== undefined) return { kind: "server", connectionString: databaseUrl } as const;
  refuseAnotherDatabase(folder);
  const embedded = await openEmbeddedPostgres({ directory: folder.postgres, log });
  let isStopping = false;
  opening.defer(() => {
    isStopping = true;
    return embedded.stop();
  });
  void embedded.ended.then(() => {
    if (!isStopping) onDatabaseLost?.();
  });
  return embedded;
}

/** Host, port and name; what else stands in the address stays out. */
function describe(databaseUrl: string | undefined): string {
  if (databaseUrl === undefined) return "embedded PostgreSQL";
  if (!URL.canParse(databaseUrl)) return "PostgreSQL server";
  const { host, pathname } = new URL(databaseUrl);
  return `PostgreSQL at ${host || "a local socket"}${pathname}`;
}
