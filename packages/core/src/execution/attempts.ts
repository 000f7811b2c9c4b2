import { refuse } from "../outcome/index.ts";
import { type Ended, follow, outcomeOf } from "./conclude.ts";
import type { Transition } from "./events.ts";
import type { AttemptOutcome, AttemptResult, Execution, Fact } from "./execution.ts";
import { lookAgain, readingEnded } from "./measure.ts";
import { noteFacts } from "./note-fact.ts";
import { onlyReads } from "./only-reads.ts";
import { stepState } from "./progress.ts";
import { guardsOf } from "./reading.ts";
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
import type { StepState, Underway } from "./step-state.ts";
import { awaitedId, sealedProposal, underwayOf } from "./underway.ts";
import { undone } from "./undo.ts";
import { see } from "./verify.ts";

type Verifying = StepState & { readonly phase: "verifying" };

export function attemptEnded(execution: Execution, event: Of<"attempt_ended">, moment: Moment): Transition {
  const { result, stepId } = event;
  const state = stepState(execution, stepId);
  const before = underwayOf(state);
  const { output: _output, ...data } = result;
  const step = moment.plan.steps.find(({ id }) => id === stepId);
  if (step === undefined) return refuse("step.unknown", `${cannot(event, execution)}: there is no step ${stepId}`);
  if (before === undefined || awaitedId(before) !== result.attemptId) {
    const late = stepFact(step, "step.late_result", engine, `it came while the step was ${state.phase}`, data);
    return { ok: true, state: execution, facts: [{ ...late, outcome: factOutcome(result.outcome) }], effects: [] };
  }
  const context: Context = { ...moment, execution, step, before };
  return before.phase === "measuring"
    ? readingEnded(context, before, event)
    : executed(context, before, result, {
        ...stepFact(step, "step.executed", engine, result.detail ?? `outcome: ${result.outcome}`, data, before.attempt),
        outcome: factOutcome(result.outcome),
      });
}

function executed(
  context: Context,
  before: Exclude<Underway, { readonly phase: "measuring" }>,
  result: AttemptResult,
  fact: Fact,
): Transition {
  const { step, now } = context;
  if (result.outcome === "unknown") {
    const why = `nobody can say how far it ran: ${result.detail ?? "the runner lost it"}. Look at the target, then decide`;
    return needsPerson(context, "attempt.unknown", why, [fact], now);
  }
  const purpose = before.phase === "rolling_back" ? "rollback" : "forward";
  const { verification } = sealedProposal(before.proposalBytes);
  const { hold: _hold, ...rest } = before;
  const verifying: StepState = { ...rest, phase: "verifying", purpose, seen: see(result, verification) };
  return moved(context, verifying, [fact], [{ type: "verify", stepId: step.id }]);
}

export function verified(context: Context, event: Of<"verified">): Transition {
  const { before } = context;
  if (before.phase !== "verifying") return refusePhase(context, event);
  return before.purpose === "rollback"
    ? rollbackVerified(context, before, event)
    : forwardVerified(context, before, event);
}

function rollbackVerified(context: Context, before: Verifying, event: Of<"verified">): Transition {
  const { now } = context;
  const fact = verifiedFact(context, before, event, {});
  if (event.holds) return undone(context, { how: "verified", why: event.why, attempt: before.attempt }, [fact]);
  return needsPerson(context, "rollback.failed", `the rollback did not work: ${event.why}`, [fact], now);
}

function forwardVerified(context: Context, before: Verifying, event: Of<"verified">): Transition {
  const { execution, now } = context;
  const { seen, purpose: _purpose, phase: _phase, ...forward } = before;
  const hasRun = seen.outcome !== "not_started";
  const checked = { ...forward, holds: event.holds, why: event.why, hasRun };
  const proposal = sealedProposal(before.proposalBytes);
  const notes = event.holds ? noteFacts(context.step, proposal.command, before.attempt) : [];
  const settleMs = proposal.settleMs ?? 0;
  const hasMore = guardsOf(proposal).length > 0 || settleMs > 0;
  if (!hasRun || onlyReads(proposal) || !hasMore || execution.abortAsked) {
    const ended: Ended = { ...checked, before: [], after: [] };
    const assessed = outcomeOf(ended);
    return follow(context, ended, assessed, [
      verifiedFact(context, before, event, { outcome: assessed.outcome }),
      ...notes,
    ]);
  }
  const fact = verifiedFact(context, before, event, {});
  const until = new Date(now.getTime() + settleMs);
  const settling = { ...checked, phase: "settling", until } as const;
  // While it is paused nothing new starts: it is looked at again once somebody resumes it.
  if (settleMs === 0 && execution.phase !== "paused") return lookAgain(context, settling, [fact, ...notes]);
  return moved(context, settling, [fact, ...notes], [{ type: "wake", at: until, stepId: context.step.id }]);
}

function verifiedFact(
  { step }: Context,
  { purpose, attempt }: Verifying,
  { holds, why }: Of<"verified">,
  more: Fact["data"],
): Fact {
  const fact = stepFact(step, "step.verified", engine, why, { holds, purpose, ...more }, attempt);
  return { ...fact, outcome: holds ? "ok" : "failed" };
}

function factOutcome(outcome: AttemptOutcome): Fact["outcome"] {
  if (outcome === "succeeded") return "ok";
  return outcome === "unknown" ? "unknown" : "failed";
}
