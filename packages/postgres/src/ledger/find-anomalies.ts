import { type Anomaly, type AnomalyFacts, findAnomalies as judge, type Window } from "@steadyhand/core/anomaly";
import type { TenantId } from "@steadyhand/core/identity";
import type { Database } from "../database/index.ts";
import { type CauseEvents, readCause } from "./anomaly-causes.ts";
import { selectErrors, selectStreaks, selectVolumes } from "./anomaly-counts.ts";
import { decodeActiveHour, selectActiveHours } from "./anomaly-hours.ts";
import { readUses } from "./anomaly-uses.ts";

/** An anomaly with the events of the record that caused it. */
export type FoundAnomaly = Omit<Anomaly, "cause"> & CauseEvents;

/** Which tenant's record is looked at, and what of it. */
export interface Look {
  readonly tenantId: TenantId;
  readonly window: Window;
}

/** What a window of the record holds that the tenant's own history does not explain, newest first. */
export async function findAnomalies(database: Database, look: Look): Promise<readonly FoundAnomaly[]> {
  const found: FoundAnomaly[] = [];
  for (const { cause, ...anomaly } of judge(await readFacts(database, look))) {
    found.push({ ...anomaly, ...(await readCause(database, look.tenantId, cause)) });
  }
  return found;
}

/** One statement after another: nobody waits for this, and others need the connections. */
export async function readFacts(database: Database, look: Look): Promise<AnomalyFacts> {
  const { tenantId, window } = look;
  const sight = { tenantId };
  const [errors] = await database.query("count errors", sight, selectErrors(look));
  const volumes = await database.query("count started runs", sight, selectVolumes(look));
  const hours = await database.query("look for unusual hours", sight, selectActiveHours(look));
  const uses = await readUses(database, look);
  const streaks = await database.query("look for failures in a row", sight, selectStreaks(look));
  if (errors === undefined) throw new TypeError("an aggregate gives one row");
  return { window, errors, volumes, activeHours: hours.map(decodeActiveHour), uses, streaks };
}
