export {
  appendToLedgers,
  type CopiedLedgerCheck,
  createCopiedLedgerCheck,
  findRunningPostgres,
  type KeptTable,
  type KnownMigration,
  openRestore,
  openSnapshot,
  type Restore,
  type RestoredSchema,
  type RestoredStores,
  readCopiedRow,
  type Snapshot,
} from "./backup/index.ts";
export {
  type Database,
  type DatabasePlace,
  keepLedgerMonths,
  type LedgerMonthsKeeper,
  type LedgerMonthsState,
  openDatabase,
} from "./database/index.ts";
export {
  type EmbeddedPostgres,
  type FolderLock,
  lockFolder,
  openEmbeddedPostgres,
  type PostgresLog,
} from "./embedded/index.ts";
export { type Anchor, openLedgerKey, readAnchorLine } from "./ledger/index.ts";
export {
  type AdvanceStatements,
  type OpenAdvanceOutbox,
  openAdvanceOutbox,
  openPgBossQueue,
  type PgBossQueue,
  type PgBossQueueOptions,
} from "./queue/index.ts";
export {
  type Blocked,
  type Effect,
  estimateBasis,
  type LockMode,
  type MigrationPlan,
  type PlannedLock,
  type PlannedMigration,
  type PlannedStatement,
  planMigrations,
} from "./schema-check/index.ts";
export { createStores, type Stores } from "./stores/index.ts";
