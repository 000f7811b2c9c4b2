import type { ExecutionHeadWire, StepWire } from "@steadyhand/api";
import { endpoints, pathOf } from "@steadyhand/api/endpoints";
import { Link } from "@tanstack/react-router";
import { VerifyRecord } from "../record/index.ts";
import { sayCount, sayDuration } from "../words/index.ts";
import { ContinueButton } from "./ContinueButton.tsx";
import { FollowUpForm } from "./FollowUpForm.tsx";
import { executionLook, stepLook } from "./phase-words.ts";

/** How an execution ended, in numbers, and the way to its record. */
export function EndCard({ head, steps }: { readonly head: ExecutionHeadWire; readonly steps: readonly StepWire[] }) {
  const counts = [...Map.groupBy(steps, (step) => stepLook(step, head.phase).word)];
  const tookMs = head.endedAt === undefined ? undefined : Date.parse(head.endedAt) - Date.parse(head.startedAt);
  return (
    <section aria-label="End" className="panel flex flex-col gap-3 border-2 border-edge p-5">
      <h2 className="text-title">{endWords(head)}</h2>
      {head.phase === "aborted" && head.abortAsked && (
        <p>
          {head.abortAsked.by.name} aborted it: {head.abortAsked.reason}
        </p>
      )}
      {head.phase === "rolled_back" && head.undo && (
        <p>
          {head.undo.by.name} took all of it back: {head.undo.reason}
        </p>
      )}
      <p>
        {sayCount(steps.length, "step")}
        {tookMs !== undefined && <> in {sayDuration(tookMs)}</>}:{" "}
        {counts.map(([word, those]) => `${those.length} ${word.toLowerCase()}`).join(", ")}.
      </p>
      <div className="flex flex-wrap items-start gap-2">
        {head.phase === "aborted" && head.mode === "run" && <ContinueButton executionId={head.id} />}
        <Link to="/audit" search={{ execution: head.id }} className="button">
          Open its record
        </Link>
        <a className="button" href={pathOf(endpoints.getEvidence, { executionId: head.id })} download>
          Its evidence as PDF
        </a>
        <Link to="/runbooks/$runbookId" params={{ runbookId: head.runbook.id }} search={{}} className="button">
          Open the runbook
        </Link>
        <VerifyRecord />
      </div>
      {head.mode === "run" && <FollowUpForm executionId={head.id} steps={steps} />}
    </section>
  );
}

function endWords(head: ExecutionHeadWire): string {
  return head.mode === "dry_run" && head.phase === "completed"
    ? "Previewed: nothing has run"
    : executionLook(head).word;
}
