import type { ApiProblem } from "@steadyhand/client";
import { CopyButton } from "./CopyButton.tsx";
import { WithCode } from "./WithCode.tsx";

/** What went wrong: what was tried, on what, what stood in the way, what to do, and a code to copy. */
export function ProblemPanel(props: {
  readonly problem: ApiProblem;
  readonly title?: string;
  readonly onRetry?: () => void;
  readonly onClose?: () => void;
}) {
  const { problem, title = "That did not work", onRetry, onClose } = props;
  return (
    <div role="alert" className="panel border-2 border-edge bg-surface-2 p-4">
      <p className="font-semibold">{title}</p>
      <p className="mt-1">{problem.detail}</p>
      {problem.issues.length > 0 && (
        <ul className="mt-2 list-disc pl-5">
          {problem.issues.map(({ path, message }) => (
            <li key={path + message}>
              <code className="font-mono text-dense">{path}</code>: {message}
            </li>
          ))}
        </ul>
      )}
      {problem.hint && (
        <p className="mt-2 font-semibold">
          <WithCode text={problem.hint} />.
        </p>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {onRetry && isWorthAnotherTry(problem) && (
          <button type="button" className="button" onClick={onRetry}>
            Try again
          </button>
        )}
        {onClose && (
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
        )}
        <code className="font-mono text-dense text-text-1">{problem.code}</code>
        <CopyButton text={`${problem.code}: ${problem.detail}`} label="Copy code" />
      </div>
    </div>
  );
}

/** The same question to the same server would get the same answer, unless the server was what stood in the way. */
function isWorthAnotherTry({ status }: ApiProblem): boolean {
  return status === 0 || status === 429 || status >= 500;
}
