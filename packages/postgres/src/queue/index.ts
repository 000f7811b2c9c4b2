export type { AdvanceStatements } from "./advance-statement.ts";
export { type OpenAdvanceOutbox, openAdvanceOutbox } from "./open-advance-outbox.ts";
export { openPgBossQueue, type PgBossQueue, type PgBossQueueOptions } from "./open-pg-boss-queue.ts";
