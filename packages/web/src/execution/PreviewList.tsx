import type { ExecutionHeadWire, StepWire } from "@steadyhand/api";
import { useProgressiveCount } from "../frame/index.ts";
import { RiskBadge } from "../risk/index.ts";
import { Mark } from "../timeline/index.ts";
import { sentence } from "../words/index.ts";
import { PreviewFacts } from "./PreviewFacts.tsx";
import { stepLook } from "./phase-words.ts";

/** Everything that a dry run found, step by step: what would happen, why, with which command, and what would undo it. */
export function PreviewList({
  head,
  steps,
}: {
  readonly head: ExecutionHeadWire;
  readonly steps: readonly StepWire[];
}) {
  const previewed = steps.filter(({ preview }) => preview !== undefined);
  const count = useProgressiveCount(previewed.length, { first: 20, portion: 50 });
  if (previewed.length === 0) return null;
  return (
    <section aria-label="What would happen" className="flex flex-col gap-3">
      <h2 className="text-title">What would happen</h2>
      <ol className="flex flex-col gap-3">
        {previewed.slice(0, count).map((step) => (
          <li key={step.id} className="row-lazy panel flex flex-col gap-3 p-4">
            <Preview head={head} step={step} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Preview({ head, step }: { readonly head: ExecutionHeadWire; readonly step: StepWire }) {
  const { number, title, preview } = step;
  if (preview === undefined) return null;
  const look = stepLook(step, head.phase);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Mark shape={look.shape} tone={look.tone} />
        <h3>
          {number}. {title}
        </h3>
        <span>{look.word}</span>
        {preview.judgement && <RiskBadge risk={preview.judgement.final} />}
      </div>
      <p>{sentence(preview.why)}</p>
      <PreviewFacts preview={preview} isFolded />
    </>
  );
}
