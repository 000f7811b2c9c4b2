import type { ActionDeclaration } from "../action/index.ts";
import type { BlindSpot, Invariant, Judgement, Sample, Watched } from "../invariant/index.ts";
import type { Finding, Repair } from "./fault.ts";
import type { Library } from "./library.ts";
import type { Look } from "./next-look.ts";

/** How one invariant stands, on one member or on the whole: what it says now, and how that came. */
export interface Standing {
  readonly invariant: Pick<Invariant, "name" | "title" | "severity" | "graceMs" | "settleMs" | "reads">;
  readonly judgement: Judgement;
  readonly watched: Watched;
}

/** A fault that was there before, and how it ended. */
export interface Episode {
  /** The fault's name. */
  readonly cause: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly endedBy: "itself" | "action";
}

/** What was done about this incident already. */
export interface Attempted {
  readonly action: string;
  readonly parameters: Repair["parameters"];
  readonly at: Date;
  /** `settling`: nobody can say yet. `unknown`: it may have happened, such as when the answer was lost. */
  readonly result: "helped" | "did_not_help" | "settling" | "unknown";
}

/** All that a diagnosis is made of. Everything in it is the subject's own state, and no text in it decides anything. */
export interface Case {
  readonly library: Library;
  readonly standings: readonly Standing[];
  /** That an invariant is violated need not be among them: its standing says it. */
  readonly findings: readonly Finding[];
  readonly blind: readonly BlindSpot[];
  /** What a repair's parameters may be filled from. */
  readonly samples: readonly Sample[];
  /** What the subject offers. A repair by any other action is not suggested. */
  readonly actions: readonly Pick<ActionDeclaration, "name" | "availability">[];
  /** Looks that were not taken yet. */
  readonly looks: readonly Look[];
  readonly episodes: readonly Episode[];
  readonly attempts: readonly Attempted[];
  readonly now: Date;
}
