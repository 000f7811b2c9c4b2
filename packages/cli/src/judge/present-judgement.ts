import type { JudgementWire } from "@steadyhand/api";
import type { Judgement } from "@steadyhand/core/risk";

/** A judgement in the API's shape. A test holds it to what the server answers. */
export function presentJudgement({ scanner, scannerVersion, secondKey, merged }: Judgement): JudgementWire {
  return {
    scanner: scanner.risk,
    evidence: scanner.evidence.map((one) => ({ ...one })),
    secondKey,
    final: merged.risk,
    mergeRule: merged.rule,
    why: merged.why,
    scannerVersion,
  };
}
