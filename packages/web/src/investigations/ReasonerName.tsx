import type { DiagnosisWire } from "@steadyhand/api";
import { nameReasoner } from "./name-reasoner.ts";

/** Who thought it, as shape and word: a square for rules, a dashed diamond for a model. */
export function ReasonerName({ by }: { readonly by: DiagnosisWire["by"] }) {
  const { kind, name } = nameReasoner(by);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <svg
        viewBox="0 0 16 16"
        width={14}
        height={14}
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
      >
        {by.kind === "rules" ? <path d="M3 3h10v10H3z" /> : <path d="m8 1 7 7-7 7-7-7z" strokeDasharray="3 2" />}
      </svg>
      <span className="font-semibold">{kind}</span>
      <span className="text-text-1">{name}</span>
    </span>
  );
}
