import type { DiagnosisWire } from "@steadyhand/api";

/** What of a diagnosis may be drawn as a cause, and how. */
export type NamedCauses =
  | { readonly kind: "named"; readonly causes: DiagnosisWire["causes"]; readonly confidence: number }
  /** It is thought to be that, and nothing is to be done about it yet. */
  | { readonly kind: "supposed"; readonly causes: DiagnosisWire["causes"]; readonly confidence: number }
  /** No figure belongs to what is not named. */
  | { readonly kind: "none"; readonly says: string };

const without: Readonly<Record<DiagnosisWire["outcome"], string>> = {
  cause_found: "No cause is named.",
  inconclusive:
    "No cause is named: what was seen does not tell which it is. What fits best stands under the other explanations.",
  wait: "No cause is named yet.",
  recovered: "No cause is named: all of it holds again.",
};

/** A cause stands as found only where the diagnosis says that it was found, and a confidence only beside a cause. */
export function causesOf({ outcome, causes, confidence }: DiagnosisWire): NamedCauses {
  if (causes.length === 0) return { kind: "none", says: without[outcome] };
  return { kind: outcome === "cause_found" ? "named" : "supposed", causes, confidence };
}
