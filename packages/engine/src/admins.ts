import { OpsError } from "@steadyhand/core/outcome";
import type { Caller } from "./engine.ts";
import type { PeopleStore } from "./ports.ts";

/** Whether somebody is an admin now: whoever was removed is none. The owner is one. */
export async function isAdmin(people: Pick<PeopleStore, "list">, { tenantId, actor }: Caller): Promise<boolean> {
  const person = (await people.list(tenantId)).find((one) => one.actor.id === actor.id);
  return person?.roles.includes("admin") ?? false;
}

/** Giving more freedom takes an admin; taking it away is everybody's. */
export function notAdmin({ actor }: Caller, what: string): OpsError {
  return new OpsError(`Cannot ${what}: ${actor.name} is not an admin, and it gives more freedom`, {
    kind: "forbidden",
    code: "person.not_admin",
    hint: "Ask an admin: `steady people list` names them, and the owner makes them with `steady people role ID --role admin`",
  });
}
