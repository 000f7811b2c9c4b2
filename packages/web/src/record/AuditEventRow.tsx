import type { AuditEventWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { CommandTextBlock } from "../command-text/index.ts";
import { CopyButton, Moment } from "../frame/index.ts";
import { Mark, type MarkShape, TimelineEntry } from "../timeline/index.ts";

const outcomes: Readonly<Record<AuditEventWire["outcome"], { readonly word: string; readonly shape: MarkShape }>> = {
  ok: { word: "ok", shape: "check" },
  refused: { word: "refused", shape: "stop" },
  failed: { word: "failed", shape: "cross" },
  unknown: { word: "unknown", shape: "question" },
};

/** One event of the record; opens to all that it holds. */
export function AuditEventRow({ event }: { readonly event: AuditEventWire }) {
  const { sequence, type, actor, at, outcome, why, stepId, attempt } = event;
  const { word, shape } = outcomes[outcome];
  const isBlind = outcome === "unknown";
  return (
    <TimelineEntry
      id={`event-${sequence}`}
      mark={<Mark shape={shape} tone={outcome === "ok" ? "quiet" : "plain"} isBlind={isBlind} />}
    >
      <details className={`group ${isBlind ? "hatched rounded-panel" : ""}`}>
        <summary
          className={`flex list-none gap-2 rounded-panel px-2 py-1 hover:bg-surface-3 ${isBlind ? "hatched-label" : ""}`}
        >
          <span aria-hidden="true" className="text-text-2 group-open:rotate-90">
            ▸
          </span>
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-3">
            <span className="text-dense text-text-2">{sequence}</span>
            <code className="font-mono font-semibold">{type}</code>
            {outcome !== "ok" && <span className="font-semibold">{word}</span>}
            <span>{why}</span>
            <span className="text-dense text-text-1">
              {actor.name}
              {stepId !== undefined && `, ${stepId}`}
              {attempt !== undefined && ` attempt ${attempt}`}, <Moment at={at} />
            </span>
          </span>
        </summary>
        <EventDetail event={event} />
      </details>
    </TimelineEntry>
  );
}

function EventDetail({ event }: { readonly event: AuditEventWire }) {
  const { data, hash, previous, executionId, runbookId, environment, level, at, actor } = event;
  return (
    <div className="m-2 flex flex-col gap-3 rounded-panel border border-line bg-surface-0 p-3 text-dense">
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-3 gap-y-1">
        <dt className="text-text-2">When</dt>
        <dd>
          <code className="font-mono">{at}</code>
        </dd>
        <dt className="text-text-2">Who</dt>
        <dd>
          {actor.name}, {actor.kind} <code className="font-mono">{actor.id}</code>
        </dd>
        {executionId !== undefined && (
          <>
            <dt className="text-text-2">Execution</dt>
            <dd>
              <Link
                to="/executions/$executionId"
                params={{ executionId }}
                search={event.stepId === undefined ? {} : { step: event.stepId }}
              >
                {executionId}
              </Link>
            </dd>
          </>
        )}
        {runbookId !== undefined && (
          <>
            <dt className="text-text-2">Runbook</dt>
            <dd>
              <Link to="/runbooks/$runbookId" params={{ runbookId }} search={{}}>
                {runbookId}
              </Link>
            </dd>
          </>
        )}
        {environment !== undefined && (
          <>
            <dt className="text-text-2">Where</dt>
            <dd>
              {environment}
              {level !== undefined && `, L${level}`}
            </dd>
          </>
        )}
        <dt className="text-text-2">Hash</dt>
        <dd className="break-all">
          <code className="font-mono">{hash}</code> <CopyButton text={hash} label="Copy hash" />
        </dd>
        <dt className="text-text-2">Previous</dt>
        <dd className="break-all">
          <code className="font-mono">{previous}</code>
        </dd>
      </dl>
      {Object.keys(data).length > 0 && <CommandTextBlock text={JSON.stringify(data, null, 2)} label="What it holds" />}
    </div>
  );
}
