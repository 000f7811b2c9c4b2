import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import type { Actor, ActorId, TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { Caller, PeopleStore } from "@steadyhand/engine";
import { keySha256, newAccessKey } from "../access/access-key.ts";
import type { DataFolder } from "./data-folder.ts";

/** The owner and their key. */
export interface Owner {
  readonly caller: Caller;
  readonly key: string;
}

/** The owner's key: what the environment gives, or the one kept in the data folder, made at the first start. */
export function ownerKey(folder: DataFolder, given: string | undefined): string {
  if (given !== undefined) return checkKey(given);
  try {
    const kept = readFileSync(folder.ownerKey, "utf8").trim();
    if (kept.length >= shortestKey) return kept;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  const key = newAccessKey();
  writeFileSync(folder.ownerKey, `${key}\n`, { mode: 0o600 });
  return key;
}

const shortestKey = 32;
const longestKey = 128;

function checkKey(key: string): string {
  if (key.length >= shortestKey && key.length <= longestKey && /^[\x21-\x7e]+$/.test(key)) return key;
  throw new OpsError(`Cannot use STEADYHAND_ACCESS_KEY: it must be ${shortestKey} to ${longestKey} plain characters`, {
    kind: "invalid",
    code: "usage.access_key",
    hint: "Make one with `openssl rand -base64 32`",
  });
}

interface OwnerOptions {
  readonly people: PeopleStore;
  readonly tenantId: TenantId;
  readonly userName: string;
  /** Several installations may share one database: each has an owner of its own there. */
  readonly sharedBy: string | undefined;
  readonly key: string;
}

/** Makes sure that the owner is a person with this key. Another key that they had before ends. */
export async function ensureOwner({ people, tenantId, userName, sharedBy, key }: OwnerOptions): Promise<Owner> {
  const actor: Actor = { kind: "person", id: ownerId(userName, sharedBy), name: userName };
  const found = await people.findByKey(keySha256(key));
  if (found !== undefined) {
    const { tenantId: foundIn, actor: foundActor, roles } = found;
    if (!roles.includes("admin")) await makeAdmin(people, found);
    return { caller: { tenantId: foundIn, actor: foundActor }, key };
  }
  const everybody = await people.list(tenantId);
  const replaced = everybody.some((person) => person.actor.id === actor.id);
  if (replaced) {
    const why = `${userName} has another key now`;
    await people.remove(tenantId, actor.id, [
      { type: "person.removed", actor, outcome: "ok", why, data: { person: { id: actor.id, name: userName } } },
    ]);
  }
  const why = `${userName} owns this installation`;
  await people.add(tenantId, { actor, keySha256: keySha256(key), roles: ["admin"] }, [
    {
      type: "person.added",
      actor,
      outcome: "ok",
      why,
      data: { person: { id: actor.id, name: userName }, isOwner: true },
    },
  ]);
  return { caller: { tenantId, actor }, key };
}

/** An owner of before there were roles. */
async function makeAdmin(
  people: PeopleStore,
  { tenantId, actor, roles }: { readonly tenantId: TenantId; readonly actor: Actor; readonly roles: readonly string[] },
): Promise<void> {
  const now = [...roles, "admin"];
  const why = `${actor.name} owns this installation, and is its admin`;
  const data = { person: { id: actor.id, name: actor.name }, before: roles, roles: now };
  await people.setRoles(tenantId, actor.id, now, [{ type: "person.roles_changed", actor, outcome: "ok", why, data }]);
}

/** Who the user of this machine is in the record; `sharedBy` names the installation where several share a database. */
export function ownerId(userName: string, sharedBy: string | undefined): ActorId {
  const name = userName.replaceAll(/[^A-Za-z0-9_-]/g, "-").slice(0, 32) || "owner";
  if (sharedBy === undefined) return `act_${name}`;
  return `act_${name}-${createHash("sha256").update(sharedBy).digest("hex").slice(0, 8)}`;
}
