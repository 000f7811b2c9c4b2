import { z } from "zod";
import { Actor, Environment, ExecutionIdSchema, MergedTier, PageQuery, Quorum, ResolvedCommand } from "./schemas.ts";

export const ApprovalIdSchema = z.string().regex(/^apr_[A-Za-z0-9_-]{1,80}$/);

const Time = z.iso.datetime();

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
