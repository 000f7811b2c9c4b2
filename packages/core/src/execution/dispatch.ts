import type { AttemptId } from "../identity/index.ts";
import type { Proposal } from "../proposal/index.ts";
import type { Effect, Transition } from "./events.ts";
import type { Execution, Fact, Purpose } from "./execution.ts";
import type { Guard, Reading } from "./reading.ts";
import { type Context, engine, moved, stepFact } from "./step-context.ts";
import type { Measuring, StepState } from "./step-state.ts";
import { readingEffect } from "./underway.ts";

/** What was let through: exactly these bytes. */
export interface Approved {
  readonly purpose: Purpose;
  readonly bytes: string;
  readonly digest: string;
  readonly proposal: Proposal;
  /** What the guards showed before it; absent where it has none. */
  readonly before?: readonly Reading[];
}

/** Hands the approved bytes to the runner: stored before anything starts. */
export function dispatch(context: Context, approved: Approved, facts: readonly Fact[]): Transition {
  const { step, now } = context;
  const { purpose, bytes, digest, before } = approved;
  const { attempt } = approved.proposal;
  const attemptId = attemptIdOf(context, attempt);
  const why = "the attempt is handed to the runner";
  const fact = stepFact(step, "step.dispatched", engine, why, { digest, purpose }, attempt);
  const same = { attempt, attemptId, digest, proposalBytes: bytes, dispatchedAt: now };
  const running: StepState =
    purpose === "forward"
      ? { phase: "running", ...same, ...(before && { before }) }
      : { phase: "rolling_back", ...same };
  const effect: Effect = { type: "dispatch", attemptId, stepId: step.id, bytes, digest };
  return moved(counting(context, attempt), running, [...facts, fact], [effect]);
}

type Unread = Measuring extends infer One
  ? One extends Measuring
    ? Omit<One, "readingId" | "readingAt">
    : never
  : never;

/** Hands the next look at the target to the runner, from the approved bytes and with a number of its own. */
export function dispatchReading(context: Context, measuring: Unread, guard: Guard, facts: readonly Fact[]): Transition {
  const { execution, step, now } = context;
  const number = Math.max(execution.attempts[step.id] ?? 0, measuring.attempt) + 1;
  const readingId = attemptIdOf(context, number);
  const state = { ...measuring, readingId, readingAt: now } as Measuring; // `Unread` left out exactly these two
  const why = `${guard.name} is read ${measuring.when} the change`;
  const data = { guard: guard.name, when: measuring.when, attemptId: readingId, digest: measuring.digest };
  const fact = stepFact(step, "step.reading", engine, why, data, number);
  return moved(counting(context, number), state, [...facts, fact], [readingEffect(step.id, state, guard.name)]);
}

function attemptIdOf({ execution, step }: Context, attempt: number): AttemptId {
  return `${execution.id}/${step.id}/${attempt}`;
}

function counting(context: Context, number: number): Context {
  const { execution, step } = context;
  const most = Math.max(execution.attempts[step.id] ?? 0, number);
  const counted: Execution = { ...execution, attempts: { ...execution.attempts, [step.id]: most } };
  return { ...context, execution: counted };
}
