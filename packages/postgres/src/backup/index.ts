export { appendToLedgers } from "./append-event.ts";
export { type CopiedLedgerCheck, createCopiedLedgerCheck } from "./check-copied-ledger.ts";
export type { KeptTable } from "./kept-tables.ts";
export { openRestore, type Restore, type RestoredSchema, type RestoredStores } from "./open-restore.ts";
export { type KnownMigration, openSnapshot, type Snapshot } from "./open-snapshot.ts";
export { type CopiedRow, readCopiedRow } from "./read-copied-rows.ts";
export { findRunningPostgres } from "./running-postgres.ts";
