import type { Proposal } from "../proposal/index.ts";
import type { AttemptResult } from "./execution.ts";
import { onlyReads } from "./only-reads.ts";

/** One look at a target that must not get worse. Only what the scanner calls safe and reading is one. */
export type Guard = NonNullable<Proposal["guards"]>[number];

/** What one guard showed. `unreadable`: it could not be looked at, which is not the same as holding. */
export interface Reading {
  readonly guard: string;
  readonly result: "holds" | "does_not_hold" | "unreadable";
  readonly why: string;
  readonly at: Date;
  /** What it wrote: digests, sizes and first characters, carried as far as the event that says what was measured. */
  readonly output?: Pick<AttemptResult, "stdout" | "stderr" | "kept">;
}

/** Reads an ended look: exit status 0, and the text where one is named. Whatever kept it from ending so is unreadable. */
export function read(guard: Guard, result: AttemptResult): Reading {
  const { stdout, stderr, kept } = result;
  const said = (reading: Reading["result"], why: string): Reading => ({
    guard: guard.name,
    result: reading,
    why,
    at: result.endedAt,
    output: { stdout, stderr, ...(kept && { kept }) },
  });
  if (result.outcome !== "succeeded" && result.outcome !== "failed") {
    return said("unreadable", result.detail ?? `its outcome is ${result.outcome}`);
  }
  if (result.exitCode !== 0) {
    return result.exitCode === undefined
      ? said("unreadable", `it was ended by ${result.signal ?? "something"}`)
      : said("does_not_hold", `it ended with exit status ${result.exitCode}`);
  }
  const { outputIncludes } = guard;
  if (outputIncludes === undefined) return said("holds", "it ended with exit status 0");
  return result.output.stdout.includes(outputIncludes)
    ? said("holds", `its output holds "${outputIncludes}"`)
    : said("does_not_hold", `its output does not hold "${outputIncludes}"`);
}

/** What of a proposal is looked at: a step that only reads changes nothing, so nothing can get worse by it. */
export function guardsOf(proposal: Proposal): readonly Guard[] {
  return proposal.purpose === "forward" && !onlyReads(proposal) ? (proposal.guards ?? []) : [];
}
