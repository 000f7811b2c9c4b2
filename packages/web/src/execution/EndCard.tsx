import type { ExecutionHeadWire, StepWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { VerifyRecord } from "../record/index.ts";
import { sayCount, sayDuration } from "../words/index.ts";
import { stepLook } from "./phase-words.ts";

/** How an execution ended, in numbers, and the way to its record. */
export function EndCard({ head, steps }: { readonly head: ExecutionHeadWire; readonly steps: readonly StepWire[] }) {
  const counts = [...Map.groupBy(steps, (step) => stepLook(step, head.phase).word)];
  const tookMs = head.endedAt === undefined ? undefined : Date.parse(head.endedAt) - Date.parse(head.startedAt);
  return (
    <section aria-label="End" className="panel flex flex-col gap-3 border-2 border-edge p-5">
      <h2 className="text-title">{head.phase === "completed" ? "Completed" : "Aborted"}</h2>
      {head.phase === "aborted" && head.abortAsked && (
        <p>
          {head.abortAsked.by.name} aborted it: {head.abortAsked.reason}
        </p>
      )}
      <p>
        {sayCount(steps.length, "step")}
        {tookMs !== undefined && <> in {sayDuration(tookMs)}</>}:{" "}
        {counts.map(([word, those]) => `${those.length} ${word.toLowerCase()}`).join(", ")}.
      </p>
      <div className="flex flex-wrap items-start gap-2">
        <Link to="/audit" search={{ execution: head.id }} className="button">
          Open its record
        </Link>
        <Link to="/runbooks/$runbookId" params={{ runbookId: head.runbook.id }} search={{}} className="button">
          Open the runbook
        </Link>
        <VerifyRecord />
      </div>
    </section>
  );
}
