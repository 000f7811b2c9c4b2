import type { AuditEvent } from "@steadyhand/core/audit";
import type { ActorId, ExecutionId, TenantId } from "@steadyhand/core/identity";
import type { LedgerFilter, Page, PageRequest } from "@steadyhand/engine";
import { type RawBuilder, sql } from "kysely";
import { type Database, sqlBuilder } from "../database/index.ts";
import { badToken, checkLimit } from "../paging/index.ts";
import type { ActorNames } from "./actor-names.ts";
import {
  allOf,
  type Condition,
  conditionsOf,
  events,
  executions,
  fits,
  timeConditions,
  typeRange,
} from "./event-conditions.ts";

type ListedEvent = AuditEvent & { readonly hash: string };

interface ListedRow {
  readonly sequence: number;
  readonly text: string;
  readonly hash: string;
}

interface Request {
  readonly database: Database;
  readonly names: ActorNames;
  readonly tenantId: TenantId;
  readonly filter: LedgerFilter;
  readonly limit: number;
  /** The last event of the page before. */
  readonly after: number | undefined;
}

/** What one look found: at most one row more than the limit. `looked` is how far it came, where it stopped early. */
interface Look {
  readonly rows: readonly ListedRow[];
  readonly looked?: number;
}

/** How many events one page looks at, at most, where no index leads to those that are asked for. */
export const eventsALook = 10_000;

/** Of a subject with more executions than this, the record is walked: some of them are always near. */
const fewExecutions = 200;

/**
 * One page, newest first: by place, or by time where a time, an actor or what did not go well is asked for. However long the record is, a page costs
 * no more than so many looked-at events; it may hold fewer than were asked for, or none, and still have a `next`.
 */
export async function listEvents(
  { database, names }: Pick<Request, "database" | "names">,
  tenantId: TenantId,
  filter: LedgerFilter,
  { limit, after }: PageRequest,
): Promise<Page<ListedEvent>> {
  checkLimit(limit);
  const request = {
    database,
    names,
    tenantId,
    filter,
    limit,
    after: after === undefined ? undefined : sequenceOf(after),
  };
  const { rows, looked } = await look(request);
  const shown = rows.slice(0, limit);
  // What was sealed is an event.
  const items = shown.map(({ text, hash }) => ({ ...(JSON.parse(text) as AuditEvent), hash }));
  const next = rows.length > limit ? shown.at(-1)?.sequence : looked;
  return { items: items.filter((event) => fits(event, filter)), ...(next !== undefined && { next: String(next) }) };
}

async function look(request: Request): Promise<Look> {
  const { filter } = request;
  const of = await executionsOf(request);
  if (of !== undefined) return lookAtExecutions(request, of);
  const by = await actorsOf(request);
  if (by !== undefined || filter.since || filter.until || isRare(filter)) return lookBack(request, by);
  const isOfType =
    filter.type !== undefined && Object.values(filter).filter((value) => value !== undefined).length === 1;
  return isOfType ? lookAtTypes(request, filter.type ?? "") : lookDown(request);
}

/** The few executions that all events asked for belong to; `undefined` when they are not few. */
async function executionsOf({ database, tenantId, filter }: Request): Promise<readonly ExecutionId[] | undefined> {
  const { executionId, subject } = filter;
  if (executionId !== undefined) return [executionId];
  if (subject === undefined) return undefined;
  const found = sql<{ id: ExecutionId }>`SELECT id FROM ${executions}
    WHERE tenant_id = ${tenantId} AND subject = ${subject} ORDER BY started_at DESC LIMIT ${fewExecutions + 1}`;
  const rows = await run(database, tenantId, found);
  return rows.length > fewExecutions ? undefined : rows.map(({ id }) => id);
}

async function actorsOf({ names, tenantId, filter }: Request): Promise<readonly ActorId[] | undefined> {
  const { actorId, actorName } = filter;
  if (actorName === undefined) return actorId && [actorId];
  const named = await names.find(tenantId, actorName);
  return actorId === undefined ? named : named.filter((id) => id === actorId);
}

/** An index leads to the events of each execution; there is nothing else to look at. */
async function lookAtExecutions(request: Request, ids: readonly ExecutionId[]): Promise<Look> {
  const { database, tenantId, filter } = request;
  const actors = await actorsOf(request);
  const conditions = [
    ...conditionsOf(tenantId, filter),
    ...timeConditions(filter),
    ...(actors ? [sql`actor_id = ANY(${actors})`] : []),
  ];
  return { rows: await run(database, tenantId, newestOfEach(request, sql`execution_id`, ids, conditions)) };
}

/** An index has the events of each type in order. */
async function lookAtTypes(request: Request, type: string): Promise<Look> {
  const { database, tenantId } = request;
  const types = type.endsWith(".*") ? await typesWith(database, tenantId, type) : [type];
  return { rows: await run(database, tenantId, newestOfEach(request, sql`type`, types, [])) };
}

/** For each value of a column its newest events, and of these the newest. */
function newestOfEach(
  { tenantId, limit, after }: Request,
  column: Condition,
  values: readonly string[],
  conditions: readonly Condition[],
): RawBuilder<ListedRow> {
  const onward = after === undefined ? [] : [sql`sequence < ${after}`];
  return sql`SELECT found.sequence, found.text, found.hash FROM unnest(${values}::text[]) one(value)
    CROSS JOIN LATERAL (
      SELECT sequence, text, hash FROM ${events}
      WHERE tenant_id = ${tenantId} AND ${column} = one.value COLLATE "C" AND ${allOf([...onward, ...conditions])}
      ORDER BY sequence DESC LIMIT ${limit + 1}
    ) found
    ORDER BY found.sequence DESC LIMIT ${limit + 1}`;
}

/** The types that there are with a prefix: one step down the index for each. */
async function typesWith(database: Database, tenantId: TenantId, type: string): Promise<readonly string[]> {
  const { from, to } = typeRange(type);
  const next = (than: Condition) => sql`(SELECT e.type FROM ${events} e
    WHERE e.tenant_id = ${tenantId} AND e.type >= ${from} AND e.type < ${to} AND ${than} ORDER BY e.type LIMIT 1)`;
  const rows = await run(
    database,
    tenantId,
    sql<{ type: string }>`WITH RECURSIVE known(type) AS (
      ${next(sql`true`)} UNION ALL SELECT ${next(sql`e.type > known.type`)} FROM known WHERE known.type IS NOT NULL
    ) SELECT type FROM known WHERE type IS NOT NULL`,
  );
  return rows.map((row) => row.type);
}

/** A stretch of the record, by place: sequences have no gaps, so it is as long as it says. */
async function lookDown({ database, tenantId, filter, limit, after }: Request): Promise<Look> {
  const before = after ?? (await lastSequence(database, tenantId)) + 1;
  const least = before - eventsALook;
  const rows = await run(
    database,
    tenantId,
    sql<ListedRow>`SELECT sequence, text, hash FROM ${events}
      WHERE tenant_id = ${tenantId} AND sequence < ${before} AND sequence >= ${least}
        AND ${allOf(conditionsOf(tenantId, filter))}
      ORDER BY sequence DESC LIMIT ${limit + 1}`,
  );
  return { rows, ...(least > 1 && { looked: least }) };
}

/** A stretch of the record by time, of these actors where there are any: both lie in an index in that order. */
async function lookBack(request: Request, actors: readonly ActorId[] | undefined): Promise<Look> {
  const { database, tenantId, filter, limit } = request;
  const last = await lastSequence(database, tenantId);
  const stretch = stretchOfActors(request, last, actors);
  const rows = await run(
    database,
    tenantId,
    sql<ListedRow>`SELECT sequence, text, hash FROM (${stretch}) looked
      WHERE ${allOf(conditionsOf(tenantId, filter))} ORDER BY at DESC, sequence DESC LIMIT ${limit + 1}`,
  );
  if (rows.length > limit) return { rows };
  const [end] = await run(
    database,
    tenantId,
    sql<{ sequence: number }>`SELECT sequence FROM (${stretch}) looked
      ORDER BY at DESC, sequence DESC OFFSET ${eventsALook - 1} LIMIT 1`,
  );
  return { rows, ...(end && { looked: end.sequence }) };
}

/** What did not go well is little of a record, and has an index of its own in the order of time. */
const isRare = ({ outcome }: LedgerFilter): boolean => outcome !== undefined && outcome !== "ok";

/** `last` holds both questions about a stretch to the same events: what is appended between them lies beyond it. */
function stretchOf({ tenantId, filter, after }: Request, last: number, who: Condition): Condition {
  const place = sql`(SELECT p.at FROM ${events} p WHERE p.tenant_id = ${tenantId} AND p.sequence = ${after})`;
  const onward = after === undefined ? [] : [sql`at <= ${place} AND (at < ${place} OR sequence < ${after})`];
  const rare = isRare(filter) ? [sql`outcome = ${filter.outcome} AND outcome <> 'ok'`] : [];
  return sql`SELECT * FROM ${events}
    WHERE tenant_id = ${tenantId} AND sequence <= ${last} AND ${who}
      AND ${allOf([...timeConditions(filter), ...onward, ...rare])}
    ORDER BY at DESC, sequence DESC LIMIT ${eventsALook}`;
}

function stretchOfActors(request: Request, last: number, actors: readonly ActorId[] | undefined): Condition {
  if (actors === undefined) return stretchOf(request, last, sql`true`);
  const [only, other] = actors;
  if (other === undefined && only !== undefined) return stretchOf(request, last, sql`actor_id = ${only}`);
  return sql`SELECT each.* FROM unnest(${actors}::text[]) one(actor)
    CROSS JOIN LATERAL (${stretchOf(request, last, sql`actor_id = one.actor COLLATE "C"`)}) each
    ORDER BY at DESC, sequence DESC LIMIT ${eventsALook}`;
}

async function lastSequence(database: Database, tenantId: TenantId): Promise<number> {
  const last = sql<{
    last: number;
  }>`SELECT coalesce(max(sequence), 0) AS last FROM ${events} WHERE tenant_id = ${tenantId}`;
  const [row] = await run(database, tenantId, last);
  return row?.last ?? 0;
}

/** Unnamed: what is the best way depends on the values, so each is planned for itself. */
function run<Row>(database: Database, tenantId: TenantId, statement: RawBuilder<Row>): Promise<Row[]> {
  return database.query<Row>("list the ledger", { tenantId }, statement.compile(sqlBuilder));
}

function sequenceOf(token: string): number {
  if (!/^[1-9]\d{0,15}$/.test(token)) throw badToken(token);
  return Number(token);
}
