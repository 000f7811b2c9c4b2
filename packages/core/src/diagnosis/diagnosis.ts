import type { Repair } from "./fault.ts";

/** Who found it. Shown wherever the diagnosis is: rules and a model are never mistaken for each other. */
export type Reasoner =
  | { readonly kind: "rules"; readonly version: number }
  | { readonly kind: "model"; readonly provider: string; readonly model: string };

export interface Evidence {
  readonly what: string;
  readonly member?: string;
  readonly at: Date;
  /**
   * How many times as likely the cause became by it; below 1 it speaks against. Absent where a model says it, where no described fault
   * fits, and where it is a recovery that was seen.
   */
  readonly weight?: number;
}

/** One thing that is wrong. Several at once are several causes. */
export interface Cause {
  readonly name: string;
  readonly title: string;
  /** Where it is. Empty where it is of the whole. */
  readonly members: readonly string[];
  /** How it brings about what is seen. */
  readonly why: string;
}

export interface Alternative {
  /** Empty where it is something that nobody described, or chance. */
  readonly causes: readonly Cause[];
  readonly title: string;
  readonly probability: number;
  /** Why it is not the first choice. */
  readonly whyNot: string;
}

/** What a repair would be, complete enough to become a proposal: from the subject's trusted state, never from a text that was read. */
export interface SuggestedAction {
  readonly action: string;
  readonly parameters: Repair["parameters"];
  readonly member?: string;
  readonly predicted: string;
  /** The invariants that must hold again for their settling time. */
  readonly verifiedBy: readonly string[];
  readonly risks: readonly string[];
}

/** What an investigation came to. */
export interface Diagnosis {
  readonly by: Reasoner;
  readonly at: Date;
  readonly outcome: "cause_found" | "inconclusive" | "wait" | "recovered";
  /** In one line: what is wrong, where. */
  readonly summary: string;
  /** What is named as the cause: empty unless it is clear. Two faults at once are two. */
  readonly causes: readonly Cause[];
  /**
   * Between 0 and 1. Of the causes that are named, together; where none is named, of what fits best; 1 where it is seen and not
   * concluded, such as that all holds again.
   */
  readonly confidence: number;
  readonly timeline: readonly { readonly at: Date; readonly what: string }[];
  readonly members: readonly string[];
  /** Of the causes, or of what fits best where none is named. What tells most comes first. */
  readonly evidenceFor: readonly Evidence[];
  readonly evidenceAgainst: readonly Evidence[];
  /** What could not be seen and would matter. */
  readonly blind: readonly string[];
  readonly alternatives: readonly Alternative[];
  readonly risks: readonly string[];
  readonly suggestions: readonly SuggestedAction[];
  /** What to look at or to wait for next. */
  readonly next: readonly string[];
}
