import type { Environment } from "@steadyhand/core/autonomy";
import {
  actionClasses,
  blastRadii,
  clampCeiling,
  hardLimits,
  limitsOf,
  reversibilities,
} from "@steadyhand/core/policy";
import { z } from "zod";
import { each, levelUpTo, mode, reason, runbookId, scopeName, strictMode, whole } from "./parts.ts";

const governanceMode = z.enum(["strict", "audit"]).meta({
  description:
    "strict (the standard): every step waits for a person. audit: what its level allows runs, and is recorded",
});

const rateLimit = z
  .strictObject({
    changes_per_hour: whole({ from: 0, to: 10_000, of: "changes" }),
    then: strictMode,
  })
  .meta({ description: "Changes of one subject within an hour, and what becomes of one more" });

/** What can be said for everything, and again for one environment, project, subject or runbook. */
export const scopeShape = {
  governance_mode: governanceMode.optional(),
  ceiling: levelUpTo(5, "there is no higher level")
    .optional()
    .meta({ description: "How far things may run without a person here, at most. The lowest of all ceilings counts" }),
  reason: reason.optional().meta({ description: "Why; production is raised to L3 only with one" }),
  lock: z.strictObject({ reason }).optional().meta({ description: "Nothing runs here while this is set" }),
  action_classes: each(actionClasses, mode)
    .optional()
    .meta({ description: "By what a command does. A narrower scope may say otherwise, but never against a deny" }),
  blast_radius: each(blastRadii, mode).optional().meta({ description: "By how much one command reaches" }),
  reversibility: each(reversibilities, mode)
    .optional()
    .meta({ description: "For changes that nothing is known to undo" }),
  rate_limit: rateLimit.optional(),
};

const scope = z.strictObject(scopeShape);

export const environmentScopes = z
  .strictObject({
    lab: environmentScope("lab").optional(),
    development: environmentScope("development").optional(),
    test: environmentScope("test").optional(),
    "pre-production": environmentScope("pre-production").optional(),
    production: environmentScope("production").optional(),
  })
  .meta({ description: "Ceilings may be lowered freely; production is raised to L3 only with a reason" });

export const projectScopes = z.record(scopeName, scope).meta({ description: "By a project's name" });
export const subjectScopes = z.record(scopeName, scope).meta({ description: "By a subject's name" });
export const runbookScopes = z.record(runbookId, scope).meta({ description: "By a runbook's id" });

function environmentScope(name: Environment) {
  const highest = hardLimits.ceiling[name];
  const why = `${name} never goes above L${highest}`;
  return z
    .strictObject({
      ...scopeShape,
      standard: levelUpTo(highest, why)
        .optional()
        .meta({
          description: `The level of a run for which nobody chose one; L${limitsOf(name).standard} when not given`,
        }),
      ceiling: levelUpTo(highest, why)
        .optional()
        .meta({
          description: `How far things may run without a person, at most; L${limitsOf(name).ceiling} when not given`,
        }),
    })
    .superRefine(({ ceiling, standard, reason: why }, context) => {
      const { ceiling: builtIn } = limitsOf(name);
      if (ceiling !== undefined && ceiling > builtIn && ceiling <= highest && why === undefined) {
        const message = `L${ceiling} is above L${builtIn}, which takes a reason`;
        const allowed = `1 to ${builtIn}, or a "reason" beside it`;
        context.addIssue({ code: "custom", path: ["ceiling"], message, params: { allowed } });
        return;
      }
      const held = ceiling === undefined ? builtIn : clampCeiling(name, ceiling, why);
      if (standard === undefined || standard <= held) return;
      const message = `L${standard} is above the ceiling of ${name}, L${held}`;
      context.addIssue({ code: "custom", path: ["standard"], message, params: { allowed: `1 to ${held}` } });
    });
}
