import type { ApiProblem } from "@steadyhand/client";
import { Moment } from "./Moment.tsx";
import { WithCode } from "./WithCode.tsx";

/** That what is shown can no longer be seen, and how old it is. */
export function BlindPanel({ since, problem }: { readonly since: Date; readonly problem: ApiProblem }) {
  return (
    <div role="alert" className="hatched rounded-panel border-2 border-edge border-dashed p-3">
      <div className="hatched-label">
        <p className="font-semibold">Blind: the page cannot see what is happening now.</p>
        <p>
          What is shown is from <Moment at={since.toISOString()} />. {problem.detail}. The page keeps trying.
        </p>
        {problem.hint && (
          <p>
            <WithCode text={problem.hint} />.
          </p>
        )}
      </div>
    </div>
  );
}
