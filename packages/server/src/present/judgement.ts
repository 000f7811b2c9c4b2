import type { EvidenceWire, JudgementWire, SecondKeyWire } from "@steadyhand/api";
import type { Proposal } from "@steadyhand/core/proposal";
import type { Evidence, Judgement, SecondKey } from "@steadyhand/core/risk";

export function presentJudgement(judgement: Judgement): JudgementWire {
  const { scanner, scannerVersion, secondKey, merged, suggestedRollback } = judgement;
  return {
    scanner: scanner.risk,
    evidence: scanner.evidence.map(presentEvidence),
    secondKey: presentSecondKey(secondKey),
    final: merged.risk,
    mergeRule: merged.rule,
    why: merged.why,
    scannerVersion,
    ...(suggestedRollback && { suggestedRollback }),
  };
}

/** The judgement that was sealed into a proposal. */
export function presentSealedJudgement({ scanner, evidence, ...rest }: Proposal["risk"]): JudgementWire {
  return presentJudgement({ scanner: { risk: scanner, evidence }, ...rest });
}

export function presentSecondKey(key: SecondKey): SecondKeyWire {
  if (key.state === "absent") {
    const { state, code, reason, by } = key;
    return { state, code, reason, ...(by && { by }) };
  }
  const { state, risk, confidence, reason, rollback, by } = key;
  return { state, risk, confidence, reason, ...(rollback !== undefined && { rollback }), by };
}

function presentEvidence(evidence: Evidence): EvidenceWire {
  const { rule, risk, range, why, instead, effect, reach, isReversible, undo } = evidence;
  return {
    ...{ rule, risk, range, why },
    ...(instead !== undefined && { instead }),
    ...(effect !== undefined && { effect }),
    ...(reach !== undefined && { reach }),
    ...(isReversible !== undefined && { isReversible }),
    ...(undo !== undefined && { undo }),
  };
}
