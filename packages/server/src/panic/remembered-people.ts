import type { TenantId } from "@steadyhand/core/identity";
import type { Caller, PeopleStore } from "@steadyhand/engine";
import type { ServerLog } from "../log.ts";

/** Who has which key, from memory: enough to press panic while the database is away. */
export interface RememberedPeople {
  find(keySha256: string): Caller | undefined;
  /** The store, with what changes through it remembered at once. */
  readonly people: PeopleStore;
  close(): void;
}

/** What another node changes is known after so long. */
const refreshMs = 10_000;

/** Reads everybody now, throwing what the database throws, and again and again. */
export async function rememberPeople(
  people: PeopleStore,
  tenantId: TenantId,
  log: Pick<ServerLog, "warn">,
): Promise<RememberedPeople> {
  let known = new Map<string, Caller>();
  let count = 0;

  async function refresh(): Promise<void> {
    const mine = ++count;
    const keys = await people.listKeys(tenantId);
    // A slower answer to an earlier question must not bring back somebody who was removed since.
    if (mine !== count) return;
    known = new Map(keys.map((each) => [each.keySha256, { tenantId, actor: each.actor }]));
  }

  await refresh();
  const timer = setInterval(() => {
    refresh().catch((error: unknown) => log.warn({ error }, "remembering people's keys failed"));
  }, refreshMs);
  timer.unref();
  return {
    find: (hash) => known.get(hash),
    people: {
      ...people,
      async add(tenant, person, events) {
        await people.add(tenant, person, events);
        if (tenant === tenantId) known.set(person.keySha256, { tenantId, actor: person.actor });
      },
      async remove(tenant, actorId, events) {
        await people.remove(tenant, actorId, events);
        count += 1;
        for (const [hash, { actor }] of known) if (actor.id === actorId) known.delete(hash);
      },
    },
    close: () => clearInterval(timer),
  };
}
