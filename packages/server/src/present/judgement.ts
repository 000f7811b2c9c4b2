import type { EvidenceWire, JudgementWire } from "@steadyhand/api";
import type { Proposal } from "@steadyhand/core/proposal";
import type { Evidence, Judgement } from "@steadyhand/core/risk";

export function presentJudgement({ scanner, scannerVersion, secondKey, merged }: Judgement): JudgementWire {
  return {
    scanner: scanner.risk,
    evidence: scanner.evidence.map(presentEvidence),
    secondKey,
    final: merged.risk,
    mergeRule: merged.rule,
    why: merged.why,
    scannerVersion,
  };
}

/** The judgement that was sealed into a proposal. */
export function presentSealedJudgement({ scanner, evidence, ...rest }: Proposal["risk"]): JudgementWire {
  return presentJudgement({ scanner: { risk: scanner, evidence }, ...rest });
}

function presentEvidence({ rule, risk, range, why, instead }: Evidence): EvidenceWire {
  return { rule, risk, range, why, ...(instead !== undefined && { instead }) };
}
