import type { InvestigationSummaryWire, InvestigationWire, TurnWire } from "@steadyhand/api";
import type { Investigation, ToolAnswer, Turn } from "@steadyhand/core/investigation";
import { unreachable } from "@steadyhand/core/outcome";
import { plain } from "./plain.ts";

export function presentInvestigationSummary(investigation: Investigation): InvestigationSummaryWire {
  const { diagnosis, ...head } = headOf(investigation);
  return { ...head, turns: investigation.turns.length, ...(diagnosis && { diagnosis }) };
}

/** So much of one answer is shown with its investigation. */
const mostShown = 2_000;

export function presentInvestigation(investigation: Investigation): InvestigationWire {
  const { turns, told, sequence, phase } = investigation;
  return {
    ...headOf(investigation),
    ...{ turns: turns.map((turn) => presentTurn(turn, mostShown)), told: plain(told), sequence },
    can: phase === "looking" ? ["tell", "stop"] : [],
  };
}

/** One call with at most so many characters of its answer; all that is kept when not given. */
export function presentTurn({ number, call, askedAt, answer }: Turn, most?: number): TurnWire {
  const { tool, arguments: given, why } = call;
  return {
    ...{ number, tool, arguments: plain(given), why, askedAt: askedAt.toISOString() },
    ...(answer && { answer: presentAnswer(answer, most) }),
  };
}

function presentAnswer({ endedAt, outcome, text, sha256, characters }: ToolAnswer, most = text.length) {
  const shown = text.slice(0, most);
  const isWhole = shown.length === characters;
  return { endedAt: endedAt.toISOString(), outcome, text: shown, isWhole, sha256, characters };
}

function headOf(investigation: Investigation) {
  const { id, incidentId, subject, reasoner, startedBy, startedAt, why, phase, budget, used } = investigation;
  return {
    ...plain({ id, incidentId, subject, reasoner, startedBy, startedAt, why, phase, budget, used }),
    ...endOf(investigation),
  };
}

type End = Pick<InvestigationWire, "endedAt" | "because" | "stopped" | "diagnosis" | "remedy" | "escalated">;

function endOf(investigation: Investigation): End {
  switch (investigation.phase) {
    case "looking":
      return {};
    case "stopped": {
      const { endedAt, by, reason } = investigation;
      return plain({ endedAt, stopped: { by, reason } });
    }
    case "concluded": {
      const { endedAt, because, diagnosis, remedy, escalated } = investigation;
      return plain({ endedAt, because, diagnosis, ...(remedy && { remedy }), ...(escalated && { escalated }) });
    }
    default:
      return unreachable(investigation);
  }
}
