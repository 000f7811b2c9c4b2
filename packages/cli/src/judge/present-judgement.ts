import type { EvidenceWire, JudgementWire } from "@steadyhand/api";
import type { Evidence, Judgement } from "@steadyhand/core/risk";

/** A judgement in the API's shape. A test holds it to what the server answers. */
export function presentJudgement(judgement: Judgement): JudgementWire {
  const { scanner, scannerVersion, secondKey, merged, suggestedRollback } = judgement;
  return {
    scanner: scanner.risk,
    evidence: scanner.evidence.map(presentEvidence),
    secondKey,
    final: merged.risk,
    mergeRule: merged.rule,
    why: merged.why,
    scannerVersion,
    ...(suggestedRollback && { suggestedRollback }),
  };
}

function presentEvidence({
  rule,
  risk,
  range,
  why,
  instead,
  effect,
  reach,
  isReversible,
  undo,
}: Evidence): EvidenceWire {
  return {
    rule,
    risk,
    range,
    why,
    ...(instead !== undefined && { instead }),
    ...(effect && { effect }),
    ...(reach && { reach }),
    ...(isReversible !== undefined && { isReversible }),
    ...(undo !== undefined && { undo }),
  };
}
