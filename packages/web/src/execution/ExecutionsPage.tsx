import type { ExecutionSummaryWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { useExecutions } from "../api/index.ts";
import { BlindPanel, Empty, Loading, Moment, ProblemPanel, useTitle } from "../frame/index.ts";
import { Mark } from "../timeline/index.ts";
import { sayDuration } from "../words/index.ts";
import { executionLook } from "./phase-words.ts";

/** Every execution, newest first. */
export function ExecutionsPage() {
  const executions = useExecutions();
  useTitle("Executions");
  return (
    <div className="flex flex-col gap-4">
      <h1>Executions</h1>
      {executions.status === "loading" && <Loading what="executions" />}
      {executions.status === "failed" && <ProblemPanel problem={executions.problem} onRetry={executions.retry} />}
      {executions.status === "ready" && (
        <>
          {executions.blind && <BlindPanel {...executions.blind} />}
          <ExecutionList executions={executions.data.items} />
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
export function ExecutionList({ executions }: { readonly executions: readonly ExecutionSummaryWire[] }) {
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
          <ExecutionRow execution={execution} />
        </li>
      ))}
    </ul>
  );
}

function ExecutionRow({ execution }: { readonly execution: ExecutionSummaryWire }) {
  const { id, runbook, environment, targetName, startedAt, startedBy, endedAt, mode } = execution;
  const look = executionLook(execution);
  return (
    <Link
      to="/executions/$executionId"
      params={{ executionId: id }}
      search={{}}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 text-text-0 no-underline hover:bg-surface-3"
    >
      <span className="flex w-[152px] items-center gap-2">
        <Mark shape={look.shape} tone={look.tone} /> {look.word}
      </span>
      <span className="min-w-[200px] flex-1 font-semibold">{runbook.title}</span>
      <span className="text-dense text-text-1">
        {environment} on <code className="font-mono">{targetName}</code>
        {mode === "instructions" && ", by hand"}
      </span>
      <span className="text-dense text-text-1">
        {startedBy.name}, <Moment at={startedAt} />
        {endedAt && <>, took {sayDuration(Date.parse(endedAt) - Date.parse(startedAt))}</>}
      </span>
    </Link>
  );
}
