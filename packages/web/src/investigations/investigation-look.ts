import type { DiagnosisWire, InvestigationWire, RemedyWire, TurnWire } from "@steadyhand/api";
import type { Look } from "../timeline/index.ts";

const outcomes: Readonly<Record<DiagnosisWire["outcome"], Look>> = {
  cause_found: { word: "Cause found", shape: "verify", tone: "plain" },
  inconclusive: { word: "Inconclusive", shape: "question", tone: "plain" },
  wait: { word: "Waits", shape: "dot", tone: "now" },
  recovered: { word: "Recovered", shape: "check", tone: "good" },
};

/** How what was concluded looks, and what it is called. */
export function outcomeLook({ outcome }: Pick<DiagnosisWire, "outcome">): Look {
  return outcomes[outcome];
}

/** How an investigation stands: while it looks, and by what it came to afterwards. */
export function investigationLook(
  investigation: Pick<InvestigationWire, "phase"> & { readonly diagnosis?: Pick<DiagnosisWire, "outcome"> | undefined },
): Look {
  if (investigation.phase === "looking") return { word: "Looking", shape: "run", tone: "now" };
  if (investigation.phase === "stopped") return { word: "Stopped", shape: "stop", tone: "plain" };
  return investigation.diagnosis
    ? outcomeLook(investigation.diagnosis)
    : { word: "Concluded", shape: "dot", tone: "plain" };
}

const answers: Readonly<Record<NonNullable<TurnWire["answer"]>["outcome"], Look>> = {
  answered: { word: "Answered", shape: "check", tone: "quiet" },
  refused: { word: "Refused", shape: "stop", tone: "plain" },
  failed: { word: "Failed", shape: "cross", tone: "plain" },
};

/** How one turn ended. A call that nobody answered any more is not known to have failed. */
export function turnLook(
  { answer }: { readonly answer?: Pick<NonNullable<TurnWire["answer"]>, "outcome"> | undefined },
  isLooking: boolean,
): Look {
  if (answer) return answers[answer.outcome];
  if (isLooking) return { word: "Being looked at", shape: "run", tone: "now" };
  return { word: "Never answered", shape: "question", tone: "plain", isBlind: true };
}

const results: Readonly<Record<NonNullable<RemedyWire["result"]>, Look>> = {
  helped: { word: "It helped", shape: "check", tone: "good" },
  unchanged: { word: "It did not help", shape: "cross", tone: "plain" },
  worse: { word: "It made it worse", shape: "alert", tone: "plain" },
  unknown: { word: "Nobody can say whether it helped", shape: "question", tone: "plain", isBlind: true },
  declined: { word: "Declined", shape: "stop", tone: "plain" },
  failed: { word: "It was not done", shape: "cross", tone: "plain" },
};

/** How far a remedy is, and what it came to. It is green only when it was seen to help. */
export function remedyLook({ phase, result }: Pick<RemedyWire, "phase" | "result">): Look {
  if (phase === "proposed") return { word: "Proposed", shape: "question", tone: "now" };
  if (phase === "verifying") return { word: "Done, being verified", shape: "verify", tone: "now" };
  return results[result ?? "unknown"];
}

const ends: Readonly<Record<NonNullable<InvestigationWire["because"]>, string>> = {
  concluded: "It had concluded.",
  turns: "It had used up its turns: the rules concluded from what was seen.",
  time: "Its time was over: the rules concluded from what was seen.",
  tokens: "It had used up its tokens: the rules concluded from what was seen.",
  money: "It had used up its money: the rules concluded from what was seen.",
  repeated_calls: "It kept asking the same: the rules concluded from what was seen.",
  reasoner_failed: "The reasoner could not go on: the rules concluded from what was seen.",
};

/** Why an investigation came to its end. */
export function sayEnd(because: keyof typeof ends): string {
  return ends[because];
}
