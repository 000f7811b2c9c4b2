import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Actor, TenantId } from "@steadyhand/core/identity";
import type { BlobIndex, BlobStore, Clock, EngineLog, KeyStore } from "@steadyhand/engine";
import { blobName } from "./container.ts";

export interface SweepOptions {
  readonly keys: Pick<KeyStore, "listTenants" | "get">;
  readonly index: BlobIndex;
  readonly store: BlobStore;
  readonly database: BlobStore;
  readonly append: (tenantId: TenantId, events: readonly AuditEventDraft[]) => Promise<unknown>;
  readonly clock: Clock;
  readonly log: EngineLog;
}

export interface Sweep {
  /** Moves into the store what waits in the database. Answers with how many were moved. */
  move(): Promise<number>;
  /** Removes the blobs that no row names: of a deleted tenant all, else those older than a day. */
  sweep(): Promise<number>;
  /** The same for one tenant. */
  sweepTenant(tenantId: TenantId): Promise<number>;
  /** Does both now and then from time to time, until it is closed. */
  start(): void;
  close(): Promise<void>;
}

const dayMs = 24 * 60 * 60 * 1000;
const moveEveryMs = 5 * 60 * 1000;
const pageSize = 500;
const atATime = 16;
/** Of one tenant in one sweep; the next one goes on behind it. */
const mostPages = 40;

export function createSweep({ keys, index, store, database, append, clock, log }: SweepOptions): Sweep {
  let isClosed = false;
  /** Where the last sweep of a space stopped, when it did not come to its end. */
  const goOnAfter = new Map<string, string>();

  async function moveOf(tenantId: TenantId): Promise<number> {
    const { space, isDeleted } = await keys.get(tenantId);
    if (isDeleted) return 0;
    let moved = 0;
    for (;;) {
      const names = await index.waiting(tenantId, pageSize);
      const there: string[] = [];
      for (const name of names) {
        if (isClosed) break;
        const sealed = await database.get({ tenantId, space, name });
        // Altered where it waited: it stays there, as evidence, and reading it says so.
        if (sealed === undefined || blobName(sealed) !== name) continue;
        await store.put({ tenantId, space, name }, sealed);
        there.push(name);
      }
      if (there.length > 0) await index.moved(tenantId, there, [movedEvent(there.length, store)]);
      moved += there.length;
      if (isClosed || names.length < pageSize || there.length === 0) return moved;
    }
  }

  async function sweepPlace(tenantId: TenantId, place: BlobStore): Promise<number> {
    const { space, isDeleted } = await keys.get(tenantId);
    const before = isDeleted ? Number.POSITIVE_INFINITY : clock.now().getTime() - dayMs;
    const mark = `${place.kind} ${space}`;
    let after = goOnAfter.get(mark);
    let removed = 0;
    for (let page = 0; page < mostPages && !isClosed; page++) {
      const listed = await place.list({ tenantId, space }, { limit: pageSize, ...(after !== undefined && { after }) });
      const old = listed.filter(({ storedAt }) => storedAt.getTime() < before).map(({ name }) => name);
      const named = await index.named(tenantId, old);
      const orphans = old.filter((name) => !named.has(name));
      if (orphans.length > 0) await append(tenantId, [removedEvent(orphans.length, place, isDeleted)]);
      await eachOf(orphans, (name) => place.delete({ tenantId, space, name }));
      removed += orphans.length;
      after = listed.at(-1)?.name;
      if (after === undefined || listed.length < pageSize) {
        goOnAfter.delete(mark);
        return removed;
      }
      goOnAfter.set(mark, after);
    }
    return removed;
  }

  async function sweepTenant(tenantId: TenantId): Promise<number> {
    const places = store.kind === "database" ? [database] : [store, database];
    let removed = 0;
    for (const place of places) removed += await sweepPlace(tenantId, place);
    return removed;
  }

  /** What fails for one tenant is told, and done again next time; the others are seen to. */
  async function forAll(what: string, work: (tenantId: TenantId) => Promise<number>): Promise<number> {
    let sum = 0;
    for (const tenantId of await keys.listTenants()) {
      if (isClosed) return sum;
      try {
        sum += await work(tenantId);
      } catch (error) {
        log.error({ tenantId, error }, what);
      }
    }
    return sum;
  }

  const move = () =>
    store.kind === "database" ? Promise.resolve(0) : forAll("moving outputs into the store failed", moveOf);
  const sweep = () => forAll("removing blobs that nobody names failed", sweepTenant);
  const timers = new Map<string, () => void>();
  const running = new Set<Promise<unknown>>();

  function repeat(name: string, everyMs: number, work: () => Promise<number>): void {
    if (isClosed) return;
    const run = work()
      .catch((error: unknown) => log.error({ error }, `${name} failed`))
      .finally(() => {
        running.delete(run);
        const again = () => repeat(name, everyMs, work);
        if (!isClosed) timers.set(name, clock.at(new Date(clock.now().getTime() + everyMs), again));
      });
    running.add(run);
  }

  return {
    move,
    sweep,
    sweepTenant,
    start() {
      repeat("moving outputs into the store", moveEveryMs, move);
      repeat("sweeping blobs", dayMs, sweep);
    },
    async close() {
      isClosed = true;
      for (const cancel of timers.values()) cancel();
      await Promise.allSettled([...running]);
    },
  };
}

/** Some at a time: a service takes a flight for each. */
async function eachOf(names: readonly string[], work: (name: string) => Promise<void>): Promise<void> {
  for (let at = 0; at < names.length; at += atATime) {
    await Promise.all(names.slice(at, at + atATime).map(work));
  }
}

const engine: Actor = { kind: "system", id: "act_steadyhand", name: "Steadyhand" };

function movedEvent(count: number, { description }: BlobStore): AuditEventDraft {
  const why = "they waited in the database while their store could not take them";
  return { type: "outputs.moved", actor: engine, outcome: "ok", why, data: { count, to: description } };
}

/** Recorded before it is done: a crash in between leaves some of them for the next sweep. */
function removedEvent(count: number, { description }: BlobStore, isDeleted: boolean): AuditEventDraft {
  const why = isDeleted ? "their tenant is deleted, and nobody can read them" : "no attempt names them for a day";
  return { type: "outputs.removed", actor: engine, outcome: "ok", why, data: { count, from: description } };
}
