import type { Risk } from "@steadyhand/core/risk";

const looks: Readonly<Record<Risk, { readonly word: string; readonly colour: string }>> = {
  safe: { word: "Safe", colour: "text-safe border-safe" },
  caution: { word: "Caution", colour: "text-caution border-caution" },
  dangerous: { word: "Dangerous", colour: "text-dangerous border-dangerous" },
  unknown: { word: "Unknown", colour: "text-unknown border-unknown border-dashed" },
};

/** A risk as shape, word and colour: always all three. */
export function RiskBadge({ risk, isLarge = false }: { readonly risk: Risk; readonly isLarge?: boolean }) {
  const { word, colour } = looks[risk];
  return (
    <span
      className={`inline-flex items-center gap-2 whitespace-nowrap rounded-panel border-2 bg-surface-0 font-semibold ${colour} ${isLarge ? "px-3 py-1 text-lead" : "px-2 py-0 text-dense"}`}
    >
      <RiskShape risk={risk} size={isLarge ? 18 : 13} />
      {word}
    </span>
  );
}

/** The shape alone, for where the word stands beside it. */
export function RiskShape({ risk, size }: { readonly risk: Risk; readonly size: number }) {
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} aria-hidden="true" fill="currentColor">
      {risk === "safe" && <circle cx="8" cy="8" r="7" />}
      {risk === "caution" && <path d="M8 1 15.5 15H.5z" />}
      {risk === "dangerous" && <path d="M4.5 1h7l4 7-4 7h-7l-4-7z" />}
      {risk === "unknown" && (
        <path d="m8 1 7 7-7 7-7-7z" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="3 2" />
      )}
    </svg>
  );
}
