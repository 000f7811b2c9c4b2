import type { ActionValue } from "../action/index.ts";
import type { Case, Diagnosis, Reasoner, SuggestedAction } from "../diagnosis/index.ts";
import type { Actor, ExecutionId, RunbookId } from "../identity/index.ts";
import type { IncidentId, ViolationKey } from "../incident/index.ts";
import type { ToolName } from "./tools.ts";

export type InvestigationId = `inv_${string}`;

/** What a reasoner wants looked at. Its words are data: they decide nothing but which tool is asked for what. */
export interface ToolCall {
  readonly tool: ToolName;
  readonly arguments: Readonly<Record<string, ActionValue>>;
  readonly why: string;
}

/** What a tool answered, secrets removed. */
export interface ToolAnswer {
  readonly endedAt: Date;
  /** `refused`: it was not even tried, such as a call that was made before, or a command that the gate does not let through. */
  readonly outcome: "answered" | "refused" | "failed";
  /** At most `mostKeptCharacters`; a reasoner is shown a part of it at a time. */
  readonly text: string;
  /** Of the whole answer in UTF-8, also where only a part of it is kept. Hex. */
  readonly sha256: string;
  readonly characters: number;
  /** What the rules make of it: taken from the subject's own state, never from its text. */
  readonly seen?: Partial<Pick<Case, "findings" | "blind" | "samples" | "standings">>;
}

/** One call of an investigation. Without an answer it is under way, or was when its server died. */
export interface Turn {
  /** Counts from 1. */
  readonly number: number;
  readonly call: ToolCall;
  readonly askedAt: Date;
  readonly answer?: ToolAnswer;
}

/** What an investigation may use at most. */
export interface InvestigationBudget {
  readonly turns: number;
  readonly wallMs: number;
  readonly tokens: number;
  /** Millionths of a US dollar. */
  readonly microUsd: number;
}

export type InvestigationUse = Pick<InvestigationBudget, "tokens" | "microUsd">;

/** What a person said to it: it is shown to the reasoner as a person's word. */
export interface Told {
  readonly by: Actor;
  readonly at: Date;
  readonly text: string;
}

/**
 * Why it came to its end: the reasoner had concluded, a budget was used up, it kept asking the same, or the reasoner could not go
 * on. In all but the first case the rules conclude from what was seen.
 */
export type EndedBecause = "concluded" | "turns" | "time" | "tokens" | "money" | "repeated_calls" | "reasoner_failed";

/**
 * `helped`: what it was to mend held again for its settling time, and nothing else began. `unchanged` and `worse` are seen; `unknown` could
 * not be. `declined`: a person said no, or nobody answered. `failed`: it was not done.
 */
export type RemedyResult = "helped" | "unchanged" | "worse" | "unknown" | "declined" | "failed";

/** What is done about an incident: one proposal on its way through the gate, and what came of it. */
export type Remedy = {
  readonly suggestion: SuggestedAction;
  readonly executionId: ExecutionId;
  /** The runbook that it was taken from; absent where it was made for this. */
  readonly runbookId?: RunbookId;
  readonly proposedAt: Date;
  /** What was violated then: whatever else is violated afterwards came after it. */
  readonly before: readonly ViolationKey[];
  /** What of it must hold again for this to have helped: what is wrong elsewhere, by another cause, is not its to mend. */
  readonly mends: readonly ViolationKey[];
} & (
  | { readonly phase: "proposed" }
  /** It was done at `doneAt`; what it was to mend is looked at until `until`. */
  | { readonly phase: "verifying"; readonly doneAt: Date; readonly settleMs: number; readonly until: Date }
  | {
      readonly phase: "ended";
      readonly doneAt?: Date;
      readonly endedAt: Date;
      readonly result: RemedyResult;
      readonly why: string;
    }
);

/** One bounded look into an incident by one reasoner: what it asked, what it saw, what it concluded and what came of that. */
export type Investigation = {
  readonly id: InvestigationId;
  readonly incidentId: IncidentId;
  readonly subject: string;
  readonly reasoner: Reasoner;
  readonly startedBy: Actor;
  readonly startedAt: Date;
  readonly why: string;
  readonly budget: InvestigationBudget;
  readonly used: InvestigationUse;
  readonly turns: readonly Turn[];
  readonly told: readonly Told[];
  /** Counts its transitions from 1. */
  readonly sequence: number;
} & (
  | { readonly phase: "looking" }
  | {
      readonly phase: "concluded";
      readonly endedAt: Date;
      readonly because: EndedBecause;
      readonly diagnosis: Diagnosis;
      readonly remedy?: Remedy;
      /** People were told that it goes no further by itself. */
      readonly escalated?: { readonly at: Date; readonly why: string };
    }
  | { readonly phase: "stopped"; readonly endedAt: Date; readonly by: Actor; readonly reason: string }
);

export type Concluded = Extract<Investigation, { readonly phase: "concluded" }>;

/** What the ledger says of an investigation and of what comes of it. */
export type InvestigationFactType =
  | "investigation.started"
  | "investigation.asked"
  | "investigation.answered"
  | "investigation.told"
  | "investigation.concluded"
  | "investigation.stopped"
  | "action.proposed"
  | "action.done"
  | "action.verified"
  | "incident.escalated";

export interface InvestigationFact {
  readonly type: InvestigationFactType;
  readonly actor: Actor;
  readonly outcome: "ok" | "refused" | "failed" | "unknown";
  readonly why: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly executionId?: ExecutionId;
}

/** The call that waits for its answer. */
export function openTurn({ turns }: Pick<Investigation, "turns">): Turn | undefined {
  const last = turns.at(-1);
  return last?.answer === undefined ? last : undefined;
}

/** More of one answer is not kept: its digest stays that of the whole. */
export const mostKeptCharacters = 64 * 1024;

/** What an investigation may use when nobody says otherwise. */
export const usualBudget: InvestigationBudget = {
  turns: 25,
  wallMs: 10 * 60_000,
  tokens: 300_000,
  microUsd: 2_000_000,
};
