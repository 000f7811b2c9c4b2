import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Actor, TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { Clock, KeyStore, WrappedKey } from "@steadyhand/engine";
import { type DataKeys, unwrap, wrap } from "./data-keys.ts";
import type { MasterKeys } from "./master-keys.ts";

export interface KnownKeys {
  readonly masters: readonly { readonly id: string; readonly from: string; readonly isCurrent: boolean }[];
  readonly tenants: readonly {
    readonly tenantId: TenantId;
    readonly isDeleted: boolean;
    /** Newest first: the first one seals. */
    readonly keys: readonly (Pick<WrappedKey, "version" | "masterId" | "madeAt" | "wrappedAt"> & {
      /** Whether the master key that wrapped it is here. */
      readonly isReadable: boolean;
    })[];
  }[];
}

export interface Rewrapped {
  /** The master key that wraps now. */
  readonly masterId: string;
  readonly rewrapped: number;
  /** Those that are still to be wrapped anew. */
  readonly left: number;
  /** Those that could not be unwrapped. */
  readonly stuck: readonly { readonly tenantId: TenantId; readonly version: number; readonly why: string }[];
}

/** What people do with keys. */
export interface OutputKeys {
  list(): Promise<KnownKeys>;
  rotate(tenantId: TenantId, by: Actor): Promise<{ readonly version: number; readonly masterId: string }>;
  /**
   * Wraps data keys anew under the newest master key, some at a time, until `left` is 0. `isBegin` makes a new master key
   * first, where none is half-way in and the keys lie in a file. Can be repeated after a crash anywhere. Throws
   * `keys.nothing_to_rewrap`.
   */
  rewrap(by: Actor, options: { readonly isBegin: boolean }): Promise<Rewrapped>;
}

export interface OutputKeysOptions {
  readonly store: KeyStore;
  readonly masters: MasterKeys;
  readonly keys: Pick<DataKeys, "renew">;
  readonly clock: Pick<Clock, "now">;
}

/** Wrapping may take a flight to a key service each, and an answer should not be waited for too long. */
const atATime = 50;

interface Due {
  readonly tenantId: TenantId;
  readonly key: WrappedKey;
}

export function createOutputKeys({ store, masters, keys, clock }: OutputKeysOptions): OutputKeys {
  /** Wrapped by another master key than the one that wraps now; what a lost one wrapped stays as it is. */
  async function due(): Promise<Due[]> {
    const current = masters.current().id;
    const all = await everyTenant(store);
    return all.flatMap(({ tenantId, keys: own }) =>
      own.flatMap((key) => (key.masterId === current || masters.lost.has(key.masterId) ? [] : { tenantId, key })),
    );
  }

  async function rewrapOf(tenantId: TenantId, own: readonly WrappedKey[], by: Actor): Promise<Stuck[]> {
    const stuck: Stuck[] = [];
    const done: { before: WrappedKey; after: WrappedKey }[] = [];
    for (const before of own) {
      try {
        const after = await wrap(masters, tenantId, await unwrap(masters, tenantId, before), clock.now());
        done.push({ before, after: { ...after, madeAt: before.madeAt } });
      } catch (error) {
        stuck.push({ tenantId, version: before.version, why: error instanceof Error ? error.message : String(error) });
      }
    }
    if (done.length > 0) await store.rewrap(tenantId, done, [rewrappedEvent(by, done)]);
    return stuck;
  }

  return {
    async list() {
      const known = new Set(masters.known().map(({ id }) => id));
      const current = masters.current().id;
      return {
        masters: masters.known().map(({ id, from }) => ({ id, from, isCurrent: id === current })),
        tenants: (await everyTenant(store)).map(({ tenantId, isDeleted, keys: own }) => ({
          tenantId,
          isDeleted,
          keys: own.toReversed().map(({ version, masterId, madeAt, wrappedAt }) => ({
            ...{ version, masterId, madeAt, wrappedAt },
            isReadable: known.has(masterId) && !masters.lost.has(masterId),
          })),
        })),
      };
    },
    rotate: (tenantId, by) => keys.renew(tenantId, by),
    async rewrap(by, { isBegin }) {
      let waiting = await due();
      if (isBegin && waiting.length === 0) {
        if (masters.renew === undefined) throw nothingToRewrap(masters.current().from);
        await masters.renew();
        waiting = await due();
      }
      const now = Map.groupBy(waiting.slice(0, atATime), ({ tenantId }) => tenantId);
      const stuck: Stuck[] = [];
      for (const [tenantId, own] of now) {
        stuck.push(
          ...(await rewrapOf(
            tenantId,
            own.map(({ key }) => key),
            by,
          )),
        );
      }
      const tried = Math.min(waiting.length, atATime);
      return {
        masterId: masters.current().id,
        rewrapped: tried - stuck.length,
        left: waiting.length - tried + stuck.length,
        stuck,
      };
    },
  };
}

type Stuck = Rewrapped["stuck"][number];

async function everyTenant(store: KeyStore) {
  const found = [];
  for (const tenantId of await store.listTenants()) found.push(await store.get(tenantId));
  return found;
}

function rewrappedEvent(by: Actor, done: readonly { before: WrappedKey; after: WrappedKey }[]): AuditEventDraft {
  const versions = done.map(({ before }) => before.version);
  const from = [...new Set(done.map(({ before }) => before.masterId))];
  const to = done[0]?.after.masterId;
  const why = `${by.name} asked for another master key`;
  return { type: "key.rewrapped", actor: by, outcome: "ok", why, data: { versions, from, to } };
}

function nothingToRewrap(from: string): OpsError {
  return new OpsError(`Cannot rotate the master key: every data key is wrapped by the one in ${from} already`, {
    kind: "refused",
    code: "keys.nothing_to_rewrap",
    hint: "Set the new one there and the old one in STEADYHAND_OLD_MASTER_KEYS (a command: STEADYHAND_OLD_MASTER_KEY_COMMAND), start every server anew, then repeat this",
  });
}
