import { OpsError } from "@steadyhand/core/outcome";

export function cannot(what: string, attemptId: string, why: string): OpsError {
  return new OpsError(`Cannot ${what} attempt ${attemptId}: ${why}`, {
    kind: "unavailable",
    code: `runner.cannot_${what}`,
    hint: "Look at the attempt's state; where it matters, look at its processes on the machine",
  });
}

export function repeated(attemptId: string): OpsError {
  return new OpsError(`Cannot start attempt ${attemptId}: it was accepted before, and an attempt runs once`, {
    kind: "refused",
    code: "runner.repeated",
    hint: "Look at what became of it, or make a new attempt",
  });
}

export function unknownAttempt(attemptId: string): OpsError {
  return new OpsError(`Cannot reach attempt ${attemptId}: the runner's journal has no entry of it`, {
    kind: "not_found",
    code: "runner.unknown_attempt",
    hint: "It never reached the runner, or its result was stored and its entry forgotten",
  });
}

export function refusedByHelper(attemptId: string, code: string, why: string): OpsError {
  if (code === "runner.repeated") return repeated(attemptId);
  return new OpsError(`Cannot start attempt ${attemptId}: ${why}`, {
    kind: "unavailable",
    code,
    hint: "Nothing of it was started. Check the disk of the runner's journal directory, and order it again",
  });
}
