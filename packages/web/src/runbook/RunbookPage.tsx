import type { RunbookWire, StatusWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useRunbook } from "../api/index.ts";
import { BlindPanel, Loading, Moment, ProblemPanel, Reach, useTitle } from "../frame/index.ts";
import { TrustPanel } from "../levels/index.ts";
import { sayCount } from "../words/index.ts";
import { ParsedSteps } from "./ParsedSteps.tsx";
import { RescanPanel } from "./RescanPanel.tsx";
import { SourceText } from "./SourceText.tsx";
import { StartPanel } from "./StartPanel.tsx";
import { StoredJudgement } from "./StoredJudgement.tsx";
import { useStepMoves } from "./use-step-moves.ts";

/** One saved version of a runbook: start it, or read it beside its source. */
export function RunbookPage(props: {
  readonly runbookId: string;
  readonly version: number | undefined;
  readonly status: StatusWire;
}) {
  const runbook = useRunbook(props.runbookId, props.version);
  if (runbook.status === "loading") return <Loading what="the runbook" rows={8} />;
  if (runbook.status === "failed") {
    return <ProblemPanel title="This runbook cannot be shown" problem={runbook.problem} onRetry={runbook.retry} />;
  }
  return (
    <div className="flex flex-col gap-4">
      {runbook.blind && <BlindPanel {...runbook.blind} />}
      <Runbook key={`${runbook.data.id}/${runbook.data.version}`} runbook={runbook.data} status={props.status} />
    </div>
  );
}

function Runbook({ runbook, status }: { readonly runbook: RunbookWire; readonly status: StatusWire }) {
  const { id, version, title, parsed, importedAt, importedBy, sourceSha256 } = runbook;
  const [activeId, setActiveId] = useState<string>();
  useTitle(title);
  useStepMoves(parsed.steps, activeId, setActiveId);
  // The same function as long as the runbook is the same: thousands of steps are not drawn anew for it.
  const stored = useCallback(
    (stepId: string) => <StoredJudgement runbookId={id} version={version} stepId={stepId} />,
    [id, version],
  );
  return (
    <>
      <header className="flex flex-col gap-1">
        <h1>{title}</h1>
        <p className="flex flex-wrap items-center gap-x-4 text-text-1">
          <span>{sayCount(parsed.steps.length, "step")}</span>
          <span>version {version}</span>
          <span>
            saved by {importedBy.name} <Moment at={importedAt} />
          </span>
          <span title={sourceSha256}>
            SHA-256 <code className="font-mono text-dense">{sourceSha256.slice(0, 12)}…</code>
          </span>
          {version > 1 && (
            <Link to="/runbooks/$runbookId" params={{ runbookId: id }} search={{ version: version - 1 }}>
              Version {version - 1}
            </Link>
          )}
          <Reach path={`/runbooks/${id}?version=${version}`} command={`npx steady runbook show ${id}`} />
        </p>
      </header>
      <TrustPanel runbookId={id} />
      <StartPanel runbook={runbook} status={status} />
      <RescanPanel runbook={runbook} scannerVersion={status.scannerVersion} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="order-2 min-w-0 lg:sticky lg:top-[68px] lg:order-1">
          <h2 className="mb-2">Source</h2>
          <div className="panel max-h-[60dvh] overflow-y-auto bg-surface-0 lg:max-h-[calc(100dvh-120px)]">
            <SourceText parsed={parsed} activeId={activeId} />
          </div>
        </div>
        <div className="order-1 min-w-0 lg:order-2">
          <h2 className="mb-2">Steps</h2>
          <ParsedSteps parsed={parsed} activeId={activeId} onActivate={setActiveId} stored={stored} />
        </div>
      </div>
    </>
  );
}
