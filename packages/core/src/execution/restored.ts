import { attemptEnded } from "./attempts.ts";
import { voided } from "./back-to-ready.ts";
import type { Transition } from "./events.ts";
import type { Execution, Fact } from "./execution.ts";
import { currentStep, stepState } from "./progress.ts";
import { type Context, finish, type Moment, needsPerson, type Of } from "./step-context.ts";
import { awaitedId, underwayOf } from "./underway.ts";

const nothing = {
  bytes: 0,
  keptBytes: 0,
  sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", // of nothing
  truncated: false,
};

/**
 * The run was read back from a backup. Whatever it did after that was made is not known here, so nothing of it goes on by
 * itself: its open question dies, nobody can say how far what was underway has come, and it waits for a person.
 */
export function restored(execution: Execution, event: Of<"restored">, moment: Moment): Transition {
  const fact: Fact = {
    type: "execution.paused",
    actor: event.by,
    outcome: "ok",
    why: event.reason,
    data: { by: "restore" },
  };
  const paused: Execution = { ...execution, phase: "paused", pausedBy: "person" };
  const step = currentStep(execution, moment.plan);
  if (step === undefined) return finish(paused, [fact], [], moment);
  const before = stepState(execution, step.id);
  const context: Context = { ...moment, execution: paused, step, before };
  const next =
    before.phase === "awaiting_approval"
      ? voided(context, before, "the run was restored from a backup")
      : whatWasUnderway(context, event.reason);
  return next.ok ? { ...next, facts: [fact, ...next.facts] } : next;
}

function whatWasUnderway(context: Context, reason: string): Transition {
  const { execution, step, before, plan, now } = context;
  const underway = underwayOf(before);
  if (underway === undefined) return finish(execution, [], [], context);
  // A look before the change: by now the change itself may have been made.
  if (underway.phase === "measuring") {
    const why = `nobody can say how far it has come: ${reason}. Look at the target, then decide`;
    return needsPerson(context, "attempt.unknown", why, [], now);
  }
  const output = { stdout: "", stderr: "" };
  const what = { attemptId: awaitedId(underway), outcome: "unknown", detail: reason, endedAt: now } as const;
  const result = { ...what, stdout: nothing, stderr: nothing, orphans: [], output };
  return attemptEnded(execution, { type: "attempt_ended", stepId: step.id, result }, { plan, now });
}
