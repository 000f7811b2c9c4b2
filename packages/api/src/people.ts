import { z } from "zod";
import { Actor } from "./words.ts";

const Time = z.iso.datetime();

export const SignInBody = z.strictObject({ key: z.string().min(16).max(128) });
export const SignedIn = z.object({ actor: Actor }).meta({ id: "SignedIn" });
/** What a person is to the policy, such as `sre` or `admin`. */
export const Role = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/);
export const AddPersonBody = z.strictObject({
  name: z.string().min(1).max(64),
  roles: z.array(Role).max(20).default([]),
});
export const SetRolesBody = z.strictObject({ roles: z.array(Role).max(20) });
export const AddedPerson = z
  .object({ actor: Actor, key: z.string(), url: z.string() })
  .meta({ id: "AddedPerson", description: "The key is shown this once" });
export const Person = z.object({ actor: Actor, addedAt: Time, roles: z.array(z.string()) }).meta({ id: "Person" });

export const PeoplePage = z.object({ items: z.array(Person) });
