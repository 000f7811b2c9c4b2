import { type AuditEventDraft, type ChainLink, emptyChain, type SealedEvent, sealEvents } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import { traced } from "@steadyhand/engine";
import { type Database, type Session, type Statement, schemaName } from "../database/index.ts";
import { integerArray, textArray } from "./array-parameter.ts";

/**
 * Locks the end of a tenant's chain until the transaction ends, making the chain when it is the tenant's first.
 * Whoever locks an execution too locks it before this.
 */
export async function lockHead(session: Session, tenantId: TenantId): Promise<ChainLink> {
  const [head] = await session.run(selectHead(tenantId));
  if (head !== undefined) return head;
  await Promise.all([
    session.run({ name: "add_tenant", sql: addTenant, parameters: [tenantId] }),
    session.run({ name: "add_head", sql: addHead, parameters: [tenantId, emptyChain.sequence, emptyChain.hash] }),
  ]);
  const [made] = await session.run(selectHead(tenantId));
  if (made === undefined) throw new TypeError(`the head of ${tenantId} was just made`);
  return made;
}

/** The statement that `lockHead` runs, for those who send it together with others. */
export function selectHead(tenantId: TenantId): Statement<ChainLink> {
  const sql = `SELECT sequence, hash FROM ${schemaName}.audit_head WHERE tenant_id = $1 FOR UPDATE`;
  return { name: "lock_head", sql, parameters: [tenantId] };
}

const addTenant = `INSERT INTO ${schemaName}.tenant (tenant_id) VALUES ($1) ON CONFLICT DO NOTHING`;
const addHead = `INSERT INTO ${schemaName}.audit_head (tenant_id, sequence, hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`;

/** The statements that append events after a locked head. Throws `ledger.no_record` when there is none. */
export function appendStatements(input: {
  readonly tenantId: TenantId;
  readonly drafts: readonly AuditEventDraft[];
  readonly at: Date;
  readonly after: ChainLink;
}): readonly Statement<unknown>[] {
  const { tenantId, drafts } = input;
  if (drafts.length === 0) throw noRecord();
  const sealed = sealEvents({ ...input, drafts: traced(drafts) });
  const last = sealed.at(-1);
  const rows = [tenantId, sealed.at(0)?.event.sequence, last?.event.sequence, ...columnsOf(sealed)];
  return [
    { name: "append_events", sql: insertEvents, parameters: rows },
    { name: "move_head", sql: moveHead, parameters: [tenantId, last?.event.sequence, last?.hash] },
  ];
}

/**
 * Appends in one flight after what is thought to be the end of a chain. Answers with its end as it then is, which is that of
 * `sealed` where they were appended; with nothing where the chain has not been begun.
 */
export async function appendAfter(
  database: Database,
  tenantId: TenantId,
  { after, sealed }: { readonly after: ChainLink; readonly sealed: readonly SealedEvent[] },
): Promise<ChainLink | undefined> {
  if (sealed.length === 0) throw noRecord();
  const parameters = [tenantId, after.sequence, after.hash, ...columnsOf(sealed)];
  const statement = { name: "append_sealed", sql: callAppend, parameters };
  const [row] = await database.call<{ end: string | null }>("append to the ledger", statement);
  if (!row?.end) return undefined;
  const [sequence, hash = ""] = row.end.split(" ");
  return { sequence: Number(sequence), hash };
}

const callAppend = `SELECT ${schemaName}.append_sealed($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) AS end`;

// Beside each other the arrays are taken apart as they are read; as tables, each would be stored first.
const insertEvents = `
  INSERT INTO ${schemaName}.audit_event (tenant_id, sequence, at, type, actor_id, execution_id, execution_sequence, part,
    runbook_id, outcome, text, hash)
  SELECT $1, generate_series($2::bigint, $3::bigint), $4::timestamptz, unnest($5::text[]), unnest($6::text[]),
    unnest($7::text[]), unnest($8::integer[]), unnest($9::integer[]), unnest($10::text[]), unnest($11::text[]),
    unnest($12::text[]), unnest($13::text[])`;
const moveHead = `UPDATE ${schemaName}.audit_head SET sequence = $2, hash = $3 WHERE tenant_id = $1`;

/** The time that all of them bear, and then an array for each column. They follow on each other, so their places are no column. */
function columnsOf(sealed: readonly SealedEvent[]): unknown[] {
  const events = sealed.map(({ event }) => event);
  return [
    events.at(0)?.at,
    textArray(events.map(({ type }) => type)),
    textArray(events.map(({ actor }) => actor.id)),
    textArray(events.map(({ executionId }) => executionId)),
    integerArray(events.map(({ executionSequence }) => executionSequence)),
    integerArray(events.map(({ part }) => part)),
    textArray(events.map(({ runbookId }) => runbookId)),
    textArray(events.map(({ outcome }) => outcome)),
    textArray(sealed.map(({ text }) => text)),
    textArray(sealed.map(({ hash }) => hash)),
  ];
}

function noRecord(): OpsError {
  return new OpsError("Cannot store a change without an event that records it: no record, no action", {
    kind: "internal",
    code: "ledger.no_record",
  });
}
