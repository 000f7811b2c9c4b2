import type { DiagnosisWire } from "@steadyhand/api";

/** Who thought it, by name: rules and a model are never mistaken for each other. */
export function nameReasoner(by: DiagnosisWire["by"]): { readonly kind: "Rules" | "Model"; readonly name: string } {
  return by.kind === "rules"
    ? { kind: "Rules", name: `version ${by.version}` }
    : { kind: "Model", name: `${by.model} by ${by.provider}` };
}
