import type { StepWire } from "@steadyhand/api";
import type { ReactNode } from "react";
import { Moment, useNow } from "../frame/index.ts";
import { OutputPane } from "../output/index.ts";
import { sayWholeSeconds } from "../words/index.ts";
import type { ExecutionFollower } from "./follow-execution.ts";
import { StepCommand } from "./StepCommand.tsx";
import { useLiveOutput } from "./use-execution.ts";

/** A step that runs now: since when, and what it writes. */
export function RunningStep(props: {
  readonly step: StepWire;
  readonly follower: ExecutionFollower;
  readonly isBlind: boolean;
  readonly children: ReactNode;
}) {
  const { step, follower, isBlind, children } = props;
  const attempt = step.attempt ?? 1;
  const output = useLiveOutput(follower, step.id, attempt);
  const now = useNow();
  const runningMs = step.dispatchedAt === undefined ? undefined : now.getTime() - Date.parse(step.dispatchedAt);
  return (
    <>
      <p className="text-lead">
        {runningMs !== undefined && <>{sayWholeSeconds(runningMs)} so far. </>}
        {step.dispatchedAt && (
          <span className="text-base text-text-1">
            Handed to the runner <Moment at={step.dispatchedAt} />
          </span>
        )}
      </p>
      <StepCommand step={step} />
      <div className={isBlind ? "hatched rounded-panel p-2" : ""}>
        <OutputPane
          key={`${step.id}/${attempt}`}
          label={`Output of attempt ${attempt}`}
          output={output}
          isLive
          fileName={`${step.id}-attempt-${attempt}.txt`}
        />
      </div>
      {children}
    </>
  );
}
