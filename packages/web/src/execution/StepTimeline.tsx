import type { ExecutionHeadWire, StepWire } from "@steadyhand/api";
import { memo } from "react";
import { RiskBadge } from "../risk/index.ts";
import { Mark, Timeline, TimelineEntry } from "../timeline/index.ts";
import { stepLook } from "./phase-words.ts";

/** Every step of an execution in order: what became of it, and which one is now. */
export function StepTimeline(props: {
  readonly steps: readonly StepWire[];
  readonly execution: ExecutionHeadWire["phase"];
  readonly selectedId: string | undefined;
  readonly onSelect: (stepId: string) => void;
}) {
  const { steps, execution, selectedId, onSelect } = props;
  return (
    <Timeline label="Steps">
      {steps.map((step) => (
        <StepRow
          key={step.id}
          step={step}
          execution={execution}
          isSelected={step.id === selectedId}
          onSelect={onSelect}
        />
      ))}
    </Timeline>
  );
}

const StepRow = memo(function StepRow(props: {
  readonly step: StepWire;
  readonly execution: ExecutionHeadWire["phase"];
  readonly isSelected: boolean;
  readonly onSelect: (stepId: string) => void;
}) {
  const { step, execution, isSelected, onSelect } = props;
  const look = stepLook(step, execution);
  const isCurrent = step.isCurrent && execution !== "aborted";
  const risk = (step.approval?.judgement ?? step.judgement)?.final;
  return (
    <TimelineEntry
      id={`row-${step.id}`}
      isCurrent={isCurrent}
      mark={<Mark shape={look.shape} tone={look.tone} isBlind={look.isBlind ?? false} />}
    >
      <button
        type="button"
        aria-pressed={isSelected}
        onClick={() => onSelect(step.id)}
        className={`w-full rounded-panel border px-2 py-1 text-left hover:bg-surface-3 ${isSelected ? "border-accent bg-surface-2" : "border-transparent"} ${look.isBlind ? "hatched" : ""}`}
      >
        <span className={`block ${look.isBlind ? "hatched-label" : ""} ${isCurrent ? "font-semibold" : ""}`}>
          {step.number}. {step.title}
        </span>
        <span
          className={`flex flex-wrap items-center gap-2 text-dense text-text-1 ${look.isBlind ? "hatched-label" : ""}`}
        >
          {look.word}
          {risk && <RiskBadge risk={risk} />}
        </span>
      </button>
    </TimelineEntry>
  );
});
