import { benchChecks } from "./monitor/checks.ts";
import { benchFaultToIncident } from "./monitor/fault-to-incident.ts";
import { benchHistory } from "./monitor/history.ts";
import { benchMemory } from "./monitor/memory.ts";

/** What watching costs, and how soon it tells: on a real database, beside what others would take for it where it is installed. */
export async function benchMonitor(): Promise<void> {
  await benchHistory();
  await benchChecks();
  await benchFaultToIncident();
  await benchMemory();
}
