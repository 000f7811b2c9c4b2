import { z } from "zod";
import { Actor, ActorIdSchema, Environment, ExecutionIdSchema, Level, Outcome, RunbookIdSchema } from "./words.ts";

const Time = z.iso.datetime();

export const AuditEvent = z
  .object({
    sequence: z.int(),
    hash: z.string(),
    previous: z.string(),
    at: Time,
    type: z.string(),
    actor: Actor,
    executionId: z.string().optional(),
    executionSequence: z.int().optional(),
    part: z.int().optional(),
    runbookId: z.string().optional(),
    stepId: z.string().optional(),
    attempt: z.int().optional(),
    environment: Environment.optional(),
    level: Level.optional(),
    traceId: z.string().optional(),
    outcome: Outcome,
    why: z.string(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "AuditEvent" });

export const AuditQuery = z.object({
  executionId: ExecutionIdSchema.optional(),
  runbookId: RunbookIdSchema.optional(),
  type: z.string().max(64).optional(),
  actorId: ActorIdSchema.optional(),
  /** Exact, in any case. */
  actorName: z.string().min(1).max(64).optional(),
  outcome: Outcome.optional(),
  /** Of executions on this subject. */
  subject: z.string().min(1).max(64).optional(),
  environment: Environment.optional(),
  level: z.coerce.number().pipe(Level).optional(),
  since: Time.optional(),
  until: Time.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  after: z.string().max(64).optional(),
});

export const LedgerReport = z
  .discriminatedUnion("ok", [
    z.object({ ok: z.literal(true), events: z.int(), head: z.string(), anchors: z.int() }),
    z.object({
      ok: z.literal(false),
      events: z.int(),
      sequence: z.int().optional(),
      code: z.string(),
      problem: z.string(),
    }),
  ])
  .meta({ id: "LedgerReport" });

export const ExportQuery = z.object({
  executionId: ExecutionIdSchema.optional(),
  /** `jsonl` is signed and proves itself; `csv` is for spreadsheets and proves nothing. */
  format: z.enum(["jsonl", "csv"]).default("jsonl"),
  /** Only with `csv`: what is signed is all of the record, or all of one execution. */
  since: Time.optional(),
  until: Time.optional(),
  /** Only with `csv`. */
  byteOrderMark: z.enum(["true", "false"]).optional(),
});
export const LedgerKey = z.object({ publicKeyPem: z.string() }).meta({ id: "LedgerKey" });

export const AuditPage = z.object({ items: z.array(AuditEvent), next: z.string().optional() });
