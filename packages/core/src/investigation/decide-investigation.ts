import type { Diagnosis, SuggestedAction } from "../diagnosis/index.ts";
import type { Actor, ExecutionId, RunbookId } from "../identity/index.ts";
import type { ViolationKey } from "../incident/index.ts";
import { type Refusal, unreachable } from "../outcome/index.ts";
import { decideConcluded } from "./decide-concluded.ts";
import { decideLooking } from "./decide-looking.ts";
import type {
  EndedBecause,
  Investigation,
  InvestigationFact,
  InvestigationUse,
  RemedyResult,
  ToolAnswer,
  ToolCall,
} from "./investigation.ts";

/** What can happen while it looks. */
export type LookingEvent =
  | { readonly type: "ask"; readonly call: ToolCall; readonly used?: InvestigationUse }
  | { readonly type: "answer"; readonly number: number; readonly answer: ToolAnswer }
  | { readonly type: "tell"; readonly by: Actor; readonly text: string }
  | {
      readonly type: "conclude";
      readonly diagnosis: Diagnosis;
      readonly because: EndedBecause;
      /** What stood in the way, where the reasoner itself did not come to an end. */
      readonly why?: string;
      readonly used?: InvestigationUse;
    }
  | { readonly type: "stop"; readonly by: Actor; readonly reason: string };

/** What can happen once it has concluded. */
export type ConcludedEvent =
  | {
      readonly type: "propose";
      readonly suggestion: SuggestedAction;
      readonly executionId: ExecutionId;
      readonly runbookId?: RunbookId;
      readonly before: readonly ViolationKey[];
      readonly mends: readonly ViolationKey[];
    }
  | { readonly type: "done"; readonly doneAt: Date; readonly settleMs: number; readonly until: Date }
  | { readonly type: "remedy_ended"; readonly result: RemedyResult; readonly why: string }
  | { readonly type: "escalate"; readonly why: string };

export type InvestigationEvent = LookingEvent | ConcludedEvent;

export interface DecisionContext {
  /** Who acts where no person does. */
  readonly system: Actor;
  readonly now: Date;
}

export type InvestigationDecision =
  | { readonly ok: true; readonly investigation: Investigation; readonly facts: readonly InvestigationFact[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** Applies one event to an investigation. A refusal changes nothing; what comes twice is refused the second time. */
export function decideInvestigation(
  before: Investigation,
  event: InvestigationEvent,
  context: DecisionContext,
): InvestigationDecision {
  switch (event.type) {
    case "ask":
    case "answer":
    case "tell":
    case "conclude":
    case "stop":
      return decideLooking(before, event, context);
    case "propose":
    case "done":
    case "remedy_ended":
    case "escalate":
      return decideConcluded(before, event, context);
    default:
      return unreachable(event);
  }
}
