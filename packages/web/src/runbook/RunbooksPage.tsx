import type { RunbookSummaryWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { useRunbooks } from "../api/index.ts";
import { BlindPanel, Empty, Loading, Moment, ProblemPanel, useTitle } from "../frame/index.ts";
import { sayCount } from "../words/index.ts";

/** Every saved runbook in its latest version. */
export function RunbooksPage() {
  const runbooks = useRunbooks();
  useTitle("Runbooks");
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h1>Runbooks</h1>
        <Link to="/paste" className="button button-main">
          Paste a runbook
        </Link>
      </div>
      {runbooks.status === "loading" && <Loading what="runbooks" />}
      {runbooks.status === "failed" && <ProblemPanel problem={runbooks.problem} onRetry={runbooks.retry} />}
      {runbooks.status === "ready" && (
        <>
          {runbooks.blind && <BlindPanel {...runbooks.blind} />}
          <RunbookList runbooks={runbooks.data.items} />
          {runbooks.data.more && (
            <button
              type="button"
              className="button self-start"
              disabled={runbooks.data.isReadingMore}
              onClick={runbooks.data.more}
            >
              Show more runbooks
            </button>
          )}
        </>
      )}
    </div>
  );
}

/** Runbooks as rows; what to do when there is none. */
export function RunbookList({ runbooks }: { readonly runbooks: readonly RunbookSummaryWire[] }) {
  if (runbooks.length === 0) {
    return (
      <Empty says="No runbook is saved yet.">
        Paste one, look at its steps, and save it. <Link to="/paste">Paste a runbook</Link>
      </Empty>
    );
  }
  return (
    <ul className="panel divide-y divide-line">
      {runbooks.map(({ id, title, version, steps, importedBy, importedAt }) => (
        <li key={id} className="row-lazy">
          <Link
            to="/runbooks/$runbookId"
            params={{ runbookId: id }}
            search={{}}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 text-text-0 no-underline hover:bg-surface-3"
          >
            <span className="min-w-[200px] flex-1 font-semibold">{title}</span>
            <span className="text-dense text-text-1">
              {sayCount(steps, "step")}, version {version}
            </span>
            <span className="text-dense text-text-1">
              {importedBy.name}, <Moment at={importedAt} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
