import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TenantId } from "@steadyhand/core/identity";
import { createMonitor, type IncidentStore, type Monitor, type MonitorOptions, systemClock } from "@steadyhand/engine";
import {
  createStores,
  type DatabasePlace,
  openDatabase,
  openEmbeddedPostgres,
  openLedgerKey,
  type Stores,
} from "@steadyhand/postgres";
import { type DeclaredPorts, readSubject } from "@steadyhand/subjects/declared";

export const tenantId: TenantId = "ten_bench";
export const log = { info() {}, error: (fields: object, message: string) => console.error(message, fields) };

/** A monitor as the product has it, on a real database, under a lease that beats. */
export interface WatchPost extends AsyncDisposable {
  readonly stores: Stores;
  /** `around` is called with the store, and may look at what goes through it. */
  monitor(more?: Partial<MonitorOptions>, around?: (store: IncidentStore) => IncidentStore): Monitor;
}

/** A database of its own, for as long as it is open. */
export async function openPlace() {
  const folder = await mkdtemp(join(tmpdir(), "steadyhand-bench-"));
  const place = await openEmbeddedPostgres({ directory: join(folder, "postgres"), log });
  return {
    ...{ place, folder },
    async [Symbol.asyncDispose]() {
      await place.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function openWatchPost(place: DatabasePlace, folder: string): Promise<WatchPost> {
  await using opening = new AsyncDisposableStack();
  const database = await openDatabase({ place, log });
  opening.defer(() => database.close());
  const signingKey = await openLedgerKey(folder);
  const anchorFile = join(folder, "anchors");
  const stores = await createStores({ database, signingKey, anchorFile, clock: systemClock, log });
  opening.defer(() => stores.close());
  const facts = { id: "nod_bench", name: "bench", target: "bench", runnerId: "bench", version: "1" } as const;
  const lease = await stores.nodes.register(facts);
  const beating = setInterval(() => void stores.nodes.beat(lease).catch(() => {}), 1_000);
  opening.defer(() => clearInterval(beating));
  const opened = opening.move();
  return {
    stores,
    monitor(more, around = (store) => store) {
      const own = { redact: (text: string) => text, chance: Math.random, lease: () => lease };
      return createMonitor({ store: around(stores.incidents), clock: systemClock, log, ...own, ...more });
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

export interface WebMember {
  readonly id: string;
  readonly url: string;
}

/** A subject's file of members that answer, or do not: one check for each. */
export function webSubjectFile(name: string, members: readonly WebMember[]) {
  const text = JSON.stringify({
    subject: name,
    title: name,
    members: members.map(({ id, url }) => ({ id, kind: "web", url })),
    alive: "up",
    observe: { up: { http: "{{url}}", each: "web" } },
    invariants: { down: { title: "Every member answers", holds: { sample: "up", equals: true } } },
  });
  // JSON is YAML too.
  const read = readSubject(text, { judge: () => "unknown" });
  if (!read.ok) throw new TypeError(JSON.stringify(read.problems));
  return read.file;
}

/** What looks need from outside. No look of these runs a command. */
export const ports: DeclaredPorts = {
  env: {},
  now: () => new Date(),
  run: () => Promise.reject(new Error("there is no command here")),
  judge: () => "unknown",
};
