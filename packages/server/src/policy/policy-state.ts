import { defaultPolicy } from "@steadyhand/core/policy";
import { type PolicyInForce, policyInForce } from "@steadyhand/engine";
import { type PolicyProblem, readPolicy } from "@steadyhand/policy";
import type { FileContent } from "./follow-file.ts";

/**
 * Where the policy in force comes from.
 * - `file`: the file as it is.
 * - `standard`: there is no file, or none that could ever be used; the strict standard holds.
 * - `last_good`: the file cannot be used as it is now, so its last good text holds.
 * - `removed`: the file that was in force is gone, so the strict standard holds.
 */
export type PolicyOrigin = "file" | "standard" | "last_good" | "removed";

/** The policy in force, and what is wrong with its file as it is now. */
export interface PolicyState {
  readonly origin: PolicyOrigin;
  readonly inForce: PolicyInForce;
  readonly since: Date;
  readonly problems: readonly PolicyProblem[];
}

/** What there is to record of a state that follows another one. */
export type PolicyNews = "changed" | "mended" | "removed" | "refused" | "nothing";

/** With no file there has ever been one of. */
export function standardState(since: Date): PolicyState {
  return { origin: "standard", inForce: policyInForce(defaultPolicy), since, problems: [] };
}

/** What holds once a file holds something else: a good text at once, a broken one never, none the strict standard. */
export function nextState(
  before: PolicyState,
  content: FileContent,
  { now, redact }: { readonly now: Date; readonly redact: (text: string) => string },
): { readonly state: PolicyState; readonly news: PolicyNews } {
  if (content.kind === "absent") return withoutFile(before, now);
  const read = content.kind === "text" ? readPolicy(content.text) : unreadable(content.why);
  if (!read.ok) {
    const origin = before.origin === "file" ? "last_good" : before.origin;
    const problems = read.problems.map((problem) => ({
      ...problem,
      message: redact(problem.message),
      // A name that somebody mistyped, or pasted into the wrong file, stands in the path as well.
      path: redact(problem.path),
    }));
    const isSame = JSON.stringify(before.problems) === JSON.stringify(problems);
    return { state: { ...before, origin, problems }, news: isSame ? "nothing" : "refused" };
  }
  const inForce = policyInForce(read.policy);
  if (inForce.sha256 === before.inForce.sha256) {
    const isMended = before.problems.length > 0 || before.origin !== "file";
    // The same object: nothing has changed for whoever compares it.
    return { state: { ...before, origin: "file", problems: [] }, news: isMended ? "mended" : "nothing" };
  }
  return { state: { origin: "file", inForce, since: now, problems: [] }, news: "changed" };
}

function withoutFile(before: PolicyState, now: Date): { readonly state: PolicyState; readonly news: PolicyNews } {
  const wasInForce = before.origin === "file" || before.origin === "last_good";
  if (wasInForce) return { state: { ...standardState(now), origin: "removed" }, news: "removed" };
  return { state: { ...before, problems: [] }, news: "nothing" };
}

function unreadable(why: string) {
  const problem: PolicyProblem = { line: 1, column: 1, path: "", message: `the file cannot be read: ${why}` };
  return { ok: false, problems: [problem] } as const;
}
