import { refuse, unreachable } from "../outcome/index.ts";
import { approvalExpired, approve, cannotPropose, proposed, reject } from "./approvals.ts";
import { attemptEnded, verified } from "./attempts.ts";
import type { ExecutionEvent, Transition } from "./events.ts";
import type { Execution } from "./execution.ts";
import { currentStep, isTerminal, stepState } from "./progress.ts";
import { abort, answer, pause, resume } from "./run-commands.ts";
import { done, edit, retry, rollBack, skip } from "./step-commands.ts";
import { type Context, cannot, type Moment } from "./step-context.ts";

/**
 * Applies one event to an execution. Pure: what must be recorded and what must follow come back with the
 * new state; a refusal changes nothing. Terminal states stay, and news that comes late is recorded as late.
 */
export function decide(execution: Execution, event: ExecutionEvent, moment: Moment): Transition {
  if (event.type === "attempt_ended") return attemptEnded(execution, event, moment);
  if (isTerminal(execution)) {
    return refuse("execution.ended", `${cannot(event, execution)}: the execution is ${execution.phase}`);
  }
  switch (event.type) {
    case "pause":
      return pause(execution, event, moment);
    case "resume":
      return resume(execution, event, moment);
    case "abort":
      return abort(execution, event, moment);
    case "answer":
      return answer(execution, event, moment);
    default:
      return stepEvent(execution, event, moment);
  }
}

type StepEvent = Exclude<ExecutionEvent, { readonly type: "attempt_ended" | "pause" | "resume" | "abort" | "answer" }>;

function stepEvent(execution: Execution, event: StepEvent, moment: Moment): Transition {
  const step = currentStep(execution, moment.plan);
  if (step?.id !== event.stepId) {
    const known = moment.plan.steps.some(({ id }) => id === event.stepId);
    const why = known
      ? `the step is ${stepState(execution, event.stepId).phase} and not the one whose turn it is`
      : "there is no such step";
    return refuse("step.not_current", `${cannot(event, execution)}: ${why}`, "Only the current step can move");
  }
  const context: Context = { ...moment, execution, step, before: stepState(execution, step.id) };
  switch (event.type) {
    case "proposed":
      return proposed(context, event);
    case "cannot_propose":
      return cannotPropose(context, event);
    case "approve":
      return approve(context, event);
    case "reject":
      return reject(context, event);
    case "approval_expired":
      return approvalExpired(context, event);
    case "edit":
      return edit(context, event);
    case "skip":
      return skip(context, event);
    case "done":
      return done(context, event);
    case "retry":
      return retry(context, event);
    case "roll_back":
      return rollBack(context, event);
    case "verified":
      return verified(context, event);
    default:
      return unreachable(event);
  }
}
