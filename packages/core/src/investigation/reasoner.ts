import type { ActionDeclaration } from "../action/index.ts";
import type { Case, Diagnosis, Reasoner } from "../diagnosis/index.ts";
import type { TenantId } from "../identity/index.ts";
import type { Incident } from "../incident/index.ts";
import type { Invariant } from "../invariant/index.ts";
import type { Investigation, InvestigationUse, ToolCall } from "./investigation.ts";
import type { ToolDeclaration } from "./tools.ts";

/** What is known of the system that an incident is of: our own words, not what was read from it. */
export interface SubjectFacts {
  readonly name: string;
  readonly kind: string;
  readonly environment: string;
  readonly members: readonly { readonly id: string; readonly kind: string }[];
  readonly invariants: readonly Pick<Invariant, "name" | "title" | "severity">[];
  /** What it offers, by its own names, without the subject in front. */
  readonly actions: readonly ActionDeclaration[];
}

/** All that a reasoner goes by. It is made anew from the record for each of its moves. */
export interface CaseFile {
  readonly tenantId: TenantId;
  readonly incident: Incident;
  readonly subject: SubjectFacts;
  readonly investigation: Investigation;
  readonly tools: readonly ToolDeclaration[];
  /** The same as the rules see it: what was looked at so far, and what was tried before. */
  readonly known: Case;
}

/** What a reasoner does next. `used` is what thinking of it cost. */
export type Move = { readonly used?: InvestigationUse } & (
  | { readonly kind: "call"; readonly call: ToolCall }
  /** Its suggestions are checked against trusted state before anything is made of them. */
  | { readonly kind: "conclude"; readonly diagnosis: Diagnosis }
  | { readonly kind: "failed"; readonly code: string; readonly why: string }
);

/** Thinks about an incident one move at a time, from the record alone: after a crash another server goes on with it. */
export interface ReasonerPort {
  readonly reasoner: Reasoner;
  /** Never rejects for what a provider does: that is a `failed` move. */
  next(file: CaseFile, signal: AbortSignal): Promise<Move>;
}
