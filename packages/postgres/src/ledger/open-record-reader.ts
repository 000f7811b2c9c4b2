import type { Window } from "@steadyhand/core/anomaly";
import type { DayBounds, Digest } from "@steadyhand/core/digest";
import type { TenantId } from "@steadyhand/core/identity";
import type { Clock } from "@steadyhand/engine";
import type { Database } from "../database/index.ts";
import { type FoundAnomaly, findAnomalies } from "./find-anomalies.ts";
import { summarize } from "./summarize.ts";

/** Questions to the record of one tenant. They change nothing. */
export interface RecordReader {
  summarize(tenantId: TenantId, bounds: DayBounds): Promise<Digest>;
  /** Of at most `longestWindowDays` days. */
  findAnomalies(tenantId: TenantId, window: Window): Promise<readonly FoundAnomaly[]>;
}

export function openRecordReader({
  database,
  clock,
}: {
  readonly database: Database;
  readonly clock: Pick<Clock, "now">;
}): RecordReader {
  return {
    summarize: (tenantId, bounds) => summarize(database, { tenantId, bounds, now: clock.now() }),
    findAnomalies: (tenantId, window) => findAnomalies(database, { tenantId, window }),
  };
}
