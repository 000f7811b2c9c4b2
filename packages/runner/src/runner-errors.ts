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

export function halted(attemptId: string, what: "start" | "resume" = "start"): OpsError {
  return new OpsError(`Cannot ${what} attempt ${attemptId}: panic is on, and nothing ${what}s`, {
    kind: "refused",
    code: "runner.halted",
    hint: "`steady panic status` says who pressed and why",
  });
}

function tooLate(attemptId: string): OpsError {
  return new OpsError(`Cannot start attempt ${attemptId}: this server's lease was no longer certain`, {
    kind: "unavailable",
    code: "runner.too_late",
    hint: "It has not run. It starts once the lease is renewed, here or on another node",
  });
}

export function refusedByHelper(attemptId: string, code: string, why: string): OpsError {
  if (code === "runner.repeated") return repeated(attemptId);
  if (code === "runner.halted") return halted(attemptId);
  if (code === "runner.too_late") return tooLate(attemptId);
  return new OpsError(`Cannot start attempt ${attemptId}: ${why}`, {
    kind: "unavailable",
    code,
    hint: "Nothing of it was started. Check the disk of the runner's journal directory, and order it again",
  });
}
