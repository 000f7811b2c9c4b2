import { z } from "zod";
import { Judgement, ModelUse } from "./judgement.ts";
import { Actor, Dialect, Range, RunbookIdSchema } from "./words.ts";

const Time = z.iso.datetime();

export const SourceText = z.string().max(2 * 1024 * 1024);
export const RunbookCommand = z
  .object({
    text: z.string(),
    dialect: Dialect,
    origin: z.enum(["fence", "indented", "prompt", "inline", "model", "workflow"]),
    range: Range,
  })
  .meta({ id: "RunbookCommand" });

export const RunbookStep = z
  .object({
    id: z.string(),
    number: z.string(),
    title: z.string(),
    description: z.string(),
    section: z.array(z.string()),
    range: Range,
    command: RunbookCommand.optional(),
    /** Of the command as written, before variables are filled. */
    judgement: Judgement.optional(),
    variables: z.array(z.string()),
    after: z.array(z.string()),
    condition: z.object({ id: z.string(), branch: z.enum(["then", "otherwise"]) }).optional(),
    rollback: RunbookCommand.optional(),
    rollbackJudgement: Judgement.optional(),
    expect: z.object({ text: z.string(), range: Range }).optional(),
  })
  .meta({ id: "RunbookStep" });

export const RunbookVariable = z
  .object({
    name: z.string(),
    type: z.enum(["text", "number", "host", "ip", "path", "url", "name", "namespace", "date", "secret"]),
    uses: z.array(z.object({ stepId: z.string(), form: z.string(), range: Range })),
    setBy: z.string().optional(),
    default: z.string().optional(),
  })
  .meta({ id: "RunbookVariable" });

export const ParsedRunbook = z
  .object({
    title: z.string(),
    format: z.enum(["markdown", "html", "confluence", "restructuredtext", "plain", "workflow"]),
    source: z.string(),
    sourceSha256: z.string(),
    steps: z.array(RunbookStep),
    variables: z.array(RunbookVariable),
    prerequisites: z.array(
      z.object({ kind: z.enum(["network", "access", "tool", "state", "person"]), text: z.string(), range: Range }),
    ),
    conditions: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        range: Range,
        then: z.array(z.string()),
        otherwise: z.array(z.string()),
      }),
    ),
    ambiguities: z.array(
      z.object({ stepId: z.string().optional(), text: z.string(), range: Range, missing: z.string() }),
    ),
    orderedItems: z.int(),
  })
  .meta({ id: "ParsedRunbook" });

export const RunbookSummary = z
  .object({
    id: z.string(),
    version: z.int(),
    title: z.string(),
    steps: z.int(),
    sourceSha256: z.string(),
    importedBy: Actor,
    importedAt: Time,
  })
  .meta({ id: "RunbookSummary" });

export const Runbook = RunbookSummary.extend({ parsed: ParsedRunbook }).meta({ id: "Runbook" });

export const ParseRunbookBody = z.strictObject({ text: SourceText });
/** A proposal of the model that a person accepted. Taken only when the text really stands at that place. */
export const AcceptedStep = z.strictObject({ text: z.string().min(1).max(8192), dialect: Dialect, range: Range });
export const ImportRunbookBody = z.strictObject({
  text: SourceText,
  runbookId: RunbookIdSchema.optional(),
  accepted: z.array(AcceptedStep).max(200).optional(),
});

/** What the model adds to the deterministic reading: proposals, each found letter for letter in the text. */
export const Extraction = z
  .discriminatedUnion("state", [
    z.object({
      state: z.literal("answered"),
      steps: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          command: RunbookCommand,
          judgement: Judgement,
          after: z.string().optional(),
        }),
      ),
      variables: z.array(z.object({ name: z.string(), range: Range })),
      branches: z.array(z.object({ text: z.string(), range: Range, then: z.array(z.string()) })),
      /** What the model returned and the text does not hold. */
      dropped: z.array(
        z.object({ kind: z.enum(["command", "variable", "branch"]), text: z.string(), why: z.string() }),
      ),
      by: ModelUse,
    }),
    z.object({ state: z.literal("absent"), code: z.string(), reason: z.string() }),
  ])
  .meta({ id: "Extraction" });

/** A runbook's text read and judged by both keys, with what the model adds. Nothing is kept. */
export const RunbookAssessment = z
  .object({ runbook: ParsedRunbook, extraction: Extraction, tookMs: z.number() })
  .meta({ id: "RunbookAssessment" });
export const ImportRunbookResult = z
  .object({ runbook: Runbook, isNew: z.boolean() })
  .meta({ id: "ImportRunbookResult" });

export const RunbookPage = z.object({ items: z.array(RunbookSummary), next: z.string().optional() });
