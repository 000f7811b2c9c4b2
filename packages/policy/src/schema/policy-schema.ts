import { featureFlags } from "@steadyhand/core/policy";
import { z } from "zod";
import { approvalMinutes, approvals, attemptSeconds } from "./approvals.ts";
import { freezes, windows } from "./calendar.ts";
import { approvers, demandKind, each, environment, share, strictMode, whole } from "./parts.ts";
import { environmentScopes, projectScopes, runbookScopes, scopeShape, subjectScopes } from "./scopes.ts";

const sessionTiers = z
  .array(
    z.strictObject({
      at: whole({ from: 1, to: 1000, of: "changes" }).meta({ description: "From so many changes on" }),
      kind: demandKind,
    }),
  )
  .min(1)
  .max(10)
  .superRefine((tiers, context) => {
    for (const [index, { at }] of tiers.entries()) {
      const before = tiers[index - 1]?.at ?? 0;
      if (at > before) continue;
      const params = { allowed: `more than ${before}` };
      context.addIssue({ code: "custom", path: [index, "at"], message: "tiers must rise", params });
    }
  })
  .meta({ description: "What the changes of one session, within five minutes, ask for" });

/** A policy.json, with the keys as people write them. */
export const policySchema = z
  .strictObject({
    $schema: z.string().optional().meta({ description: "For editors" }),
    version: z.literal(1).meta({ description: "The version of this format" }),
    ...scopeShape,
    safety_mode: z
      .enum(["observe", "execute"])
      .optional()
      .meta({ description: "observe: nothing runs, every step is shown to follow by hand. execute: the standard" }),
    environments: environmentScopes.optional(),
    projects: projectScopes.optional(),
    subjects: subjectScopes.optional(),
    runbooks: runbookScopes.optional(),
    approvals: approvals.optional(),
    approval_minutes: approvalMinutes.optional(),
    attempt_seconds: attemptSeconds.optional(),
    session: z
      .strictObject({ tiers: sessionTiers })
      .optional()
      .meta({ description: "What many changes in a short time ask for" }),
    repetition: z
      .strictObject({ after_unchanged: strictMode, after_worse: strictMode })
      .optional()
      .meta({ description: "What is done with an action that changed nothing, or made it worse, the last time" }),
    drift: z
      .strictObject({
        share,
        at_least: whole({ from: 1, to: 100_000, of: "attempts" }),
        environments: z.array(environment),
      })
      .optional()
      .meta({ description: "Where more than this share of a week's attempts ran by themselves, governance is strict" }),
    flags: z
      .partialRecord(z.enum(featureFlags), z.boolean())
      .optional()
      .meta({ description: "What can be switched off at once, and all together. Each is on when not given" }),
    windows: windows.optional(),
    freezes: freezes.optional(),
    promotion: z
      .strictObject({
        attempts: whole({ from: 1, to: 1_000_000, of: "attempts" }).optional(),
        days: whole({ from: 0, to: 3650, of: "days" }).optional(),
        success_share: share.optional(),
        worse: whole({ from: 0, to: 1_000_000, of: "attempts" }).optional(),
      })
      .optional()
      .meta({ description: "What must be seen at a level before the next one is offered" }),
    demotion: z
      .strictObject({
        error_share: each(environment.options, share).optional(),
        over: whole({ from: 1, to: 100_000, of: "attempts" }).optional(),
        failures_in_a_row: whole({ from: 1, to: 1000, of: "failures" }).optional(),
      })
      .optional()
      .meta({ description: "What lowers a level by itself" }),
    panic: z
      .strictObject({ may_resume: approvers.optional() })
      .optional()
      .meta({ description: "Who may ask for the end of a panic, and who may confirm it; never the same person" }),
  })
  .meta({
    title: "Steadyhand policy",
    description: "How far things may run without a person, and who must say yes. What is left out is strict.",
    examples: [
      { version: 1, environments: { development: { governance_mode: "audit" } } },
      { version: 1, approvals: [{ name: "two of us", when: { environments: ["production"] }, count: 2 }] },
    ],
  });

/** A policy.json that fits, as it is written. */
export type PolicyDocument = z.output<typeof policySchema>;
