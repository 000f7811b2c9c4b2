import type { Level } from "@steadyhand/core/autonomy";
import { scopeNameForm } from "@steadyhand/core/levels";
import { actionClasses, environments } from "@steadyhand/core/policy";
import { z } from "zod";

/** Settings by a name from a closed list; each may be left out. */
export function each<const Name extends string, Value extends z.ZodType>(names: readonly Name[], value: Value) {
  // One entry for each name of the list.
  const shape = Object.fromEntries(names.map((name) => [name, value.optional()])) as {
    [Key in Name]: z.ZodOptional<Value>;
  };
  return z.strictObject(shape);
}

/** A whole number with its limits said in words. */
export function whole({ from, to, of }: { readonly from: number; readonly to: number; readonly of: string }) {
  return z
    .int()
    .min(from)
    .max(to)
    .meta({ allowed: `a whole number of ${of} from ${from} to ${to}` });
}

export const share = z.number().min(0).max(1).meta({ allowed: "a share from 0 to 1, such as 0.98" });

/** Why something is as it is, for whoever reads the decision later. */
export const reason = z.string().trim().min(1).max(500).meta({ allowed: "a sentence of 1 to 500 characters" });

/** A level that may be capped further, but cannot be raised above `highest`. */
export function levelUpTo(highest: Level, why: string) {
  return z
    .int()
    .refine((level): level is Level => level >= 1 && level <= 5, {
      error: ({ input }) => `${String(input)} is no level`,
      params: { allowed: `a level from 1 to ${highest}` },
      abort: true,
    })
    .refine((level) => level <= highest, {
      error: ({ input }) => `L${String(input)} is above the hard maximum: ${why}`,
      params: { allowed: `1 to ${highest}` },
    })
    .meta({ allowed: `a level from 1 to ${highest}`, minimum: 1, maximum: highest });
}

export const mode = z.enum(["auto", "require", "deny"]).meta({
  description: "auto: nothing of its own. require: a person is asked. deny: it is refused",
});
export const strictMode = z.enum(["require", "deny"]).meta({
  description: "require: a person is asked. deny: it is refused",
});

export const environment = z.enum(environments);
export const tier = z.enum(["safe", "caution", "dangerous"]);
export const actionClass = z.enum(actionClasses);
export const demandKind = z.enum(["click", "typed_target", "four_eyes"]).meta({
  description:
    "click: a key is pressed. typed_target: the target's name is typed. four_eyes: typed, and not by whoever proposed it",
});

const nameForm = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** What projects and subjects are called; the form is that of core/levels, so that a name here can match one there. */
export const scopeName = z.string().regex(nameForm).meta({ allowed: scopeNameForm });

/** What people's roles are called. */
const role = z.string().regex(nameForm).meta({ allowed: scopeNameForm });

export const runbookId = z
  .string()
  .regex(/^rbk_[A-Za-z0-9_-]{1,64}$/)
  .meta({ allowed: "a runbook's id, such as rbk_9xQ1; `steady runbook list` shows them" });

/** Names a rule of this file, in every decision in which it speaks. */
export const ruleName = z.string().trim().min(1).max(80).meta({ allowed: "a name of 1 to 80 characters" });

/** Refuses a second entry of a list with the name of an earlier one. */
export function namedOnce(
  items: readonly { readonly name: string }[],
  context: { addIssue(issue: { code: "custom"; message: string; path: (string | number)[]; params: object }): void },
): void {
  const names = new Set<string>();
  for (const [index, { name }] of items.entries()) {
    if (names.has(name)) {
      const message = `${JSON.stringify(name)} is the name of an earlier entry`;
      context.addIssue({ code: "custom", message, path: [index, "name"], params: { allowed: "each name once" } });
    }
    names.add(name);
  }
}

export const approver = z
  .strictObject({
    person: z.string().trim().min(1).max(64).optional().meta({ description: "A person's name, or id (act_…)" }),
    role: role.optional().meta({ description: "Everybody with this role, such as admin" }),
  })
  .superRefine((value, context) => {
    if ((value.person === undefined) !== (value.role === undefined)) return;
    const message = "an approver is either a person or a role";
    context.addIssue({ code: "custom", message, params: { allowed: '{ "person": "…" } or { "role": "…" }' } });
  });

/** Somebody at least: an empty list would say that nobody may. */
export const approvers = z.array(approver).min(1).max(50).meta({ allowed: "a list of 1 to 50 people or roles" });
