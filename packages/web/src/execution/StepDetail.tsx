import type { ExecutionHeadWire, StepWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { VisibleText } from "../command-text/index.ts";
import { Moment, Reach } from "../frame/index.ts";
import { StepExplanation } from "../policy/index.ts";
import { Mark } from "../timeline/index.ts";
import { beyondTitle, sentence } from "../words/index.ts";
import { AttemptList } from "./AttemptList.tsx";
import { PreviewFacts } from "./PreviewFacts.tsx";
import { stepLook } from "./phase-words.ts";
import { Readings } from "./Readings.tsx";
import { StepCommand } from "./StepCommand.tsx";

/** One step that is not the current one, with all that is known of it. */
export function StepDetail(props: {
  readonly head: Pick<ExecutionHeadWire, "id" | "phase">;
  readonly step: StepWire;
  readonly revision: string;
  readonly onClose: () => void;
}) {
  const { head, step, revision, onClose } = props;
  const executionId = head.id;
  const look = stepLook(step, head.phase);
  return (
    <section aria-label={`Step ${step.number}`} className="panel flex flex-col gap-3 p-4">
      <header className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 text-text-1">
            <Mark shape={look.shape} tone={look.tone} isBlind={look.isBlind ?? false} /> {look.word}
            {step.at && (
              <span>
                <Moment at={step.at} />
              </span>
            )}
            {step.by && <span>by {step.by.name}</span>}
          </p>
          <h2>
            {step.number}. {step.title}
          </h2>
        </div>
        <button type="button" className="button" onClick={onClose}>
          Back to the current step <kbd className="key">c</kbd>
        </button>
      </header>
      {beyondTitle(step) !== "" && <p className="max-w-[80ch] whitespace-pre-line text-text-1">{beyondTitle(step)}</p>}
      {step.condition && (
        <p>
          Only if this {step.condition.branch === "then" ? "holds" : "does not hold"}: {step.condition.text}
        </p>
      )}
      {step.why && step.phase !== "succeeded" && <p>{sentence(step.why)}</p>}
      <StepCommand step={step} />
      {step.preview && <PreviewFacts preview={step.preview} />}
      {step.readings && <Readings readings={step.readings} />}
      {step.from && (
        <p>
          Verified in{" "}
          <Link to="/executions/$executionId" params={{ executionId: step.from }} search={{}}>
            the run that this one goes on from
          </Link>
        </p>
      )}
      {step.expect !== undefined && (
        <p>
          It worked when the output holds{" "}
          <code className="font-mono">
            <VisibleText text={step.expect} />
          </code>
        </p>
      )}
      {step.phase !== "pending" && (
        <StepExplanation executionId={executionId} stepId={step.id} revision={`${revision} ${step.phase}`} />
      )}
      <AttemptList executionId={executionId} stepId={step.id} revision={revision} />
      <Reach
        path={`/executions/${executionId}?step=${step.id}`}
        command={`npx steady executions show ${executionId}`}
      />
    </section>
  );
}
