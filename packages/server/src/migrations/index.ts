export { estimateBasis, type MigrationPlan, type PlannedLock } from "@steadyhand/postgres";
export { createLog } from "../log.ts";
export { planMigrationsOf } from "./plan-migrations-of.ts";
