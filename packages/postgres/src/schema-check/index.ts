export { checkMigrations, type SchemaProblem } from "./check-migrations.ts";
export { withoutTenant } from "./known-sights.ts";
export type { Blocked, LockMode } from "./lock-modes.ts";
export {
  estimateBasis,
  type MigrationPlan,
  type PlannedLock,
  type PlannedMigration,
  type PlannedStatement,
  planMigrations,
} from "./plan-migrations.ts";
export type { Effect } from "./statement-locks.ts";
export { findTenancyGaps, type TenancyGap } from "./tenancy-gaps.ts";
