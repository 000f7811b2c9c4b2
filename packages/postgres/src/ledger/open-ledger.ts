import {
  type ChainLink,
  type ExportFilter,
  type ExportRow,
  emptyChain,
  isStretchOfTime,
  type SigningKey,
  writeExport,
} from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { Clock, Ledger, LedgerReport } from "@steadyhand/engine";
import { type Database, schemaName } from "../database/index.ts";
import { createActorNames } from "./actor-names.ts";
import type { AnchorFile } from "./anchor-file.ts";
import { appendAlone } from "./append-alone.ts";
import { appendTogether } from "./append-together.ts";
import { followEvents, placeBefore } from "./follow-events.ts";
import { createLedgerCheck, type LedgerCheck, type StoredEnd } from "./ledger-check.ts";
import { listEvents } from "./list-events.ts";
import { proveGrowth, proveInclusion } from "./prove.ts";
import { readEnd, readEvents, readHash } from "./read-events.ts";

export interface LedgerOptions {
  readonly database: Database;
  readonly signingKey: SigningKey;
  readonly anchors: AnchorFile;
  readonly clock: Clock;
  /** Signs how the ledger of a tenant stands and keeps that outside the database. */
  readonly anchor: (tenantId: TenantId) => Promise<unknown>;
}

/** The append-only record on PostgreSQL. */
export function openLedger(options: LedgerOptions): Ledger {
  const { database } = options;
  const names = createActorNames(database);
  return {
    append: appendTogether(appendAlone(options)),
    list: (tenantId, filter, page) => listEvents({ database, names }, tenantId, filter, page),
    listAfter: (tenantId, request) => followEvents(database, tenantId, request),
    placeBefore: (tenantId, since) => placeBefore(database, tenantId, since),
    verify: (tenantId) => verify(options, tenantId),
    proveInclusion: (tenantId, sequence) => proveInclusion(options, tenantId, sequence),
    proveGrowth: (tenantId, olderCount) => proveGrowth(options, tenantId, olderCount),
    export: (tenantId, { executionId, since, until }) =>
      exportLedger(options, tenantId, {
        ...(executionId && { executionId }),
        ...(since && { since: since.toISOString() }),
        ...(until && { until: until.toISOString() }),
      }),
  };
}

async function verify(options: LedgerOptions, tenantId: TenantId): Promise<LedgerReport> {
  const { check, end } = await beginCheck(options, tenantId);
  for await (const rows of readEvents({ database: options.database, tenantId, upTo: end.head.sequence })) {
    for (const row of rows) {
      const problem = await check.take(row);
      if (problem !== undefined) return { ok: false, events: check.events(), ...problem };
    }
  }
  const problem = await check.finish(end);
  if (problem !== undefined) return { ok: false, events: check.events(), ...problem };
  await options.anchor(tenantId);
  return { ok: true, events: check.events(), head: end.head.hash, anchors: check.anchors() };
}

async function beginCheck(options: LedgerOptions, tenantId: TenantId): Promise<{ check: LedgerCheck; end: StoredEnd }> {
  const { anchors, database } = options;
  // In this order: an anchor that is made after the head was read would look like a chain that was rolled back.
  const mark = await anchors.mark();
  const end = (await readEnd(database, tenantId)) ?? { head: emptyChain, last: 0 };
  const hashAt = (sequence: number) => readHash(database, tenantId, sequence);
  return { check: createLedgerCheck({ tenantId, anchors: anchors.read(mark), hashAt }), end };
}

/** Signs nothing that it has not checked: a ledger that is not whole gives no closing line. */
async function* exportLedger(
  options: LedgerOptions,
  tenantId: TenantId,
  filter: ExportFilter,
): AsyncGenerator<string, void, undefined> {
  const { database, signingKey, clock } = options;
  // Before the end is read: nothing that was signed up to then lies beyond the export.
  const exportedAt = clock.now();
  const { check, end } = await beginCheck(options, tenantId);
  const stretch = await stretchOf(database, tenantId, filter, end.head);
  const rows = checkedRows({ options, tenantId, filter, stretch, check, end });
  yield* writeExport({ tenantId, filter, ...stretch, rows, exportedAt: () => exportedAt, key: signingKey });
  await options.anchor(tenantId);
}

interface Stretch {
  readonly first: number;
  readonly last: number;
}

async function stretchOf(
  database: Database,
  tenantId: TenantId,
  filter: ExportFilter,
  head: ChainLink,
): Promise<Stretch> {
  const { executionId } = filter;
  if (isStretchOfTime(filter)) return stretchOfTime(database, tenantId, filter, head);
  if (executionId === undefined) return { first: 1, last: head.sequence };
  const parameters = [tenantId, executionId, head.sequence];
  const sql = `SELECT min(sequence) AS first, max(sequence) AS last FROM ${schemaName}.audit_event
    WHERE tenant_id = $1 AND execution_id = $2 AND sequence <= $3`;
  const statement = { name: "read_stretch", sql, parameters };
  const [found] = await database.query<Stretch | { first: null }>("export the ledger", { tenantId }, statement);
  if (found !== undefined && found.first !== null) return found;
  throw new OpsError(`Cannot export the record of ${executionId}: the ledger has no event of it`, {
    kind: "not_found",
    code: "execution.not_found",
    hint: "`steady executions list` shows the executions there are",
  });
}

/** Clocks go back: between its ends may lie events that say another time. They belong to it, or it would have a gap. */
async function stretchOfTime(
  database: Database,
  tenantId: TenantId,
  { since = "-infinity", until }: ExportFilter,
  head: ChainLink,
): Promise<Stretch> {
  const sql = `SELECT
    (SELECT min(sequence) FROM ${schemaName}.audit_event WHERE tenant_id = $1 AND at >= $2 AND sequence <= $4) AS first,
    (SELECT max(sequence) FROM ${schemaName}.audit_event WHERE tenant_id = $1 AND at < $3 AND sequence <= $4) AS last`;
  const statement = {
    name: "read_stretch_of_time",
    sql,
    parameters: [tenantId, since, until ?? "infinity", head.sequence],
  };
  const [found] = await database.query<{ first: number | null; last: number | null }>(
    "export the ledger",
    { tenantId },
    statement,
  );
  const { first, last } = found ?? { first: null, last: null };
  // Without an end it goes on to the head, whatever time its last events say.
  if (first !== null && last !== null && first <= last)
    return { first, last: until === undefined ? head.sequence : last };
  const asked = [since !== "-infinity" && `from ${since}`, until && `until ${until}`].filter(Boolean).join(" ");
  throw new OpsError(`Cannot export the record of ${tenantId} ${asked}: it has no event there`, {
    kind: "not_found",
    code: "ledger.no_stretch",
    hint: "`steady audit list` shows the events there are, with their times",
  });
}

async function* checkedRows(input: {
  readonly options: LedgerOptions;
  readonly tenantId: TenantId;
  readonly filter: ExportFilter;
  readonly stretch: Stretch;
  readonly check: LedgerCheck;
  readonly end: StoredEnd;
}): AsyncGenerator<readonly ExportRow[], void, undefined> {
  const { options, tenantId, filter, stretch, check, end } = input;
  for await (const rows of readEvents({ database: options.database, tenantId, upTo: end.head.sequence })) {
    for (const row of rows) refuseProblem(tenantId, await check.take(row));
    // What a stretch of time proves is that it continues all that was before it.
    const from = isStretchOfTime(filter) ? 1 : stretch.first;
    yield rows
      .filter(({ sequence }) => sequence >= from && sequence <= stretch.last)
      .map(({ sequence, hash, text, execution_id }) => {
        const isShown = filter.executionId === undefined || execution_id === filter.executionId;
        return isShown ? { sequence, hash, text } : { sequence, hash };
      });
  }
  refuseProblem(tenantId, await check.finish(end));
}

function refuseProblem(tenantId: TenantId, found: { code: string; problem: string } | undefined): void {
  if (found === undefined) return;
  throw new OpsError(`Cannot export the ledger of ${tenantId}: it is not whole (${found.code}): ${found.problem}`, {
    kind: "internal",
    code: "ledger.not_whole",
    hint: "Keep the database and the anchor file as they are: they are evidence. `steady audit verify` shows the same",
  });
}
