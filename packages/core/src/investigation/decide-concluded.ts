import { refuse, unreachable } from "../outcome/index.ts";
import type { ConcludedEvent, DecisionContext, InvestigationDecision } from "./decide-investigation.ts";
import { changed, describeDiagnosis } from "./describe-investigation.ts";
import type { Concluded, Investigation, InvestigationFact, Remedy, RemedyResult } from "./investigation.ts";

type Of<Type extends ConcludedEvent["type"]> = Extract<ConcludedEvent, { readonly type: Type }>;

/** Refuses with `investigation.not_concluded`, `.has_remedy`, `.no_remedy` and `.escalated`. */
export function decideConcluded(
  before: Investigation,
  event: ConcludedEvent,
  context: DecisionContext,
): InvestigationDecision {
  const cannot = `Cannot ${event.type.replaceAll("_", " ")} in investigation ${before.id}`;
  if (before.phase !== "concluded") return refuse("investigation.not_concluded", `${cannot}: it is ${before.phase}`);
  switch (event.type) {
    case "propose":
      if (before.remedy) return refuse("investigation.has_remedy", `${cannot}: something was proposed already`);
      return propose(before, event, context);
    case "done":
      if (before.remedy?.phase !== "proposed")
        return refuse("investigation.no_remedy", `${cannot}: nothing is under way`);
      return done(before, before.remedy, event, context);
    case "remedy_ended":
      if (before.remedy === undefined || before.remedy.phase === "ended") {
        return refuse("investigation.no_remedy", `${cannot}: nothing is under way`);
      }
      return ended(before, before.remedy, event, context);
    case "escalate": {
      if (before.escalated) return refuse("investigation.escalated", `${cannot}: people were told already`);
      const { why } = event;
      const fact = { type: "incident.escalated", actor: context.system, outcome: "ok", why } as const;
      const after = { ...before, escalated: { at: context.now, why } };
      return changed(after, { ...fact, data: describeDiagnosis(before.diagnosis) });
    }
    default:
      return unreachable(event);
  }
}

function propose(before: Concluded, event: Of<"propose">, { system, now }: DecisionContext) {
  const { suggestion, executionId, runbookId, before: violated, mends } = event;
  const origin = runbookId === undefined ? {} : { runbookId };
  const remedy = {
    suggestion,
    executionId,
    ...origin,
    proposedAt: now,
    before: violated,
    mends,
    phase: "proposed",
  } as const;
  const fact = {
    type: "action.proposed",
    actor: system,
    outcome: "ok",
    why: suggestion.predicted,
    executionId,
  } as const;
  return changed({ ...before, remedy }, { ...fact, data: { ...suggestion, ...origin } });
}

type Under<Phase extends Remedy["phase"]> = Extract<Remedy, { readonly phase: Phase }>;

function done(before: Concluded, proposed: Under<"proposed">, event: Of<"done">, { system }: DecisionContext) {
  const { doneAt, settleMs, until } = event;
  const { suggestion, executionId } = proposed;
  const remedy: Remedy = { ...proposed, phase: "verifying", doneAt, settleMs, until };
  const { action, verifiedBy } = suggestion;
  const why = `${action} was done; ${verifiedBy.join(", ")} must hold for ${settleMs / 1000} s`;
  const data = { action, verifiedBy, settleMs, until: until.toISOString() };
  return changed({ ...before, remedy }, { type: "action.done", actor: system, outcome: "ok", why, data, executionId });
}

function ended(
  before: Concluded,
  open: Under<"proposed" | "verifying">,
  { result, why }: Of<"remedy_ended">,
  { system, now }: DecisionContext,
) {
  const { suggestion, executionId, proposedAt, mends, runbookId } = open;
  const remedy: Remedy = {
    ...{ suggestion, executionId, proposedAt, before: open.before, mends, phase: "ended", endedAt: now, result, why },
    ...(runbookId !== undefined && { runbookId }),
    ...(open.phase === "verifying" && { doneAt: open.doneAt }),
  };
  const data = { action: suggestion.action, verifiedBy: suggestion.verifiedBy, result };
  const fact = { type: "action.verified", actor: system, why, data, executionId } as const;
  return changed({ ...before, remedy }, { ...fact, outcome: outcomeOf(result) });
}

function outcomeOf(result: RemedyResult): InvestigationFact["outcome"] {
  switch (result) {
    case "helped":
      return "ok";
    case "declined":
      return "refused";
    case "unchanged":
    case "worse":
    case "failed":
      return "failed";
    case "unknown":
      return "unknown";
    default:
      return unreachable(result);
  }
}
