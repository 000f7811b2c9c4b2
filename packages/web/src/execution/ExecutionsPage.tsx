import type { ExecutionSummaryWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { useApprovals, useExecutions } from "../api/index.ts";
import { BlindPanel, Empty, Loading, Moment, ProblemPanel, useTitle } from "../frame/index.ts";
import { Mark } from "../timeline/index.ts";
import { sayDuration } from "../words/index.ts";
import { executionLook, waitingLook } from "./phase-words.ts";

/** Every execution, newest first. */
export function ExecutionsPage() {
  const executions = useExecutions();
  const waiting = useWaiting();
  useTitle("Executions");
  return (
    <div className="flex flex-col gap-4">
      <h1>Executions</h1>
      {executions.status === "loading" && <Loading what="executions" />}
      {executions.status === "failed" && <ProblemPanel problem={executions.problem} onRetry={executions.retry} />}
      {executions.status === "ready" && (
        <>
          {executions.blind && <BlindPanel {...executions.blind} />}
          <ExecutionList executions={executions.data.items} waiting={waiting} />
          {executions.data.more && (
            <button
              type="button"
              className="button self-start"
              disabled={executions.data.isReadingMore}
              onClick={executions.data.more}
            >
              Show older executions
            </button>
          )}
        </>
      )}
    </div>
  );
}

/** Executions as rows; what to do when there is none. */
export function ExecutionList(props: {
  readonly executions: readonly ExecutionSummaryWire[];
  /** Those with a question that nobody has answered. */
  readonly waiting: ReadonlySet<string>;
}) {
  const { executions, waiting } = props;
  if (executions.length === 0) {
    return (
      <Empty says="Nothing has been executed yet.">
        <Link to="/">Paste a runbook</Link>, save it, and start it from its page.
      </Empty>
    );
  }
  return (
    <ul className="panel divide-y divide-line">
      {executions.map((execution) => (
        <li key={execution.id} className="row-lazy">
          <ExecutionRow execution={execution} isWaiting={waiting.has(execution.id)} />
        </li>
      ))}
    </ul>
  );
}

/** Which executions wait for somebody's word: they run, and yet nothing happens until it is given. */
export function useWaiting(): ReadonlySet<string> {
  const approvals = useApprovals("open");
  return new Set(approvals.status === "ready" ? approvals.data.items.map(({ executionId }) => executionId) : []);
}

function ExecutionRow(props: { readonly execution: ExecutionSummaryWire; readonly isWaiting: boolean }) {
  const { execution, isWaiting } = props;
  const { id, runbook, environment, targetName, startedAt, startedBy, endedAt, mode, subject } = execution;
  const look = isWaiting ? waitingLook : executionLook(execution);
  return (
    <Link
      to="/executions/$executionId"
      params={{ executionId: id }}
      search={{}}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 text-text-0 no-underline hover:bg-surface-3"
    >
      <span className="flex w-[176px] items-center gap-2">
        <Mark shape={look.shape} tone={look.tone} /> {look.word}
      </span>
      <span className="min-w-[200px] flex-1 font-semibold">{runbook.title}</span>
      <span className="flex flex-wrap gap-x-4 text-dense text-text-1">
        <span>
          {environment} on <code className="font-mono">{targetName}</code>
          {subject !== targetName && (
            <>
              , subject <code className="font-mono">{subject}</code>
            </>
          )}
          {mode === "instructions" && ", by hand"}
          {mode === "dry_run" && ", dry run"}
        </span>
        <span>
          {startedBy.name}, <Moment at={startedAt} />
          {endedAt && <>, took {sayDuration(Date.parse(endedAt) - Date.parse(startedAt))}</>}
        </span>
      </span>
    </Link>
  );
}
