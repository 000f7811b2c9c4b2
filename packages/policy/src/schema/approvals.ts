import { actionClasses, environments, hardLimits } from "@steadyhand/core/policy";
import { z } from "zod";
import { approvers, demandKind, namedOnce, ruleName, runbookId, scopeName, whole } from "./parts.ts";

const tiers = ["safe", "caution", "dangerous"] as const;

/** Only shortened: what is built in is the most. */
function atMost(limits: Readonly<Record<(typeof tiers)[number], number>>, of: string) {
  return z.strictObject({
    safe: duration(limits.safe, of).optional(),
    caution: duration(limits.caution, of).optional(),
    dangerous: duration(limits.dangerous, of).optional(),
  });
}

function duration(most: number, of: string) {
  return z
    .number()
    .refine((value) => value <= most, {
      error: ({ input }) => `${String(input)} ${of} are longer than the hard maximum of ${most}`,
      params: { allowed: `more than 0 and at most ${most} ${of}` },
    })
    .refine((value) => value > 0, {
      error: ({ input }) => `${String(input)} ${of} leave no time`,
      params: { allowed: `more than 0 and at most ${most} ${of}` },
    })
    .meta({ allowed: `more than 0 and at most ${most} ${of}`, exclusiveMinimum: 0, maximum: most });
}

export const approvalMinutes = atMost(hardLimits.approvalMinutes, "minutes").meta({
  description: "How long a question waits for its answer; may only shorten what is built in",
});

export const attemptSeconds = atMost(hardLimits.attemptSeconds, "seconds").meta({
  description: "How long one attempt may take; may only shorten what is built in",
});

const longest = Math.max(...Object.values(hardLimits.approvalMinutes));

const escalation = z.strictObject({
  after_minutes: duration(longest, "minutes").meta({ description: "Of silence of those who were asked before" }),
  approvers,
});

const approvalRule = z
  .strictObject({
    name: ruleName,
    when: z
      .strictObject({
        environments: z.array(z.enum(environments)).min(1).optional(),
        risks: z.array(z.enum(tiers)).min(1).optional(),
        action_classes: z.array(z.enum(actionClasses)).min(1).optional(),
        projects: z.array(scopeName).min(1).optional(),
        subjects: z.array(scopeName).min(1).optional(),
        runbooks: z.array(runbookId).min(1).optional(),
      })
      .optional()
      .meta({ description: "Every property that is given must hold; a list holds when one of it does" }),
    approvers: approvers.optional().meta({ description: "Who may grant it; everybody who may approve when not given" }),
    count: whole({ from: 1, to: hardLimits.approvers, of: "people" })
      .optional()
      .meta({ description: "How many different people of them; 1 when not given" }),
    kind: demandKind.optional(),
    lifetime_minutes: duration(longest, "minutes").optional().meta({ description: "How long the question waits" }),
    escalation: z
      .array(escalation)
      .min(1)
      .max(10)
      .optional()
      .meta({ description: "Who is asked next, each when those before them did not answer in time" }),
  })
  .superRefine(({ approvers: asked, count = 1, when, lifetime_minutes: lifetime }, context) => {
    const people = new Set(asked?.flatMap(({ person, role }) => (role === undefined && person ? [person] : [])));
    const isOnlyPeople = asked?.every(({ role }) => role === undefined) ?? false;
    if (isOnlyPeople && count > people.size) {
      const message = `${count} different people are asked for, and ${people.size} named`;
      context.addIssue({ code: "custom", path: ["count"], message, params: { allowed: `at most ${people.size}` } });
    }
    const dangerous = hardLimits.approvalMinutes.dangerous;
    const isOnlyDangerous = when?.risks?.every((risk) => risk === "dangerous") ?? false;
    if (isOnlyDangerous && lifetime !== undefined && lifetime > dangerous) {
      const message = `${lifetime} minutes are longer than the hard maximum of ${dangerous} for dangerous steps`;
      const params = { allowed: `more than 0 and at most ${dangerous} minutes` };
      context.addIssue({ code: "custom", path: ["lifetime_minutes"], message, params });
    }
  });

export const approvals = z
  .array(approvalRule)
  .max(200)
  .superRefine(namedOnce)
  .meta({ description: "Who is asked, how many of them, and how. All rules that match a step hold together" });
