import { z } from "zod";
import { ApprovalView } from "./approvals.ts";
import { Judgement } from "./judgement.ts";
import { LevelScope } from "./levels.ts";
import { Cap, Decision, GuardView, ResolvedCommand } from "./proposal.ts";
import { Actor, Dialect, Environment, Level, MergedTier, RunbookIdSchema, StepIdSchema } from "./words.ts";

const Time = z.iso.datetime();

export const StartExecutionBody = z.strictObject({
  runbookId: RunbookIdSchema,
  version: z.int().min(1).optional(),
  /** `dry_run`: everything but the effect; each step is judged and shown, and nobody is asked. */
  mode: z.enum(["run", "instructions", "dry_run"]).default("run"),
  environment: Environment,
  /** What it changes; the target's name when not given. */
  subject: LevelScope.shape.name.optional(),
  /** What its subject belongs to; `default` when not given. */
  project: LevelScope.shape.name.optional(),
  /** Raises or lowers the environment's standard level for this run; never above its ceiling. */
  level: Level.optional(),
  values: z.record(z.string(), z.string().max(4096)).default({}),
  workingDirectory: z.string().max(4096).optional(),
  /** Commands that only read: what must not get worse by a change is read before it and again after it. */
  guards: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(64),
        command: z.string().min(1).max(4096),
        /** A text that its output must hold. */
        expect: z.string().min(1).max(500).optional(),
      }),
    )
    .max(20)
    .optional(),
  /** How long each change settles before it is looked at again. */
  settleMs: z.int().min(0).max(3_600_000).optional(),
  /** How often a step that only reads is tried again by itself. */
  retries: z.int().min(0).max(3).optional(),
  /** The same key again gives the same execution instead of a second one. */
  idempotencyKey: z.string().min(8).max(64).optional(),
});

/** What a guard showed, before a change or after it. */
export const ReadingView = z
  .object({
    guard: z.string(),
    result: z.enum(["holds", "does_not_hold", "unreadable"]),
    why: z.string(),
    at: Time,
  })
  .meta({ id: "Reading" });

/** What a dry run found of a step: what would run, and what would happen to it. */
export const PreviewView = z
  .object({
    would: z.enum(["run", "approve", "by_hand", "refuse"]),
    why: z.string(),
    code: z.string().optional(),
    digest: z.string().optional(),
    command: ResolvedCommand.optional(),
    judgement: Judgement.optional(),
    decision: Decision.optional(),
    rollback: z.object({ command: ResolvedCommand, final: MergedTier }).optional(),
    guards: z.array(GuardView),
  })
  .meta({ id: "Preview" });

export const StepCommandName = z.enum(["approve", "reject", "edit", "skip", "done", "retry", "roll_back", "answer"]);

export const StepView = z
  .object({
    id: z.string(),
    number: z.string(),
    title: z.string(),
    description: z.string(),
    section: z.array(z.string()),
    phase: z.enum([
      "pending",
      "ready",
      "awaiting_approval",
      "running",
      "rolling_back",
      "verifying",
      "succeeded",
      "failed",
      "rollback_available",
      "skipped",
      "manual_intervention",
      "measuring",
      "settling",
      "lost_contact",
      "previewed",
      "rolled_back",
      "left_in_place",
    ]),
    isCurrent: z.boolean(),
    /** What it waits for, what went wrong, or how it ended; a sentence. */
    why: z.string().optional(),
    code: z.string().optional(),
    waitsFor: z.enum(["proposal", "rollback_proposal", "retry", "hand", "condition"]).optional(),
    at: Time.optional(),
    /** When it goes on by itself, or a person is asked. */
    until: Time.optional(),
    /** What the change came to, read after its settling time. */
    outcome: z.enum(["improved", "unchanged", "worse", "unknown"]).optional(),
    /** What the guards showed before it. */
    readings: z.array(ReadingView).optional(),
    /** Panic paused its processes where they stand. */
    isHeld: z.boolean().optional(),
    /** The run that it was verified in, when that was another one. */
    from: z.string().optional(),
    preview: PreviewView.optional(),
    by: Actor.optional(),
    /** As the runbook has it. */
    command: z.object({ text: z.string(), dialect: Dialect }).optional(),
    /** As a person changed it for this run. */
    editedCommand: z.string().optional(),
    /** With variables filled in; absent while one is missing. */
    resolvedText: z.string().optional(),
    judgement: Judgement.optional(),
    condition: z.object({ id: z.string(), branch: z.enum(["then", "otherwise"]), text: z.string() }).optional(),
    expect: z.string().optional(),
    rollback: z.object({ text: z.string(), dialect: Dialect }).optional(),
    approval: ApprovalView.optional(),
    attempt: z.int().optional(),
    dispatchedAt: Time.optional(),
    /** What a person can do with it now. */
    can: z.array(StepCommandName),
  })
  .meta({ id: "Step" });

export const ExecutionSummary = z
  .object({
    id: z.string(),
    runbook: z.object({ id: z.string(), version: z.int(), title: z.string(), sourceSha256: z.string() }),
    mode: z.enum(["run", "instructions", "dry_run"]),
    environment: Environment,
    targetName: z.string(),
    subject: z.string(),
    project: z.string(),
    phase: z.enum(["running", "paused", "manual_intervention", "completed", "aborted", "rolled_back"]),
    startedBy: Actor,
    startedAt: Time,
    endedAt: Time.optional(),
  })
  .meta({ id: "ExecutionSummary" });

export const ExecutionHead = ExecutionSummary.extend({
  sequence: z.int(),
  level: Level,
  caps: z.array(Cap),
  values: z.record(z.string(), z.string()),
  workingDirectory: z.string(),
  abortAsked: z.object({ by: Actor, at: Time, reason: z.string() }).optional(),
  /** Who paused it, while it is paused. */
  pausedBy: z.enum(["person", "panic", "breaker"]).optional(),
  /** Set once a person asked to take all of it back. */
  undo: z.object({ by: Actor, at: Time, reason: z.string(), steps: z.array(z.string()) }).optional(),
  guards: z.array(GuardView),
  settleMs: z.int(),
  retries: z.int(),
  /** The run whose verified steps this one took over. */
  continues: z.string().optional(),
  can: z.array(z.enum(["pause", "resume", "abort", "roll_back_run"])),
}).meta({ id: "ExecutionHead" });

export const Execution = ExecutionHead.extend({ steps: z.array(StepView) }).meta({ id: "Execution" });

/** What changed since the last one on this stream; the first holds every step. */
export const ExecutionUpdate = z
  .object({ head: ExecutionHead, steps: z.array(StepView) })
  .meta({ id: "ExecutionUpdate" });

export const StepCommandBody = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("edit"),
    command: z
      .string()
      .min(1)
      .max(64 * 1024),
  }),
  z.strictObject({ type: z.literal("move"), after: StepIdSchema.optional() }),
  z.strictObject({ type: z.literal("skip"), reason: z.string().min(1).max(500) }),
  z.strictObject({ type: z.literal("done"), note: z.string().max(500).default("") }),
  z.strictObject({ type: z.literal("retry") }),
  z.strictObject({ type: z.literal("roll_back") }),
  z.strictObject({ type: z.literal("answer"), conditionId: z.string(), holds: z.boolean() }),
]);

export const ExecutionCommandBody = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("pause"), reason: z.string().min(1).max(500) }),
  z.strictObject({ type: z.literal("resume") }),
  z.strictObject({ type: z.literal("abort"), reason: z.string().min(1).max(500) }),
  /** Takes all of it back, newest step first: each rollback is a proposal of its own. */
  z.strictObject({ type: z.literal("roll_back_run"), reason: z.string().min(1).max(500) }),
  /** A step that the runbook does not have. Without `after` it comes first. */
  z.strictObject({
    type: z.literal("add"),
    after: StepIdSchema.optional(),
    title: z.string().min(1).max(200),
    command: z
      .string()
      .min(1)
      .max(64 * 1024),
  }),
]);

export const ExecutionPage = z.object({ items: z.array(ExecutionSummary), next: z.string().optional() });
