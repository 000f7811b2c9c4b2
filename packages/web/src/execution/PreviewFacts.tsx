import type { PreviewWire } from "@steadyhand/api";
import { ResolvedCommandBlock } from "../command-text/index.ts";
import { DecisionDetails, sayDecision } from "../policy/index.ts";
import { RiskBadge } from "../risk/index.ts";

/** What a dry run found of a step: the exact command, what undoes it, and what the gate would say. */
export function PreviewFacts(props: {
  readonly preview: PreviewWire;
  /** What the gate said is a step away. */
  readonly isFolded?: boolean;
}) {
  const { preview, isFolded = false } = props;
  const { command, rollback, decision, guards } = preview;
  return (
    <div className="flex flex-col gap-3">
      {command && <ResolvedCommandBlock command={command} label="What would run" />}
      {rollback && (
        <div>
          <p className="mb-1 flex items-center gap-2">
            What would undo it <RiskBadge risk={rollback.final} />
          </p>
          <ResolvedCommandBlock command={rollback.command} label="Rollback" />
        </div>
      )}
      {command && !rollback && <p className="text-text-1">The runbook does not say how to undo it.</p>}
      {guards.map((guard) => (
        <ResolvedCommandBlock key={guard.name} command={guard.command} label={`Must not break: ${guard.name}`} />
      ))}
      {decision && (
        <details open={!isFolded}>
          <summary className="font-semibold">Gate: {sayDecision(decision)}</summary>
          <div className="mt-2">
            <DecisionDetails decision={decision} />
          </div>
        </details>
      )}
    </div>
  );
}
