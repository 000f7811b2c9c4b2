import type { Window } from "@steadyhand/core/anomaly";
import type { DayBounds, Digest } from "@steadyhand/core/digest";
import type { Execution } from "@steadyhand/core/execution";
import type { TenantId } from "@steadyhand/core/identity";
import type { Clock, UnfinishedIntent } from "@steadyhand/engine";
import type { Database } from "../database/index.ts";
import { type FoundAnomaly, findAnomalies } from "./find-anomalies.ts";
import { listUnfinished } from "./list-unfinished.ts";
import { summarize } from "./summarize.ts";

/** Questions to the record of one tenant. They change nothing. */
export interface RecordReader {
  summarize(tenantId: TenantId, bounds: DayBounds): Promise<Digest>;
  /** Of at most `longestWindowDays` days. */
  findAnomalies(tenantId: TenantId, window: Window): Promise<readonly FoundAnomaly[]>;
  /** Oldest first. */
  listUnfinished(tenantId: TenantId): Promise<readonly UnfinishedIntent[]>;
}

export function openRecordReader({
  database,
  clock,
  decode,
}: {
  readonly database: Database;
  /** Reads a stored execution. */
  readonly decode: (document: string) => Execution;
  readonly clock: Pick<Clock, "now">;
}): RecordReader {
  return {
    summarize: (tenantId, bounds) => summarize(database, { tenantId, bounds, now: clock.now() }),
    findAnomalies: (tenantId, window) => findAnomalies(database, { tenantId, window }),
    listUnfinished: (tenantId) => listUnfinished(database, tenantId, decode),
  };
}
