import { sayAssessment } from "./say-assessment.ts";
import type { Assessment } from "./use-assessed.ts";

/** How it goes with the second key, in a place that keeps its size: what it says changes, nothing below it moves. */
export function AssessmentLine({
  assessment,
  isReading,
}: {
  readonly assessment: Assessment;
  /** The text is being read anew: what was said about the one before is not shown. */
  readonly isReading: boolean;
}) {
  if (assessment.state === "none" && !isReading) return null;
  const proposes =
    assessment.state === "ready" &&
    assessment.extraction.state === "answered" &&
    assessment.extraction.steps.length > 0;
  return (
    <div
      role="status"
      aria-label="Asking the model"
      className="h-[72px] overflow-y-auto text-text-1 sm:h-[48px]"
      // What does not fit is reached by scrolling, with the keyboard too.
      tabIndex={-1}
    >
      {!isReading && (
        <p>
          {assessment.state === "asking" && <progress aria-hidden="true" className="mr-2 h-2 w-[72px]" />}
          {sayAssessment(assessment)} {proposes && <a href="#proposed">Look at what it proposes</a>}
          {assessment.state === "failed" && (
            <button type="button" className="text-accent underline" onClick={assessment.retry}>
              Ask again
            </button>
          )}
        </p>
      )}
    </div>
  );
}
