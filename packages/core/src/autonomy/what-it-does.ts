import { actionClasses } from "../policy/index.ts";
import type { BlastRadius } from "../proposal/index.ts";
import { type Evidence, isReading } from "../risk/index.ts";
import type { ActionClass } from "./judged-proposal.ts";

/** What running something does, told from the evidence of its judgement and from nobody's word. */
export interface WhatItDoes {
  /** Worst first; never empty. */
  readonly actionClasses: readonly ActionClass[];
  readonly blastRadius: BlastRadius;
  /** Absent where no table says so. */
  readonly isReversible?: boolean;
  readonly isIdempotent: boolean;
}

/** No evidence at all says nothing: then it is unknown in every respect. */
export function whatItDoes(evidence: readonly Evidence[]): WhatItDoes {
  const classes = new Set(evidence.length === 0 ? ["unknown" as const] : evidence.map(classOf));
  const changing = evidence.filter((one) => !isReading(classOf(one)));
  const onlyReads = [...classes].every(isReading);
  const isReversible = reversibilityOf(evidence, changing);
  return {
    actionClasses: actionClasses.filter((name) => classes.has(name)),
    blastRadius: onlyReads ? "one" : radiusOf(changing),
    ...(isReversible !== undefined && { isReversible }),
    // Only what changes nothing is sure to do the same when it is done again.
    isIdempotent: onlyReads,
  };
}

/** A remark about something safe changes nothing; of anything else that no table knows, nobody can say what it does. */
function classOf({ effect, risk }: Evidence): ActionClass {
  return effect ?? (risk === "safe" ? "reads" : "unknown");
}

/** What was revealed stays known, though it changed nothing. */
function reversibilityOf(evidence: readonly Evidence[], changing: readonly Evidence[]): boolean | undefined {
  if (evidence.some(({ isReversible }) => isReversible === false)) return false;
  return evidence.length > 0 && changing.every(({ isReversible }) => isReversible === true) ? true : undefined;
}

function radiusOf(changing: readonly Evidence[]): BlastRadius {
  const reaches = changing.map(({ reach }) => reach ?? "unknown");
  return (["all", "unknown", "many", "one"] as const).find((radius) => reaches.includes(radius)) ?? "unknown";
}
