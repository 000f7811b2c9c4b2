import { refuse } from "../outcome/index.ts";
import { attemptEnded } from "./attempts.ts";
import type { Transition } from "./events.ts";
import type { AttemptResult } from "./execution.ts";
import { type Context, cannot, engine, moved, type Of, refusePhase, stepFact } from "./step-context.ts";
import type { LostContact } from "./step-state.ts";
import { awaitedId, awaitedSince, sealedProposal, underwayOf } from "./underway.ts";

/** How long past its time limit an attempt may stay unheard of before a person is asked. */
const graceMs = 60_000;

const nothing = {
  bytes: 0,
  keptBytes: 0,
  sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", // of nothing
  truncated: false,
};

/** The node that runs an attempt is gone. The attempt may go on: it is asked for again and again, and never repeated. */
export function contactLost(context: Context, event: Of<"contact_lost">): Transition {
  const { before, step, now } = context;
  if (before.phase === "lost_contact") return refusePhase(context, event);
  const was = underwayOf(before);
  if (was === undefined || awaitedId(was) !== event.attemptId) return refusePhase(context, event);
  const { timeoutMs } = sealedProposal(was.proposalBytes);
  const until = new Date(awaitedSince(was).getTime() + timeoutMs + graceMs);
  const lost: LostContact = { phase: "lost_contact", since: now, until, why: event.why, was };
  const data = { attemptId: event.attemptId, until };
  const fact = {
    ...stepFact(step, "step.contact_lost", engine, event.why, data, was.attempt),
    outcome: "unknown",
  } as const;
  return moved(context, lost, [fact], [{ type: "wake", at: until, stepId: step.id }]);
}

/** Evidence of it came: it is followed again, or it is known that it has not run, or nobody can ever say. */
export function attemptFound(context: Context, event: Of<"attempt_found">): Transition {
  const { before, step, now, execution } = context;
  if (before.phase !== "lost_contact" || awaitedId(before.was) !== event.attemptId) return refusePhase(context, event);
  const data = { attemptId: event.attemptId, state: event.state };
  const fact = stepFact(step, "step.contact_found", engine, event.why, data, before.was.attempt);
  if (event.state === "running") {
    const cancel = execution.abortAsked ? [{ type: "cancel", attemptId: event.attemptId } as const] : [];
    return moved(context, before.was, [fact], cancel);
  }
  const outcome = event.state === "lost" ? "unknown" : "not_started";
  const ended = endWithout(context, { attemptId: event.attemptId, outcome, detail: event.why, endedAt: now });
  return ended.ok ? { ...ended, facts: [fact, ...ended.facts] } : ended;
}

/** Nobody could be asked for as long as it may take: a person looks at the target. */
export function contactOverdue(context: Context, event: Of<"contact_overdue">): Transition {
  const { before, now, execution } = context;
  if (before.phase !== "lost_contact") return refusePhase(context, event);
  if (now < before.until) {
    const why = `it may be heard of until ${before.until.toISOString()}`;
    return refuse("attempt.not_overdue", `${cannot(event, execution)}: ${why}`);
  }
  const detail = `the node that ran it could not be asked since ${before.since.toISOString()}`;
  return endWithout(context, { attemptId: awaitedId(before.was), outcome: "unknown", detail, endedAt: now });
}

function endWithout(
  { execution, step, plan, now }: Context,
  known: Pick<AttemptResult, "attemptId" | "outcome" | "detail" | "endedAt">,
): Transition {
  const output = { stdout: "", stderr: "" };
  const result: AttemptResult = { ...known, stdout: nothing, stderr: nothing, orphans: [], output };
  return attemptEnded(execution, { type: "attempt_ended", stepId: step.id, result }, { plan, now });
}
