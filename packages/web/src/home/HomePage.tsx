import type { StatusWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { useExecutions, useRunbooks } from "../api/index.ts";
import { ExecutionList, useWaiting } from "../execution/index.ts";
import { Loading, ProblemPanel, SecondKeyBanner } from "../frame/index.ts";
import { OpenIncidents } from "../incidents/index.ts";
import { PasteBox, RunbookList } from "../runbook/index.ts";

const recent = 8;

/** Where one starts: paste a runbook, or go on with what is under way. */
export function HomePage(props: {
  readonly status: StatusWire;
  readonly draft: string;
  readonly onText: (text: string) => void;
}) {
  const { status, draft, onText } = props;
  return (
    <div className="flex flex-col gap-6">
      {draft !== "" && (
        <p className="panel flex flex-wrap items-center gap-3 px-4 py-2">
          A text you pasted is not saved yet.
          <Link to="/paste" className="button">
            Go on with it
          </Link>
        </p>
      )}
      <OpenIncidents />
      <PasteBox onText={onText} />
      <SecondKeyBanner secondKey={status.secondKey} />
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <RecentExecutions />
        <RecentRunbooks />
      </div>
    </div>
  );
}

function RecentExecutions() {
  const executions = useExecutions(recent);
  const waiting = useWaiting();
  return (
    <section aria-label="Recent executions" className="min-w-0">
      <h2 className="mb-2">
        <Link to="/executions" className="text-text-0">
          Executions
        </Link>
      </h2>
      {executions.status === "loading" && <Loading what="executions" />}
      {executions.status === "failed" && <ProblemPanel problem={executions.problem} onRetry={executions.retry} />}
      {executions.status === "ready" && (
        <ExecutionList executions={executions.data.items.slice(0, recent)} waiting={waiting} />
      )}
    </section>
  );
}

function RecentRunbooks() {
  const runbooks = useRunbooks(recent);
  return (
    <section aria-label="Runbooks" className="min-w-0">
      <h2 className="mb-2">
        <Link to="/runbooks" className="text-text-0">
          Runbooks
        </Link>
      </h2>
      {runbooks.status === "loading" && <Loading what="runbooks" />}
      {runbooks.status === "failed" && <ProblemPanel problem={runbooks.problem} onRetry={runbooks.retry} />}
      {runbooks.status === "ready" && <RunbookList runbooks={runbooks.data.items.slice(0, recent)} />}
    </section>
  );
}
