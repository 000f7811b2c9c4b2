import { z } from "zod";
import { Dialect, MergedTier, Range, Risk, RunbookIdSchema } from "./words.ts";

const Time = z.iso.datetime();

export const Effect = z.enum([
  "reads",
  "reveals",
  "writes",
  "deletes",
  "executes",
  "starts",
  "stops",
  "scales",
  "configures",
  "sends",
  "grants",
  "spends",
]);

export const Evidence = z
  .object({
    rule: z.string(),
    risk: Risk,
    range: Range,
    why: z.string(),
    /** What would make it safer. */
    instead: z.string().optional(),
    effect: Effect.optional(),
    reach: z.enum(["one", "many", "all"]).optional(),
    isReversible: z.boolean().optional(),
    /** The command that takes it back. */
    undo: z.string().optional(),
  })
  .meta({ id: "Evidence" });

export const ModelUse = z
  .object({ provider: z.string(), requestedModel: z.string(), model: z.string(), promptVersion: z.string() })
  .meta({ id: "ModelUse" });

export const SecondKey = z
  .discriminatedUnion("state", [
    z.object({
      state: z.literal("answered"),
      risk: Risk,
      confidence: z.number(),
      /** The model's own words. */
      reason: z.string(),
      rollback: z.string().optional(),
      by: ModelUse,
    }),
    z.object({ state: z.literal("absent"), code: z.string(), reason: z.string(), by: ModelUse.optional() }),
  ])
  .meta({ id: "SecondKey" });

/** One command judged: the scanner's own answer with its evidence, the second key's, and the merge of both. */
export const Judgement = z
  .object({
    scanner: Risk,
    evidence: z.array(Evidence),
    secondKey: SecondKey,
    final: MergedTier,
    mergeRule: z.int().min(1).max(5),
    why: z.string(),
    scannerVersion: z.string(),
    /** A command that would take it back, told from the tables or proposed by the model, with the scanner's answer. */
    suggestedRollback: z.object({ text: z.string(), from: z.enum(["scanner", "model"]), risk: Risk }).optional(),
  })
  .meta({ id: "Judgement" });

export const ClassifyBody = z.strictObject({ command: z.string().max(64 * 1024), dialect: Dialect.default("shell") });

const JudgedCommand = z.object({ text: z.string(), dialect: Dialect, judgement: Judgement });
/** The stored judgement of one step of a kept runbook. */
export const StepClassification = z
  .object({
    runbookId: z.string(),
    version: z.int(),
    stepId: z.string(),
    judgedAt: Time,
    /** Why it was judged then. */
    occasion: z.enum(["imported", "rescanned"]),
    command: JudgedCommand.optional(),
    rollback: JudgedCommand.optional(),
  })
  .meta({ id: "StepClassification" });
/** Steps are numbered within their runbook, so it takes both to name one. */
export const ClassificationQuery = z.object({
  runbookId: RunbookIdSchema,
  version: z.coerce.number().int().min(1).optional(),
});

export const RescanBody = z.strictObject({
  /** All kept runbooks, each in its newest version, when not given. */
  runbookId: RunbookIdSchema.optional(),
  /** Only says what would change. */
  dryRun: z.boolean().default(false),
});
const RescanSide = z.object({ scanner: Risk, final: MergedTier, scannerVersion: z.string(), why: z.string() });
export const RescanResult = z
  .object({
    dryRun: z.boolean(),
    scannerVersion: z.string(),
    runbooks: z.int(),
    commands: z.int(),
    changed: z.array(
      z.object({
        runbookId: z.string(),
        version: z.int(),
        title: z.string(),
        stepId: z.string(),
        number: z.string(),
        purpose: z.enum(["forward", "rollback"]),
        command: z.string(),
        before: RescanSide,
        after: RescanSide,
      }),
    ),
  })
  .meta({ id: "RescanResult" });

/** How the configured model did on a small known set. */
export const ModelCheck = z
  .object({
    provider: z.string(),
    requestedModel: z.string(),
    model: z.string().optional(),
    promptVersion: z.string(),
    cases: z.array(
      z.object({
        command: z.string(),
        scanner: Risk,
        answer: SecondKey,
        /** Whether the model's answer is the scanner's, or higher. */
        agrees: z.boolean(),
        tookMs: z.number(),
      }),
    ),
    answered: z.int(),
    agreed: z.int(),
    /** Below the scanner: what a model that is too trusting would do. It changes nothing but its use. */
    lower: z.int(),
    latencyMs: z.object({ median: z.number(), max: z.number() }).optional(),
    tokens: z.int(),
    /** Absent where the configuration names no price. */
    usd: z.number().optional(),
    /** Whether the model that investigates calls a tool when it is to; absent where none is configured for it. */
    investigation: z
      .object({
        provider: z.string(),
        requestedModel: z.string(),
        model: z.string().optional(),
        promptVersion: z.string(),
        answer: z.discriminatedUnion("state", [
          z.object({ state: z.literal("called") }),
          z.object({ state: z.literal("absent"), code: z.string(), reason: z.string() }),
        ]),
        tookMs: z.number(),
        tokens: z.int(),
        usd: z.number().optional(),
      })
      .optional(),
  })
  .meta({ id: "ModelCheck" });
