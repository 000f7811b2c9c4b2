import {
  DeletedTenant,
  DeleteTenantBody,
  KeysView,
  type KeysWire,
  MadeKey,
  RewrapBody,
  RewrapReport,
  TenantIdSchema,
} from "@steadyhand/api";
import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Actor, TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { Caller } from "@steadyhand/engine";
import { z } from "zod";
import { type Route, route } from "../http/route.ts";
import type { Services } from "../services.ts";

// The pattern begins with exactly the prefix of this type.
const TenantParams = z.strictObject({ tenantId: TenantIdSchema.transform((id) => id as TenantId) });

/** Keys that outputs are sealed with. They are of the whole installation, so they are its owner's. */
export function keyRoutes({ outputs, keyStore, owner }: Services): Route[] {
  return [
    route({
      operation: "getKeys",
      summary: "Which keys outputs are sealed with, and where outputs lie; never a key itself",
      answer: KeysView,
      async handle({ caller }) {
        requireOwner(caller, owner, "list the keys");
        const { masters, tenants } = await outputs.keys.list();
        const { kind, description } = outputs.store;
        return {
          store: { kind, description },
          masters: [...masters],
          tenants: tenants.map((tenant) => ({ ...tenant, keys: tenant.keys.map(presentKey) })),
        };
      },
    }),
    route({
      operation: "rotateDataKey",
      summary: "Makes a new data key: what is written from now on is sealed with it",
      answer: MadeKey,
      async handle({ caller }) {
        requireOwner(caller, owner, "rotate the data key");
        const { version, masterId } = await outputs.keys.rotate(caller.tenantId, caller.actor);
        return { version, masterId };
      },
    }),
    route({
      operation: "rotateMasterKey",
      summary: "Wraps data keys anew under the newest master key, some at a time",
      body: RewrapBody,
      answer: RewrapReport,
      async handle({ caller, body }) {
        requireOwner(caller, owner, "rotate the master key");
        const report = await outputs.keys.rewrap(caller.actor, body);
        return { ...report, stuck: [...report.stuck] };
      },
    }),
    route({
      operation: "deleteTenant",
      summary: "Destroys a tenant's keys and removes its outputs; its record stays, and nothing of it starts any more",
      params: TenantParams,
      body: DeleteTenantBody,
      answer: DeletedTenant,
      async handle({ caller, params: { tenantId }, body }) {
        requireOwner(caller, owner, `delete tenant ${tenantId}`);
        if (body.confirm !== tenantId) throw notConfirmed(tenantId);
        const destroyed = await keyStore.deleteTenant(tenantId, (counts) => [deletedEvent(caller.actor, counts)]);
        outputs.forget(tenantId);
        // What of it cannot be removed now is nobody's to read, and goes with a later sweep.
        const blobsRemoved = await outputs.sweep.sweepTenant(tenantId).catch(() => 0);
        return { tenantId, keysDestroyed: destroyed.keys, outputsForgotten: destroyed.outputs, blobsRemoved };
      },
    }),
  ];
}

type Key = Awaited<ReturnType<Services["outputs"]["keys"]["list"]>>["tenants"][number]["keys"][number];

function presentKey({ madeAt, wrappedAt, ...key }: Key): KeysWire["tenants"][number]["keys"][number] {
  return { ...key, madeAt: madeAt.toISOString(), wrappedAt: wrappedAt.toISOString() };
}

/** The ids of people are their tenant's own, so both have to fit. */
function requireOwner({ actor, tenantId }: Caller, owner: Caller, what: string): void {
  if (actor.id === owner.actor.id && tenantId === owner.tenantId) return;
  throw new OpsError(`Cannot ${what}: ${actor.name} is not the owner of this installation`, {
    kind: "forbidden",
    code: "person.owner_only",
    hint: `Ask ${owner.actor.name}`,
  });
}

function notConfirmed(tenantId: TenantId): OpsError {
  return new OpsError(`Cannot delete tenant ${tenantId}: its id was not given a second time`, {
    kind: "refused",
    code: "tenant.not_confirmed",
    hint: "All of its outputs are gone for good afterwards; confirm it with exactly its id",
  });
}

function deletedEvent(by: Actor, { keys, outputs }: { keys: number; outputs: number }): AuditEventDraft {
  const why = `${by.name} deleted the tenant: its data keys are destroyed, and its outputs cannot be read any more`;
  return {
    type: "tenant.deleted",
    actor: by,
    outcome: "ok",
    why,
    data: { keysDestroyed: keys, outputsForgotten: outputs },
  };
}
