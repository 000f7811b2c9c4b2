import type { ChangeOutcome } from "../autonomy/index.ts";
import { type Assessed, assessChange } from "./assess-change.ts";
import type { Effect, Transition } from "./events.ts";
import type { Execution, Fact } from "./execution.ts";
import { onlyReads } from "./only-reads.ts";
import type { Reading } from "./reading.ts";
import { failuresWith, retryDelayMs, tripsBreaker } from "./retries.ts";
import { type Context, engine, moved, needsPerson, stepFact } from "./step-context.ts";
import type { StepState } from "./step-state.ts";
import { sealedProposal } from "./underway.ts";

/** A forward attempt that was checked, with what its guards showed on both sides of it. */
export interface Ended {
  readonly attempt: number;
  readonly attemptId: string;
  readonly proposalBytes: string;
  readonly holds: boolean;
  readonly why: string;
  readonly hasRun: boolean;
  readonly before?: readonly Reading[];
  readonly after: readonly Reading[];
}

/** What a forward attempt came to where nothing was measured. */
export function outcomeOf({ holds, why, before = [], after }: Ended): Assessed {
  return assessChange({ own: { holds, why }, before, after });
}

/** Says what a change came to and what follows from it: go on, try again, offer the rollback, or ask a person. */
export function conclude(context: Context, ended: Ended, facts: readonly Fact[]): Transition {
  const { step } = context;
  const assessed = outcomeOf(ended);
  const { outcome, why } = assessed;
  const { before = [], after } = ended;
  const data = { outcome, before, after, holds: ended.holds };
  const said: Fact = {
    ...stepFact(step, "step.assessed", engine, why, data, ended.attempt),
    outcome: factOutcome(outcome),
  };
  const worse: Fact[] =
    outcome === "worse"
      ? [{ ...stepFact(step, "step.worsened", engine, why, data, ended.attempt), outcome: "failed" }]
      : [];
  return follow(context, ended, assessed, [...facts, said, ...worse]);
}

/** What follows from an outcome that is recorded already. */
export function follow(context: Context, ended: Ended, { outcome, why }: Assessed, facts: readonly Fact[]): Transition {
  const { now } = context;
  switch (outcome) {
    case "improved": {
      const isReadOnly = onlyReads(sealedProposal(ended.proposalBytes));
      return moved(context, { phase: "succeeded", at: now, how: "verified", ...(isReadOnly && { isReadOnly }) }, facts);
    }
    case "unknown":
      return needsPerson(context, "outcome.unknown", `nobody can say what it came to: ${why}`, facts, now);
    case "unchanged":
    case "worse":
      return failed(context, ended, { outcome, why }, facts);
  }
}

function failed(context: Context, ended: Ended, assessed: Assessed, facts: readonly Fact[]): Transition {
  const { execution, step, now } = context;
  const failures = failuresWith(execution.failures?.[step.id] ?? [], now);
  const counted = { ...execution, failures: { ...execution.failures, [step.id]: failures } };
  const broken = tripsBreaker(failures) && execution.phase !== "paused" && !execution.abortAsked;
  const stopped: Execution = broken ? { ...counted, phase: "paused", pausedBy: "breaker" } : counted;
  const breaker: Fact[] = broken ? [breakerFact(context, failures.length)] : [];
  const next = planRetry(context, ended, { ...assessed, failures: failures.length });
  return moved({ ...context, execution: stopped }, next.state, [...facts, ...next.facts, ...breaker], next.effects);
}

function planRetry(
  { execution, step, now }: Context,
  ended: Ended,
  { outcome, why, failures }: Assessed & { readonly failures: number },
): { readonly state: StepState; readonly facts: readonly Fact[]; readonly effects: readonly Effect[] } {
  const proposal = sealedProposal(ended.proposalBytes);
  const mayRetry =
    onlyReads(proposal) && failures <= (step.terms?.retries ?? execution.retries ?? 0) && !execution.abortAsked;
  if (outcome === "unchanged" && mayRetry) {
    const at = new Date(now.getTime() + retryDelayMs(failures, ended.attemptId));
    const again = `it only reads, so it is tried again at ${at.toISOString()}: ${why}`;
    const fact = stepFact(step, "step.retry_planned", engine, again, { at, failures }, ended.attempt);
    const state: StepState = { phase: "ready", waitsFor: "retry", why: again, at };
    return { state, facts: [fact], effects: [{ type: "wake", at, stepId: step.id }] };
  }
  // A program that could not be started has changed nothing: there is nothing to undo.
  const canUndo = step.rollback !== undefined && ended.hasRun;
  const state: StepState = canUndo
    ? { phase: "rollback_available", at: now, why, outcome }
    : { phase: "failed", at: now, why, isRolledBack: false, outcome };
  return { state, facts: [], effects: [] };
}

function breakerFact({ step }: Context, failures: number): Fact {
  const why = `step ${step.number} failed ${failures} times within 10 minutes: look at it before it goes on`;
  return {
    type: "execution.paused",
    actor: engine,
    stepId: step.id,
    outcome: "ok",
    why,
    data: { by: "breaker", failures },
  };
}

function factOutcome(outcome: ChangeOutcome): Fact["outcome"] {
  if (outcome === "improved") return "ok";
  return outcome === "unknown" ? "unknown" : "failed";
}
