import type { IncidentWire } from "@steadyhand/api";

const words: Readonly<Record<IncidentWire["severity"], string>> = { critical: "Critical", warning: "Warning" };

/** How bad it is, as shape and word. The risks' colours are not used: how bad something is says nothing of what a step would do. */
export function SeverityBadge({ severity }: { readonly severity: IncidentWire["severity"] }) {
  const isCritical = severity === "critical";
  return (
    <span
      className={`inline-flex items-center gap-2 whitespace-nowrap rounded-panel border-2 px-2 font-semibold text-dense ${isCritical ? "border-text-0 bg-text-0 text-surface-0" : "border-edge bg-surface-0 text-text-0"}`}
    >
      <svg viewBox="0 0 16 16" width={13} height={13} aria-hidden="true" fill="currentColor">
        {isCritical ? (
          <path d="M8 0 16 8 8 16 0 8zM7 4v5h2V4zm0 6v2h2v-2z" fillRule="evenodd" />
        ) : (
          <path d="M8 1 15 8 8 15 1 8z" fill="none" stroke="currentColor" strokeWidth="2" />
        )}
      </svg>
      {words[severity]}
    </span>
  );
}
