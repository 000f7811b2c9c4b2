export { createStores, type Stores } from "./create-stores.ts";
export { createExecutionStore } from "./execution-store.ts";
export { listTenants } from "./list-tenants.ts";
export { createRunbookStore } from "./runbook-store.ts";
export { createScheduleStore } from "./schedule-store.ts";
