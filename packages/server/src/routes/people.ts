import { randomBytes } from "node:crypto";
import { AddedPerson, AddPersonBody, PeoplePage, Person, type PersonWire, SetRolesBody } from "@steadyhand/api";
import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Actor, ActorId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { Caller } from "@steadyhand/engine";
import { keySha256, newAccessKey } from "../access/access-key.ts";
import { callerOf, type Route, rawRoute, route } from "../http/route.ts";
import { presentActor } from "../present/actor.ts";
import type { Services } from "../services.ts";
import { PersonParams } from "./ids.ts";
import type { LiveViews } from "./live-views.ts";

interface PeopleEdge {
  /** The link that signs a key's person in. */
  readonly signInUrl: (key: string) => string;
  readonly views: Pick<LiveViews, "endAllOf">;
}

export function peopleRoutes({ people, sessions, owner }: Services, { signInUrl, views }: PeopleEdge): Route[] {
  return [
    route({
      operation: "listPeople",
      summary: "Who can sign in",
      answer: PeoplePage,
      async handle({ caller }) {
        const items = await people.list(caller.tenantId);
        return {
          items: items.map(presentPerson),
        };
      },
    }),
    route({
      operation: "addPerson",
      summary: "Adds a person; their key is shown this once",
      body: AddPersonBody,
      answer: AddedPerson,
      status: 201,
      async handle({ caller, body }) {
        requireOwner(caller, owner, `add ${body.name}`);
        const actor: Actor = { kind: "person", id: newActorId(body.name), name: body.name };
        const key = newAccessKey();
        const { roles } = body;
        await people.add(caller.tenantId, { actor, keySha256: keySha256(key), roles }, [
          personEvent("person.added", caller.actor, actor, { roles }),
        ]);
        return { actor: presentActor(actor), key, url: signInUrl(key) };
      },
    }),
    route({
      operation: "setRoles",
      summary: "Replaces what a person is to the policy",
      params: PersonParams,
      body: SetRolesBody,
      answer: Person,
      async handle({ caller, params: { actorId }, body: { roles } }) {
        requireOwner(caller, owner, `change the roles of ${actorId}`);
        const person = (await people.list(caller.tenantId)).find(({ actor }) => actor.id === actorId);
        if (person === undefined) throw unknownPerson(actorId);
        const kept = actorId === owner.actor.id ? [...new Set(["admin", ...roles])] : roles;
        const changed = { before: person.roles, roles: kept };
        await people.setRoles(caller.tenantId, actorId, kept, [
          personEvent("person.roles_changed", caller.actor, person.actor, changed),
        ]);
        return presentPerson({ ...person, roles: kept });
      },
    }),
    rawRoute({
      operation: "removePerson",
      summary: "Removes a person: their key, their sessions and their live views end at once",
      params: PersonParams,
      async respond({ params: { actorId }, request, reply }) {
        const caller = callerOf(request);
        requireOwner(caller, owner, `remove ${actorId}`);
        const person = (await people.list(caller.tenantId)).find(({ actor }) => actor.id === actorId);
        if (person === undefined) throw unknownPerson(actorId);
        if (actorId === owner.actor.id) throw isOwner(actorId);
        await people.remove(caller.tenantId, actorId, [personEvent("person.removed", caller.actor, person.actor)]);
        sessions.endAllOf(caller.tenantId, actorId);
        views.endAllOf(caller.tenantId, actorId);
        return reply.code(204).send();
      },
    }),
  ];
}

/** A second person is a second pair of eyes only if not everybody can make one up. */
function requireOwner({ actor, tenantId }: Caller, owner: Caller, what: string): void {
  // The ids of people are their tenant's own, so both have to fit.
  if (actor.id === owner.actor.id && tenantId === owner.tenantId) return;
  throw new OpsError(`Cannot ${what}: ${actor.name} is not the owner of this installation`, {
    kind: "forbidden",
    code: "person.owner_only",
    hint: `Ask ${owner.actor.name}`,
  });
}

function unknownPerson(actorId: ActorId): OpsError {
  return new OpsError(`Cannot remove ${actorId}: there is no such person`, {
    kind: "not_found",
    code: "person.not_found",
    hint: "`steady people list` names everybody",
  });
}

function isOwner(actorId: ActorId): OpsError {
  return new OpsError(`Cannot remove ${actorId}: it is the owner, and nobody else could add people then`, {
    kind: "refused",
    code: "person.is_owner",
  });
}

/** Readable, and never twice the same. */
function newActorId(name: string): ActorId {
  const word = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 32);
  return `act_${word === "" ? "person" : word}-${randomBytes(4).toString("hex")}`;
}

const verbs = { "person.added": "added", "person.removed": "removed", "person.roles_changed": "changed the roles of" };

function personEvent(
  type: keyof typeof verbs,
  by: Actor,
  { id, name }: Actor,
  more: Readonly<Record<string, unknown>> = {},
): AuditEventDraft {
  const why = `${by.name} ${verbs[type]} ${name}`;
  return { type, actor: by, outcome: "ok", why, data: { person: { id, name }, ...more } };
}

function presentPerson({ actor, addedAt, roles }: Awaited<ReturnType<Services["people"]["list"]>>[number]): PersonWire {
  return { actor: presentActor(actor), addedAt: addedAt.toISOString(), roles: [...roles] };
}
