import { useState } from "react";
import { useExplanation } from "../api/index.ts";
import { Loading, Moment, ProblemPanel } from "../frame/index.ts";
import { DecisionDetails, sayDecision } from "./DecisionDetails.tsx";

/** Why the gate decided of a step as it did, asked for only when somebody looks. */
export function StepExplanation(props: {
  readonly executionId: string;
  readonly stepId: string;
  /** Another one whenever the step may have been judged again. */
  readonly revision: string;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit font-semibold">Why the gate decided so</summary>
      {isOpen && <Explanation {...props} />}
    </details>
  );
}

function Explanation({ executionId, stepId, revision }: Parameters<typeof StepExplanation>[0]) {
  const explanation = useExplanation({ executionId, stepId, revision });
  if (explanation.status === "loading") return <Loading what="the decision" rows={3} />;
  if (explanation.status === "failed") {
    if (explanation.problem.code === "decision.not_found") return <p className="mt-2">It has not been judged yet.</p>;
    return <ProblemPanel problem={explanation.problem} onRetry={explanation.retry} />;
  }
  const { decision, at, attempt } = explanation.data;
  return (
    <div className="mt-2 flex flex-col gap-2">
      <p>
        Attempt {attempt}: {sayDecision(decision)}, judged <Moment at={at} />
      </p>
      <DecisionDetails decision={decision} />
    </div>
  );
}
