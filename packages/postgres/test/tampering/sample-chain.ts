import { type AuditEventDraft, sealEvents } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import type { Clock, Ledger } from "@steadyhand/engine";
import type { Client } from "pg";
import { riley } from "../samples.ts";

/** A clock that says what month it is. */
export interface MonthClock extends Clock {
  /** From now on it is the next month. */
  turn(): void;
}

/** Each look at it is a millisecond later, so that what comes later sorts later. */
export function monthClock(): MonthClock {
  const now = new Date();
  const first = (months: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1);
  let ms = first(0) + 3_600_000;
  return {
    now: () => new Date(ms++),
    at: () => () => {},
    turn() {
      ms = Math.max(ms, first(1) + 3_600_000);
    },
  };
}

/** An event with everything that people find events by. `é` is written in two ways. */
export function findable(n: number): AuditEventDraft {
  return {
    ...{ type: "step.executed", actor: riley, executionId: "exe_1", executionSequence: n, part: 0 },
    ...{ runbookId: "rbk_disk", stepId: "stp_1", outcome: "ok", why: `événement ${n}`, data: { bytes: 12 } },
  };
}

/** Three events in this month, a checkpoint, three in the next, and a checkpoint again. */
export async function fillChains(
  tenants: readonly TenantId[],
  { ledger, clock, anchorAll }: { ledger: Ledger; clock: MonthClock; anchorAll: () => Promise<void> },
): Promise<void> {
  const append = (numbers: readonly number[]) =>
    Promise.all(
      tenants.map(async (tenant) => {
        for (const n of numbers) await ledger.append(tenant, [findable(n)]);
      }),
    );
  await append([1, 2, 3]);
  await anchorAll();
  clock.turn();
  await append([4, 5, 6]);
  await anchorAll();
}

interface StoredEvent {
  readonly sequence: number;
  readonly text: string;
  readonly hash: string;
}

export async function storedEvents(client: Client, tenant: TenantId): Promise<readonly StoredEvent[]> {
  const { rows } = await client.query(
    "SELECT sequence::integer, text, hash FROM audit_event WHERE tenant_id = $1 ORDER BY sequence, at",
    [tenant],
  );
  return rows;
}

/** Writes every event from one on anew with correct hashes, and the head: what a thorough forger would do. */
export async function rechain(client: Client, tenant: TenantId, from: number): Promise<void> {
  const events = await storedEvents(client, tenant);
  let previous = from === 1 ? "0".repeat(64) : (events[from - 2]?.hash ?? "");
  for (const { sequence, text } of events.slice(from - 1)) {
    const { why, at, previous: _previous, sequence: _sequence, ...rest } = JSON.parse(text);
    const drafts = [{ ...rest, why: `${why}, forged` }];
    const [sealed] = sealEvents({
      drafts,
      tenantId: tenant,
      at: new Date(at),
      after: { sequence: sequence - 1, hash: previous },
    });
    previous = sealed?.hash ?? "";
    await client.query("UPDATE audit_event SET text = $3, hash = $4 WHERE tenant_id = $1 AND sequence = $2", [
      ...[tenant, sequence, sealed?.text, previous],
    ]);
  }
  await client.query("UPDATE audit_head SET hash = $2 WHERE tenant_id = $1", [tenant, previous]);
}

/** Puts one event more behind the last, with the right hash, and nothing else. */
export async function forgeNext(client: Client, tenant: TenantId, after: StoredEvent): Promise<StoredEvent> {
  const { at } = JSON.parse(after.text);
  const { sequence, hash } = after;
  const [sealed] = sealEvents({
    ...{ drafts: [findable(99)], tenantId: tenant, at: new Date(Date.parse(at) + 1), after: { sequence, hash } },
  });
  if (sealed === undefined) throw new TypeError("one event was sealed");
  const { event } = sealed;
  await client.query(
    `INSERT INTO audit_event (tenant_id, sequence, type, actor_id, execution_id, execution_sequence, part, runbook_id,
      outcome, at, text, hash) VALUES ($1, $2, $3, 'act_riley', 'exe_1', 99, 0, 'rbk_disk', 'ok', $4, $5, $6)`,
    [tenant, event.sequence, event.type, event.at, sealed.text, sealed.hash],
  );
  return { sequence: event.sequence, text: sealed.text, hash: sealed.hash };
}
