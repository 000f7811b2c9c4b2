import type { ScheduleWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { asProblem, useScheduleCommand } from "../api/index.ts";
import { Moment, ProblemPanel } from "../frame/index.ts";

/** One schedule: what it starts, when, what came of it last, and what can be done with it. */
export function ScheduleCard({ schedule }: { readonly schedule: ScheduleWire }) {
  const { id, name, runbook, environment, mode, timing, phase, why, nextDue, createdBy, last, only } = schedule;
  const sent = useScheduleCommand();
  const [isRemoving, setRemoving] = useState(false);
  const send = (body: Parameters<typeof sent.mutate>[0]["body"]) =>
    sent.mutate({ parameters: { scheduleId: id }, body });
  return (
    <li className={`panel flex flex-col gap-2 p-3 ${phase === "active" ? "" : "border-dashed"}`}>
      <p className="break-words font-semibold">{name}</p>
      <p className="break-words text-text-1">
        <Link to="/runbooks/$runbookId" params={{ runbookId: runbook.id }} search={{}}>
          {runbook.title}
        </Link>
        {runbook.version !== undefined && `, version ${runbook.version}`} in {environment}
        {mode !== "run" && ` (${mode.replace("_", " ")})`}
        {only && `, only ${only.join(", ")}`}
      </p>
      <p>
        {timing.kind === "cron" ? (
          <>
            <code className="font-mono">{timing.expression}</code> in {timing.timeZone}
          </>
        ) : (
          "Once"
        )}
        {nextDue !== undefined && (
          <>
            {": next "}
            <Moment at={nextDue} />
          </>
        )}
      </p>
      {why !== undefined && (
        <p className="break-words">
          <strong>{phase === "paused" ? "Paused" : "Ended"}:</strong> {why}
        </p>
      )}
      <p className="break-words text-text-1">For {createdBy.name}</p>
      {last && (
        <p className="break-words text-text-1">
          Last time {last.outcome} <Moment at={last.at} />:{" "}
          {last.executionId === undefined ? (
            last.why
          ) : (
            <Link to="/executions/$executionId" params={{ executionId: last.executionId }}>
              {last.why}
            </Link>
          )}
        </p>
      )}
      {sent.error && <ProblemPanel problem={asProblem(sent.error)} />}
      {phase !== "ended" && (
        <div className="flex flex-wrap gap-2">
          <button type="button" className="button" disabled={sent.isPending} onClick={() => send({ type: "run_now" })}>
            Start it now
          </button>
          {phase === "active" ? (
            <button
              type="button"
              className="button"
              disabled={sent.isPending}
              onClick={() => send({ type: "pause", reason: "paused on the page" })}
            >
              Pause it
            </button>
          ) : (
            <button type="button" className="button" disabled={sent.isPending} onClick={() => send({ type: "resume" })}>
              Resume it
            </button>
          )}
          {isRemoving ? (
            <>
              <button
                type="button"
                className="button button-main"
                disabled={sent.isPending}
                onClick={() => send({ type: "remove" })}
              >
                Remove it for good
              </button>
              <button type="button" className="button" onClick={() => setRemoving(false)}>
                Keep it
              </button>
            </>
          ) : (
            <button type="button" className="button" onClick={() => setRemoving(true)}>
              Remove it
            </button>
          )}
        </div>
      )}
    </li>
  );
}
