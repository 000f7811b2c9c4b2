import type { Verification } from "../proposal/index.ts";
import type { AttemptResult } from "./execution.ts";
import type { Seen } from "./step-state.ts";

/** Keeps of a result what its verification needs, so that the full output need not travel with the state. */
export function see(
  { attemptId: _id, output, kept: _kept, ...rest }: AttemptResult,
  { outputIncludes }: Verification,
): Seen {
  if (outputIncludes === undefined) return rest;
  const hasExpectedOutput = output.stdout.includes(outputIncludes) || output.stderr.includes(outputIncludes);
  return { ...rest, hasExpectedOutput };
}

/** Checks an ended attempt against what was fixed before it ran. */
export function verify(verification: Verification, seen: Seen): { readonly holds: boolean; readonly why: string } {
  if (seen.outcome !== "succeeded" || seen.exitCode !== verification.exitStatus) {
    return { holds: false, why: whyNot(seen) };
  }
  const ended = `it ended with exit status ${seen.exitCode}`;
  const { outputIncludes } = verification;
  if (outputIncludes === undefined) return { holds: true, why: ended };
  return seen.hasExpectedOutput === true
    ? { holds: true, why: `${ended} and its output holds "${outputIncludes}"` }
    : { holds: false, why: `${ended}, but its output does not hold "${outputIncludes}"` };
}

function whyNot({ outcome, exitCode, signal, detail }: Seen): string {
  if (detail !== undefined) return detail;
  if (outcome === "timed_out") return "it ran past its time limit and was ended";
  if (outcome === "cancelled" || outcome === "killed") return `it was ${outcome} by a person`;
  if (exitCode !== undefined) return `it ended with exit status ${exitCode}`;
  return signal === undefined ? `its outcome is ${outcome}` : `it was ended by ${signal}`;
}
