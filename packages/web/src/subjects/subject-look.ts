import type { StandingWire, SubjectSummaryWire, SubjectWire } from "@steadyhand/api";
import type { Look } from "../timeline/index.ts";

type MemberState = NonNullable<SubjectWire["members"][number]["state"]>;

const members: Readonly<Record<MemberState, Look>> = {
  up: { word: "Up", shape: "check", tone: "good" },
  down: { word: "Down", shape: "cross", tone: "plain" },
  leaving: { word: "Leaving", shape: "back", tone: "now" },
  unknown: { word: "Unknown", shape: "question", tone: "plain", isBlind: true },
};

/** How a member looks. What was seen too long ago looks unseen, whatever was seen then. */
export function memberLook(state: MemberState | undefined, isStale: boolean): Look {
  if (state === undefined) return { ...members.unknown, word: "Not looked at yet" };
  return asSeen(members[state], isStale);
}

const standings: Readonly<Record<StandingWire["phase"], Look>> = {
  holding: { word: "Holds", shape: "check", tone: "good" },
  suspected: { word: "Suspected", shape: "dot", tone: "now" },
  violated: { word: "Violated", shape: "cross", tone: "plain" },
  settling: { word: "Holds again, not yet for long enough", shape: "verify", tone: "now" },
  unknown: { word: "Cannot be seen", shape: "question", tone: "plain", isBlind: true },
};

/** How an invariant stands on one member. What the last look could not see is blind, whatever held before. */
export function standingLook(
  { invariant, phase, verdict }: Pick<StandingWire, "phase" | "verdict"> & { readonly invariant: string },
  isStale: boolean,
): Look {
  // What is violated there is that it can be seen.
  const look =
    invariant === "observed" && (phase === "violated" || phase === "suspected") ? standings.unknown : standings[phase];
  if (verdict !== "unknown" || look.isBlind) return asSeen(look, isStale);
  if (phase === "holding") return standings.unknown;
  return { ...look, word: `${look.word}, cannot be seen now`, tone: "plain", isBlind: true };
}

/** The worst of a subject in one look: what cannot be seen comes before all else, for nothing is known besides. */
export function subjectLook(subject: Pick<SubjectSummaryWire, "lastLook" | "invariants">, isStale: boolean): Look {
  const { lastLook, invariants } = subject;
  if (lastLook === undefined) return { ...standings.unknown, word: "Not looked at here" };
  if (isStale) return { ...standings.unknown, word: "Not seen for too long" };
  if (lastLook.outcome === "failed") return { ...standings.unknown, word: "The last look failed" };
  const phases = new Set(
    invariants.map(({ name, phase = "unknown" }) =>
      name === "observed" && phase !== "holding" && phase !== "settling" ? "unknown" : phase,
    ),
  );
  const worst = (["violated", "unknown", "suspected", "settling"] as const).find((phase) => phases.has(phase));
  if (worst === "settling") return { ...standings.settling, word: "Settling" };
  return worst === undefined ? { ...standings.holding, word: "All holds" } : standings[worst];
}

function asSeen(look: Look, isStale: boolean): Look {
  return isStale && !look.isBlind
    ? { ...look, word: `${look.word} when last seen`, tone: "plain", isBlind: true }
    : look;
}

/** So many intervals without a look, and what was seen is old. */
const staleAfterTurns = 3;

/** Whether the last look is too old to say how it stands now; also when there was none. */
export function isStale(
  { lastLook, everyMs, withinMs }: Pick<SubjectSummaryWire, "lastLook" | "everyMs" | "withinMs">,
  now: Date,
): boolean {
  return lastLook === undefined || now.getTime() - Date.parse(lastLook.at) > staleAfterTurns * everyMs + withinMs;
}
