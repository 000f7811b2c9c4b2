import type { AttemptId } from "../identity/index.ts";
import { refuse } from "../outcome/index.ts";
import type { Proposal } from "../proposal/index.ts";
import type { Effect, Transition } from "./events.ts";
import type { AttemptOutcome, Execution, Fact, Purpose, StepState } from "./execution.ts";
import { stepState } from "./progress.ts";
import {
  type Context,
  cannot,
  engine,
  type Moment,
  moved,
  needsPerson,
  type Of,
  refusePhase,
  stepFact,
} from "./step-context.ts";
import { see } from "./verify.ts";

interface Approved {
  readonly purpose: Purpose;
  readonly bytes: string;
  readonly digest: string;
  readonly proposal: Proposal;
}

export function dispatch(
  context: Context,
  { purpose, bytes, digest, proposal }: Approved,
  facts: readonly Fact[],
): Transition {
  const { execution, step, now } = context;
  const attemptId: AttemptId = `${execution.id}/${step.id}/${proposal.attempt}`;
  const counted = { ...execution, attempts: { ...execution.attempts, [step.id]: proposal.attempt } };
  const fact = stepFact(
    step,
    "step.dispatched",
    engine,
    "the attempt is handed to the runner",
    { digest, purpose },
    proposal.attempt,
  );
  const running: StepState = {
    phase: purpose === "forward" ? "running" : "rolling_back",
    attempt: proposal.attempt,
    attemptId,
    digest,
    proposalBytes: bytes,
    dispatchedAt: now,
  };
  const effect: Effect = { type: "dispatch", attemptId, stepId: step.id, bytes, digest };
  return moved({ ...context, execution: counted }, running, [...facts, fact], [effect]);
}

export function attemptEnded(execution: Execution, event: Of<"attempt_ended">, moment: Moment): Transition {
  const { result, stepId } = event;
  const before = stepState(execution, stepId);
  const isExpected =
    (before.phase === "running" || before.phase === "rolling_back") && before.attemptId === result.attemptId;
  const { output: _output, ...data } = result;
  const step = moment.plan.steps.find(({ id }) => id === stepId);
  if (step === undefined) return refuse("step.unknown", `${cannot(event, execution)}: there is no step ${stepId}`);
  if (!isExpected) {
    const late = stepFact(step, "step.late_result", engine, `it came while the step was ${before.phase}`, data);
    return { ok: true, state: execution, facts: [{ ...late, outcome: factOutcome(result.outcome) }], effects: [] };
  }
  const executed: Fact = {
    ...stepFact(step, "step.executed", engine, result.detail ?? `outcome: ${result.outcome}`, data, before.attempt),
    outcome: factOutcome(result.outcome),
  };
  const context: Context = { ...moment, execution, step, before };
  if (result.outcome === "unknown") {
    const why = `nobody can say how far it ran: ${result.detail ?? "the runner lost it"}. Look at the target, then decide`;
    return needsPerson(context, "attempt.unknown", why, [executed], moment.now);
  }
  const purpose = before.phase === "rolling_back" ? "rollback" : "forward";
  // The bytes were sealed by us and their digest is checked before they run, so they parse as a proposal.
  const { verification } = JSON.parse(before.proposalBytes) as Proposal;
  const verifying: StepState = { ...before, phase: "verifying", purpose, seen: see(result, verification) };
  return moved(context, verifying, [executed], [{ type: "verify", stepId }]);
}

export function verified(context: Context, event: Of<"verified">): Transition {
  const { before, step, now } = context;
  if (before.phase !== "verifying") return refusePhase(context, event);
  const fact: Fact = {
    ...stepFact(
      step,
      "step.verified",
      engine,
      event.why,
      { holds: event.holds, purpose: before.purpose },
      before.attempt,
    ),
    outcome: event.holds ? "ok" : "failed",
  };
  if (before.purpose === "rollback") {
    if (!event.holds) {
      return needsPerson(context, "rollback.failed", `the rollback did not work: ${event.why}`, [fact], now);
    }
    const undone = stepFact(step, "step.rolled_back", engine, event.why, {}, before.attempt);
    const why = "it failed and was rolled back";
    return moved(context, { phase: "failed", at: now, why, isRolledBack: true }, [fact, undone]);
  }
  if (event.holds) return moved(context, { phase: "succeeded", at: now, how: "verified" }, [fact]);
  // A program that could not be started has changed nothing: there is nothing to undo.
  const canUndo = step.rollback !== undefined && before.seen.outcome !== "not_started";
  return canUndo
    ? moved(context, { phase: "rollback_available", at: now, why: event.why }, [fact])
    : moved(context, { phase: "failed", at: now, why: event.why, isRolledBack: false }, [fact]);
}

function factOutcome(outcome: AttemptOutcome): Fact["outcome"] {
  if (outcome === "succeeded") return "ok";
  return outcome === "unknown" ? "unknown" : "failed";
}
