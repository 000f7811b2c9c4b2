import type { ParsedRunbookWire } from "@steadyhand/api";

/** The variables of a runbook: which are asked for, and which the page sets itself. */
export function VariableList({ parsed }: { readonly parsed: ParsedRunbookWire }) {
  if (parsed.variables.length === 0) return null;
  const numbers = new Map(parsed.steps.map(({ id, number }) => [id, number]));
  return (
    <section aria-label="Variables" className="panel p-3">
      <h3>Variables</h3>
      <ul className="flex flex-col gap-1">
        {parsed.variables.map(({ name, type, uses, setBy, default: standard }) => (
          <li key={name} className="flex flex-wrap gap-x-3">
            <code className="font-mono font-semibold">{name}</code>
            <span className="text-text-2">{type}</span>
            <span className="text-text-1">
              {setBy === undefined ? "you give it a value" : `set by step ${numbers.get(setBy) ?? setBy}`}
              {standard !== undefined && `, otherwise ${standard}`}
              {uses.length > 0 &&
                `; used in step ${[...new Set(uses.map(({ stepId }) => numbers.get(stepId) ?? stepId))].join(", ")}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
