export { connectionConfig, type DatabasePlace } from "./connection.ts";
export { constraintOf, databaseError, sqlStateOf } from "./database-error.ts";
export {
  keepLedgerMonths,
  type LedgerMonthsKeeper,
  type LedgerMonthsState,
} from "./keep-ledger-months.ts";
export { type Migration, migrate, readMigrations } from "./migrate.ts";
export { type Database, openDatabase, type Session, type Sight } from "./open-database.ts";
export { appRole, ownerRole, prepareRoles, queueSchemaName, schemaName } from "./prepare-roles.ts";
export { type Schema, type Statement, sqlBuilder } from "./schema.ts";
export { createTurns } from "./turns.ts";
