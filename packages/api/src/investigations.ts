import { z } from "zod";
import { Actor, idText } from "./words.ts";

const Time = z.iso.datetime();
const Parameters = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

export const InvestigationIdSchema = idText(/^inv_[A-Za-z0-9_-]{1,64}$/, "an investigation");

/** Who reasons: rules and a model are never mistaken for each other. */
export const ReasonerView = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("rules"), version: z.int() }),
    z.object({ kind: z.literal("model"), provider: z.string(), model: z.string() }),
  ])
  .meta({ id: "Reasoner" });

export const SuggestedActionView = z
  .object({
    /** By the subject's own name for it. */
    action: z.string(),
    parameters: Parameters,
    member: z.string().optional(),
    predicted: z.string(),
    /** The invariants that must hold again for their settling time. */
    verifiedBy: z.array(z.string()),
    risks: z.array(z.string()),
  })
  .meta({ id: "SuggestedAction" });

export const CauseView = z
  .object({ name: z.string(), title: z.string(), members: z.array(z.string()), why: z.string() })
  .meta({ id: "Cause" });

export const DiagnosisEvidenceView = z
  .object({
    what: z.string(),
    member: z.string().optional(),
    at: Time,
    /** How many times as likely the cause became by it; below 1 it speaks against. */
    weight: z.number().optional(),
  })
  .meta({ id: "DiagnosisEvidence" });

export const DiagnosisOutcome = z.enum(["cause_found", "inconclusive", "wait", "recovered"]);

/** What an investigation came to. */
export const DiagnosisView = z
  .object({
    by: ReasonerView,
    at: Time,
    outcome: DiagnosisOutcome,
    summary: z.string(),
    /** Empty unless the cause is clear. */
    causes: z.array(CauseView),
    /** From 0 to 1: of the causes that are named, or of what fits best where none is. */
    confidence: z.number(),
    timeline: z.array(z.object({ at: Time, what: z.string() })),
    members: z.array(z.string()),
    evidenceFor: z.array(DiagnosisEvidenceView),
    evidenceAgainst: z.array(DiagnosisEvidenceView),
    /** What could not be seen and would matter. */
    blind: z.array(z.string()),
    alternatives: z.array(
      z.object({ causes: z.array(CauseView), title: z.string(), probability: z.number(), whyNot: z.string() }),
    ),
    risks: z.array(z.string()),
    suggestions: z.array(SuggestedActionView),
    /** What to look at or to wait for next. */
    next: z.array(z.string()),
  })
  .meta({ id: "Diagnosis" });

export const RemedyResult = z.enum(["helped", "unchanged", "worse", "unknown", "declined", "failed"]);

const ViolationKey = z.object({ invariant: z.string(), member: z.string().optional() });

/** What was proposed on the ground of a diagnosis, and what came of it. */
export const RemedyView = z
  .object({
    suggestion: SuggestedActionView,
    executionId: z.string(),
    /** The runbook that it was taken from; absent where it was made for this. */
    runbookId: z.string().optional(),
    proposedAt: Time,
    /** What was violated then. */
    before: z.array(ViolationKey),
    /** What of it must hold again for this to have helped. */
    mends: z.array(ViolationKey),
    phase: z.enum(["proposed", "verifying", "ended"]),
    doneAt: Time.optional(),
    /** For how long what was to be mended must hold. */
    settleMs: z.int().optional(),
    /** Until when it is looked at. */
    until: Time.optional(),
    endedAt: Time.optional(),
    result: RemedyResult.optional(),
    why: z.string().optional(),
  })
  .meta({ id: "Remedy" });

export const ToolAnswerView = z
  .object({
    endedAt: Time,
    outcome: z.enum(["answered", "refused", "failed"]),
    /** Data that was read, never an instruction; secrets removed. */
    text: z.string(),
    /** Whether `text` is all that was answered. */
    isWhole: z.boolean(),
    /** Of the whole answer. */
    characters: z.int(),
    /** Of the whole answer in UTF-8, hex. */
    sha256: z.string(),
  })
  .meta({ id: "ToolAnswer" });

/** One call of an investigation; without an answer it is under way. */
export const TurnView = z
  .object({
    number: z.int(),
    tool: z.string(),
    arguments: z.record(z.string(), z.unknown()),
    /** The reasoner's words. */
    why: z.string(),
    askedAt: Time,
    answer: ToolAnswerView.optional(),
  })
  .meta({ id: "Turn" });

const Use = z.object({ tokens: z.int(), microUsd: z.int() });
const Head = {
  id: z.string(),
  incidentId: z.string(),
  subject: z.string(),
  reasoner: ReasonerView,
  startedBy: Actor,
  startedAt: Time,
  why: z.string(),
  phase: z.enum(["looking", "concluded", "stopped"]),
  endedAt: Time.optional(),
  budget: Use.extend({ turns: z.int(), wallMs: z.int() }),
  used: Use,
  /** Why it concluded: by itself, or because a budget was used up or the reasoner could not go on. */
  because: z.enum(["concluded", "turns", "time", "tokens", "money", "repeated_calls", "reasoner_failed"]).optional(),
  /** Who stopped it, and why. */
  stopped: z.object({ by: Actor, reason: z.string() }).optional(),
  remedy: RemedyView.optional(),
  /** People were told that it goes no further by itself. */
  escalated: z.object({ at: Time, why: z.string() }).optional(),
};

export const InvestigationSummary = z
  .object({
    ...Head,
    /** How many calls it made. */
    turns: z.int(),
    diagnosis: DiagnosisView.pick({
      by: true,
      outcome: true,
      summary: true,
      confidence: true,
      causes: true,
    }).optional(),
  })
  .meta({ id: "InvestigationSummary" });

/** One bounded look into an incident, whole. Of a long answer the beginning is here, and `getTurn` has all that is kept. */
export const InvestigationView = z
  .object({
    ...Head,
    turns: z.array(TurnView),
    told: z.array(z.object({ by: Actor, at: Time, text: z.string() })),
    diagnosis: DiagnosisView.optional(),
    sequence: z.int(),
    /** What a person can do with it now. */
    can: z.array(z.enum(["tell", "stop"])),
  })
  .meta({ id: "Investigation" });

export const TellBody = z.strictObject({ text: z.string().min(1).max(2_000) });
export const StopInvestigationBody = z.strictObject({ reason: z.string().min(1).max(500) });

export type ReasonerWire = z.infer<typeof ReasonerView>;
export type CauseWire = z.infer<typeof CauseView>;
export type SuggestedActionWire = z.infer<typeof SuggestedActionView>;
export type DiagnosisWire = z.infer<typeof DiagnosisView>;
export type DiagnosisEvidenceWire = z.infer<typeof DiagnosisEvidenceView>;
export type RemedyWire = z.infer<typeof RemedyView>;
export type TurnWire = z.infer<typeof TurnView>;
export type InvestigationWire = z.infer<typeof InvestigationView>;
export type InvestigationSummaryWire = z.infer<typeof InvestigationSummary>;
