import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Actor, TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { Clock, KeyStore, TenantKeys, WrappedKey } from "@steadyhand/engine";
import { type DataKey, isKeyOf, keyCheckOf, newDataKey } from "./data-key.ts";
import { cannotUnwrap } from "./master-key.ts";
import type { MasterKeys } from "./master-keys.ts";

/** The data keys of all tenants, unwrapped as they are needed. */
export interface DataKeys {
  /** What seals now; made where there is none yet. Throws `tenant.deleted`, `keys.…`. */
  current(tenantId: TenantId): Promise<{ readonly key: DataKey; readonly space: string }>;
  /** The key of one version, for opening. Throws `keys.…`. */
  get(tenantId: TenantId, version: number): Promise<{ readonly key: DataKey; readonly space: string }>;
  /** Makes the next version; what is sealed from then on is sealed with it. */
  renew(tenantId: TenantId, by: Actor): Promise<{ readonly version: number; readonly masterId: string }>;
  /** Forgets what is held in memory of a tenant. */
  forget(tenantId: TenantId): void;
}

export interface DataKeysOptions {
  readonly store: KeyStore;
  readonly masters: MasterKeys;
  readonly clock: Pick<Clock, "now">;
}

/** How long another server's rotation, or deletion, may go unnoticed here. */
const heldMs = 60_000;
const mostTenants = 1_000;
const mostTries = 5;

interface Held {
  readonly since: number;
  readonly tenant: TenantKeys;
  readonly opened: Map<number, Promise<DataKey>>;
}

/** Keys unwrapped stay in memory for a minute after the database was last asked which there are. */
export function createDataKeys({ store, masters, clock }: DataKeysOptions): DataKeys {
  const held = new Map<TenantId, Held>();
  const making = new Map<TenantId, Promise<unknown>>();

  async function look(tenantId: TenantId): Promise<Held> {
    const known = held.get(tenantId);
    const now = clock.now().getTime();
    if (known !== undefined && now - known.since < heldMs) return known;
    const tenant = await store.get(tenantId);
    const stillWrapped = tenant.keys.map(({ version }) => version);
    const opened = new Map([...(known?.opened ?? [])].filter(([version]) => stillWrapped.includes(version)));
    const next = { since: now, tenant, opened };
    held.delete(tenantId);
    if (held.size >= mostTenants) held.delete([...held.keys()][0] ?? tenantId);
    held.set(tenantId, next);
    return next;
  }

  async function openKey({ tenant, opened }: Held, wrapped: WrappedKey): Promise<DataKey> {
    const found = opened.get(wrapped.version) ?? unwrap(masters, tenant.tenantId, wrapped);
    opened.set(wrapped.version, found);
    try {
      return await found;
    } catch (error) {
      // A key service that was away may be back next time.
      opened.delete(wrapped.version);
      throw error;
    }
  }

  /** Where somebody else makes that version at the same time, theirs is the one there is. */
  async function make(tenantId: TenantId, after: number, by: Actor) {
    const wrapped = await wrap(masters, tenantId, newDataKey(after + 1), clock.now());
    const isOurs = await store.add(tenantId, wrapped, [madeEvent(by, wrapped)]);
    held.delete(tenantId);
    return { wrapped, isOurs };
  }

  /** However many outputs of a new tenant come at once, one key is made for them. */
  async function makeNext(tenantId: TenantId, after: number): Promise<Held> {
    const found = making.get(tenantId) ?? make(tenantId, after, engine).finally(() => making.delete(tenantId));
    making.set(tenantId, found);
    await found;
    return look(tenantId);
  }

  return {
    async current(tenantId) {
      let tenant = await look(tenantId);
      if (tenant.tenant.isDeleted) throw isDeleted(tenantId);
      let last = tenant.tenant.keys.at(-1);
      // What a lost key wrapped cannot be opened any more, so nothing more is sealed with it either.
      if (last === undefined || masters.lost.has(last.masterId)) {
        tenant = await makeNext(tenantId, last?.version ?? 0);
        last = tenant.tenant.keys.at(-1);
      }
      if (last === undefined) throw noKey(tenantId, 1);
      return { key: await openKey(tenant, last), space: tenant.tenant.space };
    },
    async get(tenantId, version) {
      let tenant = await look(tenantId);
      let wrapped = tenant.tenant.keys.find((key) => key.version === version);
      if (wrapped === undefined) {
        held.delete(tenantId);
        tenant = await look(tenantId);
        wrapped = tenant.tenant.keys.find((key) => key.version === version);
      }
      if (wrapped === undefined) throw noKey(tenantId, version);
      return { key: await openKey(tenant, wrapped), space: tenant.tenant.space };
    },
    async renew(tenantId, by) {
      for (let tried = 1; tried <= mostTries; tried++) {
        held.delete(tenantId);
        const { tenant } = await look(tenantId);
        if (tenant.isDeleted) throw isDeleted(tenantId);
        const { wrapped, isOurs } = await make(tenantId, tenant.keys.at(-1)?.version ?? 0, by);
        if (isOurs) return wrapped;
      }
      throw isBusy(tenantId);
    },
    forget: (tenantId) => void held.delete(tenantId),
  };
}

const engine: Actor = { kind: "system", id: "act_steadyhand", name: "Steadyhand" };

function madeEvent(by: Actor, { version, masterId }: WrappedKey): AuditEventDraft {
  const why = version === 1 ? "the tenant had no data key yet" : `${by.name} asked for a new data key`;
  return { type: "key.made", actor: by, outcome: "ok", why, data: { version, masterId } };
}

export async function wrap(masters: MasterKeys, tenantId: TenantId, key: DataKey, now: Date): Promise<WrappedKey> {
  const master = masters.current();
  const { version } = key;
  const wrapped = await master.wrap(key.secret, { tenantId, version });
  return { version, masterId: master.id, wrapped, keyCheck: keyCheckOf(tenantId, key), madeAt: now, wrappedAt: now };
}

/** Throws `keys.master_lost`, `keys.master_unknown`, `keys.unwrap_failed`. */
export async function unwrap(masters: MasterKeys, tenantId: TenantId, wrapped: WrappedKey): Promise<DataKey> {
  const { version, masterId } = wrapped;
  if (masters.lost.has(masterId)) throw cannotUnwrap({ tenantId, version }, `its master key ${masterId} is lost`);
  const master = await masters.find(masterId);
  if (master === undefined) throw unknownMaster(masters, tenantId, wrapped);
  const key = { version, secret: await master.unwrap(wrapped.wrapped, { tenantId, version }) };
  if (isKeyOf(tenantId, key, wrapped.keyCheck)) return key;
  throw cannotUnwrap({ tenantId, version }, "what came out of it is not that key");
}

function unknownMaster(masters: MasterKeys, tenantId: TenantId, { version, masterId }: WrappedKey): OpsError {
  const here = masters.known().map(({ id }) => id);
  return new OpsError(
    `Cannot unwrap data key ${version} of ${tenantId}: master key ${masterId} wrapped it, and here are only ${here.join(", ")}`,
    {
      kind: "unavailable",
      code: "keys.master_unknown",
      hint: "Give this server the master key of the one that made it: its file, STEADYHAND_MASTER_KEY or STEADYHAND_OLD_MASTER_KEYS. Where it is gone for good, docs/outputs.md says how to go on",
    },
  );
}

function noKey(tenantId: TenantId, version: number): OpsError {
  return new OpsError(`Cannot open what data key ${version} of ${tenantId} sealed: that key does not exist any more`, {
    kind: "unavailable",
    code: "keys.destroyed",
    hint: "Keys are destroyed with their tenant; what they sealed is gone for good",
  });
}

function isBusy(tenantId: TenantId): OpsError {
  return new OpsError(`Cannot make a new data key of ${tenantId}: others make one at the same time`, {
    kind: "refused",
    code: "keys.busy",
    hint: "Look at `steady keys list`: one of theirs may be what you wanted",
  });
}

function isDeleted(tenantId: TenantId): OpsError {
  return new OpsError(`Cannot keep outputs of ${tenantId}: that tenant is deleted and its keys are destroyed`, {
    kind: "refused",
    code: "tenant.deleted",
  });
}
