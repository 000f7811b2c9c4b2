import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { Clock, Schedule, ScheduleStore } from "@steadyhand/engine";
import { type Database, type Session, schemaName } from "../database/index.ts";
import { appendStatements, lockHead } from "../ledger/index.ts";
import { listTenants } from "./list-tenants.ts";
import { decodeSchedule, encodeSchedule } from "./schedule-codec.ts";

interface Row {
  readonly document: unknown;
  readonly revision: number;
}

const mostListed = 500;
/** More are taken up at the next look. */
const mostHeld = 100;

/** Schedules on PostgreSQL. */
export function createScheduleStore(adapters: { readonly database: Database; readonly clock: Clock }): ScheduleStore {
  const { database } = adapters;
  return {
    async now() {
      const statement = { name: "schedule_time", sql: "SELECT clock_timestamp() AS now", parameters: [] };
      const [row] = await database.query<{ now: Date }>("read the time", { listsTenants: true }, statement);
      if (row === undefined) throw new TypeError("the database's time is one row");
      return row.now;
    },
    async add(schedule, events) {
      const { tenantId, id, createdAt } = schedule;
      const sql = `INSERT INTO ${schemaName}.schedule (tenant_id, id, phase, next_due, revision, created_at, document)
        VALUES ($1, $2, $3, $4, $5, $6, $7)`;
      const [phase, due] = phaseOf(schedule);
      const parameters = [
        tenantId,
        id,
        phase,
        due,
        schedule.revision,
        createdAt.toISOString(),
        encodeSchedule(schedule),
      ];
      await recorded(adapters, "store the schedule", tenantId, events, async (session) => {
        await session.run({ name: "add_schedule", sql, parameters });
      });
    },
    async get(tenantId, id) {
      const sql = `SELECT document, revision FROM ${schemaName}.schedule WHERE tenant_id = $1 AND id = $2`;
      const statement = { name: "get_schedule", sql, parameters: [tenantId, id] };
      const [row] = await database.query<Row>("read the schedule", { tenantId }, statement);
      if (row === undefined) throw notFound(id);
      return decodeSchedule(row);
    },
    async list(tenantId) {
      const sql = `SELECT document, revision FROM ${schemaName}.schedule WHERE tenant_id = $1
        ORDER BY (phase = 'ended'), created_at DESC, id DESC LIMIT ${mostListed}`;
      const statement = { name: "list_schedules", sql, parameters: [tenantId] };
      return (await database.query<Row>("list the schedules", { tenantId }, statement)).map(decodeSchedule);
    },
    async put(schedule, events) {
      const { tenantId, id, revision } = schedule;
      const sql = `UPDATE ${schemaName}.schedule
        SET phase = $4, next_due = $5, document = $6, revision = revision + 1, held_until = NULL
        WHERE tenant_id = $1 AND id = $2 AND revision = $3 RETURNING id`;
      const parameters = [tenantId, id, revision, ...phaseOf(schedule), encodeSchedule(schedule)];
      await recorded(adapters, "store the schedule", tenantId, events, async (session) => {
        const changed = await session.run({ name: "put_schedule", sql, parameters });
        if (changed.length === 0) throw hasChanged(id);
      });
    },
    async nextDue() {
      // What another server holds is due once its hold is over.
      const sql = `SELECT min(greatest(next_due, held_until)) AS due FROM ${schemaName}.schedule
        WHERE tenant_id = $1 AND phase = 'active'`;
      const dues: Date[] = [];
      for (const tenantId of await listTenants(database)) {
        const statement = { name: "next_due_schedule", sql, parameters: [tenantId] };
        const [row] = await database.query<{ due: Date | null }>("read what is due", { tenantId }, statement);
        if (row?.due) dues.push(row.due);
      }
      return dues.sort((a, b) => a.getTime() - b.getTime())[0];
    },
    async holdDue(now, until) {
      // Whoever waits for this row sees it held afterwards, and leaves it.
      const sql = `UPDATE ${schemaName}.schedule SET held_until = $3, revision = revision + 1
        WHERE tenant_id = $1 AND id IN (
          SELECT id FROM ${schemaName}.schedule WHERE tenant_id = $1 AND phase = 'active' AND next_due <= $2
            AND (held_until IS NULL OR held_until <= $2) ORDER BY next_due LIMIT ${mostHeld} FOR UPDATE SKIP LOCKED
        ) RETURNING document, revision`;
      const held: Schedule[] = [];
      for (const tenantId of await listTenants(database)) {
        const statement = {
          name: "hold_due_schedules",
          sql,
          parameters: [tenantId, now.toISOString(), until.toISOString()],
        };
        const rows = await database.query<Row>("take hold of what is due", { tenantId }, statement);
        held.push(...rows.map(decodeSchedule));
      }
      return held;
    },
  };
}

function phaseOf({ state }: Schedule): [string, string | null] {
  return [state.phase, state.phase === "active" ? state.nextDue.toISOString() : null];
}

async function recorded(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  what: string,
  tenantId: TenantId,
  drafts: readonly AuditEventDraft[],
  write: (session: Session) => Promise<void>,
): Promise<void> {
  await database.transaction(what, { tenantId }, async (session) => {
    const after = await lockHead(session, tenantId);
    await write(session);
    await session.commitWith(appendStatements({ tenantId, drafts, at: clock.now(), after }));
  });
}

function hasChanged(id: string): OpsError {
  return new OpsError(`Cannot store schedule ${id}: somebody else changed it meanwhile`, {
    kind: "refused",
    code: "schedule.changed",
    hint: "Look at it again, then decide",
  });
}

function notFound(id: string): OpsError {
  return new OpsError(`Cannot find schedule ${id}: there is none of that id`, {
    kind: "not_found",
    code: "schedule.not_found",
    hint: "`steady schedule list` shows the schedules there are",
  });
}
