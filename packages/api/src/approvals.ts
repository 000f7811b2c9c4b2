import { z } from "zod";
import { Judgement } from "./judgement.ts";
import { Decision, GuardView, ResolvedCommand } from "./proposal.ts";
import { Actor, Environment, ExecutionIdSchema, idText, MergedTier, PageQuery } from "./words.ts";

export const ApprovalIdSchema = idText(/^apr_[A-Za-z0-9_-]{1,80}$/, "an approval");

const Time = z.iso.datetime();

/** A group of people that must say yes, in words, how many of it, and how many of it have. */
export const Quorum = z.object({ asks: z.string(), needed: z.int(), granted: z.int() }).meta({ id: "Quorum" });

/** Everything a person needs to answer, drawn from the bytes that will run. */
export const ApprovalView = z
  .object({
    id: z.string(),
    digest: z.string(),
    purpose: z.enum(["forward", "rollback"]),
    command: ResolvedCommand,
    judgement: Judgement,
    decision: Decision,
    confirmation: z.enum(["click", "typed_target"]),
    targetName: z.string(),
    environment: Environment,
    workingDirectory: z.string(),
    environmentNames: z.array(z.string()),
    timeoutMs: z.int(),
    verification: z.object({ exitStatus: z.literal(0), outputIncludes: z.string().optional() }),
    guards: z.array(GuardView),
    settleMs: z.int(),
    /** Who is asked, in words, how many of them, and who said yes so far. */
    asks: z.string(),
    needed: z.int(),
    quorums: z.array(Quorum),
    grants: z.array(z.object({ by: Actor, at: Time })),
    isFourEyes: z.boolean(),
    /** How often nobody answered, so that others were asked. */
    escalations: z.int(),
    rollback: z.object({ command: ResolvedCommand, final: MergedTier }).optional(),
    /** Who wrote its command last in this run, else who started the run. */
    proposedBy: Actor,
    /** Everybody who had a hand in it: none of them is a second pair of eyes. */
    proposers: z.array(Actor),
    requestedAt: Time,
    expiresAt: Time,
  })
  .meta({ id: "Approval" });

/** One question that was asked, with every yes to it and what became of it. */
export const KeptApproval = z
  .object({
    id: z.string(),
    phase: z.enum(["requested", "granted", "rejected", "expired", "void"]),
    executionId: z.string(),
    stepId: z.string(),
    runbookTitle: z.string(),
    /** What the step does, as the runbook says it. */
    step: z.string(),
    purpose: z.enum(["forward", "rollback"]),
    command: ResolvedCommand,
    digest: z.string(),
    risk: MergedTier,
    confirmation: z.enum(["click", "typed_target"]),
    targetName: z.string(),
    environment: Environment,
    proposedBy: Actor,
    /** Who is asked, in words. */
    asks: z.string(),
    needed: z.int(),
    quorums: z.array(Quorum),
    isFourEyes: z.boolean(),
    escalations: z.int(),
    grants: z.array(z.object({ by: Actor, at: Time, roles: z.array(z.string()) })),
    requestedAt: Time,
    expiresAt: Time,
    /** When it was decided, by whom, and why, where somebody said so. */
    decidedAt: Time.optional(),
    decidedBy: Actor.optional(),
    reason: z.string().optional(),
  })
  .meta({ id: "KeptApproval" });

export const ApprovalsQuery = PageQuery.extend({
  /** `open` waits for somebody, `decided` does not any more. */
  state: z.enum(["open", "decided", "all"]).default("open"),
  executionId: ExecutionIdSchema.optional(),
});

export const ApprovalPage = z.object({ items: z.array(KeptApproval), next: z.string().optional() });

export const DecisionBody = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("grant"), digest: z.string(), typedTarget: z.string().optional() }),
  z.strictObject({ type: z.literal("reject"), reason: z.string().min(1).max(500) }),
]);
