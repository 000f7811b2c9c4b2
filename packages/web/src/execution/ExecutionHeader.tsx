import type { ExecutionHeadWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { VisibleText } from "../command-text/index.ts";
import { Moment, Reach } from "../frame/index.ts";
import { useKeys } from "../keyboard/index.ts";
import { Mark } from "../timeline/index.ts";
import { sayDuration } from "../words/index.ts";
import { executionLook } from "./phase-words.ts";
import type { StepAction } from "./StepActions.tsx";

/** What runs, where, since when, at which level; and what can be done with the whole. */
export function ExecutionHeader(props: {
  readonly head: ExecutionHeadWire;
  /** Nothing goes on before it is over. */
  readonly isPanicOn: boolean;
  readonly onAction: (action: StepAction) => void;
}) {
  const { head, isPanicOn, onAction } = props;
  const look = executionLook(head);
  const can = (name: ExecutionHeadWire["can"][number]) => head.can.includes(name) && !(name === "resume" && isPanicOn);
  useKeys({
    p: can("pause")
      ? () => onAction({ type: "pause" })
      : can("resume")
        ? () => onAction({ type: "resume" })
        : undefined,
    x: can("abort") ? () => onAction({ type: "abort" }) : undefined,
  });
  const values = Object.entries(head.values);
  return (
    <header className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1>{head.runbook.title}</h1>
        <span className="inline-flex items-center gap-1">
          <Mark shape={look.shape} tone={look.tone} /> {look.word}
        </span>
        <span className="ml-auto flex flex-wrap gap-2">
          {can("roll_back_run") && (
            <button type="button" className="button" onClick={() => onAction({ type: "roll_back_run" })}>
              Roll back all
            </button>
          )}
          {can("pause") && (
            <button type="button" className="button" onClick={() => onAction({ type: "pause" })}>
              Pause <kbd className="key">p</kbd>
            </button>
          )}
          {can("resume") && (
            <button type="button" className="button button-main" onClick={() => onAction({ type: "resume" })}>
              Resume <kbd className="key">p</kbd>
            </button>
          )}
        </span>
      </div>
      <p className="flex flex-wrap items-center gap-x-4 text-text-1">
        <span>
          on <code className="font-mono font-semibold text-text-0">{head.targetName}</code>
        </span>
        <span className="font-semibold text-text-0">{head.environment}</span>
        <span>
          subject <code className="font-mono">{head.subject}</code> of project{" "}
          <code className="font-mono">{head.project}</code>
        </span>
        <span>level L{head.level}</span>
        {head.mode === "instructions" && <span>followed by hand</span>}
        {head.mode === "dry_run" && <span className="font-semibold text-text-0">dry run: nothing runs</span>}
        {head.continues && (
          <span>
            goes on from{" "}
            <Link to="/executions/$executionId" params={{ executionId: head.continues }} search={{}}>
              an earlier run
            </Link>
          </span>
        )}
        <span>
          started by {head.startedBy.name} <Moment at={head.startedAt} />
        </span>
        {head.endedAt && (
          <span>
            ended <Moment at={head.endedAt} />
          </span>
        )}
      </p>
      {head.phase === "paused" && head.pausedBy !== "person" && head.pausedBy && (
        <p role="status" className="rounded-panel border-2 border-edge p-2 font-semibold">
          {head.pausedBy === "panic" && isPanicOn ? panicWords : pauseWords[head.pausedBy]}
        </p>
      )}
      {head.undo && head.phase !== "rolled_back" && (
        <p role="status" className="rounded-panel border-2 border-edge p-2 font-semibold">
          {head.undo.by.name} takes all of it back, newest step first: {head.undo.reason}
        </p>
      )}
      {head.abortAsked && head.phase !== "aborted" && (
        <p role="status" className="rounded-panel border-2 border-edge p-2 font-semibold">
          {head.abortAsked.by.name} asked to abort <Moment at={head.abortAsked.at} />: {head.abortAsked.reason}. It ends
          when what runs now is seen to have ended.
        </p>
      )}
      <details className="text-dense">
        <summary className="w-fit text-text-1">
          Version {head.runbook.version}, {values.length === 1 ? "1 variable" : `${values.length} variables`}, level,
          links
        </summary>
        <div className="mt-2 flex flex-col gap-2">
          <p className="flex flex-wrap gap-x-4">
            <Link
              to="/runbooks/$runbookId"
              params={{ runbookId: head.runbook.id }}
              search={{ version: head.runbook.version }}
            >
              Runbook, version {head.runbook.version}
            </Link>
            <Link to="/audit" search={{ execution: head.id }}>
              Record of this execution
            </Link>
            <span>
              in <code className="font-mono">{head.workingDirectory}</code>
            </span>
          </p>
          <dl className="flex flex-wrap gap-x-6 gap-y-1">
            {values.map(([name, value]) => (
              <div key={name} className="flex min-w-0 gap-2">
                <dt className="text-text-2">{name}</dt>
                <dd className="min-w-0 break-all font-mono">
                  <VisibleText text={value} />
                </dd>
              </div>
            ))}
          </dl>
          {(head.guards.length > 0 || head.settleMs > 0 || head.retries > 0) && (
            <p className="flex flex-wrap gap-x-4">
              {head.guards.length > 0 && <span>guards {head.guards.map(({ name }) => name).join(", ")}</span>}
              {head.settleMs > 0 && <span>each change settles {sayDuration(head.settleMs)}</span>}
              {head.retries > 0 && (
                <span>reading is tried again {head.retries === 1 ? "once" : `${head.retries} times`}</span>
              )}
            </p>
          )}
          <ul>
            {head.caps.map(({ name, level, reason }) => (
              <li key={name}>
                <span className="text-text-2">{name}</span> allows L{level}: {reason}
              </li>
            ))}
          </ul>
          <Reach path={`/executions/${head.id}`} command={`npx steady executions show ${head.id}`} />
        </div>
      </details>
    </header>
  );
}

const panicWords = "Panic paused this execution. What ran stands still until panic is over and somebody resumes it.";

const pauseWords = {
  panic: "Panic paused this execution, and is over. What ran stands still: look at it, then resume.",
  breaker: "It paused itself: one step failed again and again. Look at it, then resume.",
} as const;
