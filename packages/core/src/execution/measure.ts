import type { Decision } from "../autonomy/index.ts";
import { backToReady } from "./back-to-ready.ts";
import { conclude } from "./conclude.ts";
import { type Approved, dispatch, dispatchReading } from "./dispatch.ts";
import type { Transition } from "./events.ts";
import type { Fact } from "./execution.ts";
import { guardsOf, type Reading, read } from "./reading.ts";
import { type Context, engine, moved, needsPerson, type Of, refusePhase, stepFact } from "./step-context.ts";
import type { Measuring, StepState } from "./step-state.ts";
import { sealedProposal } from "./underway.ts";

type Settling = StepState & { readonly phase: "settling" };

/** Lets what was approved begin: where it changes something and has guards, these are read first. */
export function begin(context: Context, approved: Approved, facts: readonly Fact[]): Transition {
  const { proposal, bytes: proposalBytes, digest } = approved;
  const [first] = guardsOf(proposal);
  if (first === undefined) return dispatch(context, approved, facts);
  const { attempt } = proposal;
  const attemptId = `${context.execution.id}/${context.step.id}/${attempt}` as const;
  const forward = { attempt, attemptId, digest, proposalBytes, dispatchedAt: context.now };
  return dispatchReading(context, { phase: "measuring", when: "before", ...forward, readings: [] }, first, facts);
}

/** One look has ended: the next one follows, or what all of them were for. */
export function readingEnded(
  context: Context,
  measuring: Measuring,
  { result, decision }: Of<"attempt_ended">,
): Transition {
  const guards = guardsOf(sealedProposal(measuring.proposalBytes));
  const guard = guards[measuring.readings.length];
  if (guard === undefined) return refusePhase(context, { type: "attempt_ended" });
  const readings = [...measuring.readings, read(guard, result)];
  const next = guards[readings.length];
  const { phase, abortAsked } = context.execution;
  if (next !== undefined && phase !== "paused" && abortAsked === undefined) {
    return dispatchReading(context, { ...measuring, readings }, next, []);
  }
  const facts = [measuredFact(context, measuring, readings)];
  const shown = readings.map(({ output: _output, ...reading }) => reading);
  return measuring.when === "before"
    ? afterBaseline(context, measuring, { readings: shown, facts, decision })
    : afterSettling(context, measuring, { readings: shown, facts, isLast: next === undefined });
}

interface Read {
  readonly readings: readonly Reading[];
  readonly facts: readonly Fact[];
}

function afterBaseline(
  context: Context,
  measuring: Measuring,
  { readings, facts, decision }: Read & { readonly decision: Decision | undefined },
): Transition {
  const { phase, abortAsked } = context.execution;
  // Nothing new starts, or the gate no longer lets it: the yes is used up, and the step is judged and asked about anew.
  const isLetThrough = decision?.verdict === "run" || decision?.verdict === "approve";
  if (phase === "paused" || abortAsked || !isLetThrough) return backToReady(context, facts);
  const blind = readings.filter(({ result }) => result === "unreadable");
  if (blind.length > 0) {
    const why = blind
      .map((reading) => `${reading.guard} could not be read before the change: ${reading.why}`)
      .join("; ");
    return needsPerson(context, "guard.unreadable", `it has not run: ${why}`, facts, context.now);
  }
  const { proposalBytes: bytes, digest } = measuring;
  const proposal = sealedProposal(bytes);
  return dispatch(context, { purpose: "forward", bytes, digest, proposal, before: readings }, facts);
}

function afterSettling(
  context: Context,
  measuring: Measuring & { readonly when: "after" },
  { readings, facts, isLast }: Read & { readonly isLast: boolean },
): Transition {
  if (isLast || context.execution.abortAsked) return conclude(context, { ...measuring, after: readings }, facts);
  // Read anew, all of them, once somebody resumes it: what was seen is too old by then.
  const { readings: _some, readingId: _id, readingAt: _at, when: _when, ...forward } = measuring;
  const settling: Settling = { ...forward, phase: "settling", until: context.now };
  return moved(context, settling, facts);
}

/** The settling time of a change is over: its guards are read again. */
export function settled(context: Context, event: Of<"settled">): Transition {
  const { before, execution, now } = context;
  if (before.phase !== "settling" || execution.phase === "paused" || now < before.until) {
    return refusePhase(context, event);
  }
  return lookAgain(context, before, []);
}

/** Reads the guards after a change, or says what it came to where there are none. */
export function lookAgain(context: Context, settling: Settling, facts: readonly Fact[]): Transition {
  const { until: _until, ...forward } = settling;
  const [first] = guardsOf(sealedProposal(settling.proposalBytes));
  if (first === undefined) return conclude(context, { ...settling, after: [] }, facts);
  return dispatchReading(context, { ...forward, phase: "measuring", when: "after", readings: [] }, first, facts);
}

function measuredFact({ step }: Context, { when, attempt }: Measuring, readings: readonly Reading[]): Fact {
  const why = readings.map(({ guard, result }) => `${guard} ${result.replaceAll("_", " ")}`).join(", ");
  const data = { when, readings: readings.map(({ output, ...reading }) => ({ ...reading, ...output })) };
  return stepFact(step, "step.measured", engine, `${when} the change: ${why}`, data, attempt);
}
