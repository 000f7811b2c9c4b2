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
export { openLedgerKey } from "./ledger/index.ts";
export {
  type AdvanceStatements,
  type OpenAdvanceOutbox,
  openAdvanceOutbox,
  openPgBossQueue,
  type PgBossQueue,
  type PgBossQueueOptions,
} from "./queue/index.ts";
export { createStores, type Stores } from "./stores/index.ts";
