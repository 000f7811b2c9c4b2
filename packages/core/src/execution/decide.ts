import { refuse, unreachable } from "../outcome/index.ts";
import { approvalExpired, approve, cannotPropose, proposed, reject } from "./approvals.ts";
import { attemptEnded, verified } from "./attempts.ts";
import { attemptFound, contactLost, contactOverdue } from "./contact.ts";
import type { ExecutionEvent, Transition } from "./events.ts";
import type { Execution } from "./execution.ts";
import { settled } from "./measure.ts";
import { panicStop } from "./panic-stop.ts";
import { add, move } from "./plan-commands.ts";
import { planFor } from "./plan-for.ts";
import { currentStep, isTerminal, stepState } from "./progress.ts";
import { restored } from "./restored.ts";
import { abort, answer, pause, resume } from "./run-commands.ts";
import { done, edit, retry, retryDue, rollBack, skip } from "./step-commands.ts";
import { type Context, cannot, type Moment } from "./step-context.ts";
import { rollBackRun } from "./undo.ts";

/**
 * Applies one event to an execution. Pure: what must be recorded and what must follow come back with the
 * new state; a refusal changes nothing. Terminal states stay, but for a run that a person takes back, and news that comes
 * late is recorded as late.
 */
export function decide(execution: Execution, event: ExecutionEvent, { plan, now }: Moment): Transition {
  const moment: Moment = { plan: planFor(execution, plan), now };
  if (event.type === "attempt_ended") return attemptEnded(execution, event, moment);
  if (event.type === "roll_back_run") return rollBackRun(execution, event, moment);
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
    case "panic_stop":
      return panicStop(execution, event, moment);
    case "restored":
      return restored(execution, event, moment);
    case "add":
      return add(execution, event, { plan, now });
    case "move":
      return move(execution, event, { plan, now });
    default:
      return stepEvent(execution, event, moment);
  }
}

type RunEvent =
  | "attempt_ended"
  | "pause"
  | "resume"
  | "abort"
  | "answer"
  | "add"
  | "move"
  | "panic_stop"
  | "restored"
  | "roll_back_run";
type StepEvent = Exclude<ExecutionEvent, { readonly type: RunEvent }>;

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
    case "settled":
      return settled(context, event);
    case "retry_due":
      return retryDue(context, event);
    case "contact_lost":
      return contactLost(context, event);
    case "attempt_found":
      return attemptFound(context, event);
    case "contact_overdue":
      return contactOverdue(context, event);
    default:
      return unreachable(event);
  }
}
