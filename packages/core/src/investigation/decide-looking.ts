import { refuse, unreachable } from "../outcome/index.ts";
import type { DecisionContext, InvestigationDecision, LookingEvent } from "./decide-investigation.ts";
import { changed, describeCall, describeDiagnosis, describeTurn } from "./describe-investigation.ts";
import { type Investigation, type InvestigationUse, openTurn } from "./investigation.ts";

type Looking = Extract<Investigation, { readonly phase: "looking" }>;
type Of<Type extends LookingEvent["type"]> = Extract<LookingEvent, { readonly type: Type }>;

/** Refuses with `investigation.ended`, `.busy`, `.no_such_turn`, `.not_person` and `.nothing_said`. */
export function decideLooking(
  before: Investigation,
  event: LookingEvent,
  context: DecisionContext,
): InvestigationDecision {
  const cannot = `Cannot ${event.type} in investigation ${before.id}`;
  if (before.phase !== "looking") return refuse("investigation.ended", `${cannot}: it is ${before.phase}`);
  switch (event.type) {
    case "ask":
      return ask(before, event, context, cannot);
    case "answer":
      return answer(before, event, context, cannot);
    case "tell":
      return tell(before, event, context, cannot);
    case "conclude":
      return conclude(before, event, context);
    case "stop": {
      const { phase: _, ...rest } = before;
      const { by, reason } = event;
      const after = { ...rest, phase: "stopped", endedAt: context.now, by, reason } as const;
      return changed(after, { type: "investigation.stopped", actor: by, outcome: "ok", why: reason, data: {} });
    }
    default:
      return unreachable(event);
  }
}

function ask(before: Looking, { call, used }: Of<"ask">, { system, now }: DecisionContext, cannot: string) {
  if (openTurn(before) !== undefined) return refuse("investigation.busy", `${cannot}: a call is under way`);
  const turn = { number: before.turns.length + 1, call, askedAt: now };
  const after = { ...before, turns: [...before.turns, turn], used: add(before, used) };
  const data = { turn: turn.number, ...describeCall(call) };
  return changed(after, { type: "investigation.asked", actor: system, outcome: "ok", why: call.why, data });
}

function answer(before: Looking, event: Of<"answer">, { system }: DecisionContext, cannot: string) {
  const open = openTurn(before);
  if (open === undefined || open.number !== event.number) {
    return refuse("investigation.no_such_turn", `${cannot}: turn ${event.number} waits for no answer`);
  }
  const turn = { ...open, answer: event.answer };
  const { outcome: came } = event.answer;
  const fact = { type: "investigation.answered", actor: system, why: `${open.call.tool} ${came}` } as const;
  const outcome = came === "answered" ? "ok" : came;
  return changed(
    { ...before, turns: [...before.turns.slice(0, -1), turn] },
    { ...fact, outcome, data: describeTurn(turn) },
  );
}

function tell(before: Looking, { by, text: given }: Of<"tell">, { now }: DecisionContext, cannot: string) {
  const text = given.trim();
  if (by.kind !== "person") return refuse("investigation.not_person", `${cannot}: ${by.name} is not a person`);
  if (text === "") return refuse("investigation.nothing_said", `${cannot}: there is no text`, "Say what to look at");
  const after = { ...before, told: [...before.told, { by, at: now, text }] };
  return changed(after, { type: "investigation.told", actor: by, outcome: "ok", why: text, data: {} });
}

function conclude(before: Looking, event: Of<"conclude">, { system, now }: DecisionContext) {
  const { phase: _, ...rest } = before;
  const { diagnosis, because, why, used } = event;
  const after = { ...rest, phase: "concluded", endedAt: now, diagnosis, because, used: add(before, used) } as const;
  const data = { because, ...(why !== undefined && { ended: why }), ...describeDiagnosis(diagnosis) };
  const fact = { type: "investigation.concluded", actor: system, outcome: "ok", why: diagnosis.summary } as const;
  return changed(after, { ...fact, data });
}

function add({ used }: Investigation, more: InvestigationUse | undefined): InvestigationUse {
  if (more === undefined) return used;
  return { tokens: used.tokens + more.tokens, microUsd: used.microUsd + more.microUsd };
}
