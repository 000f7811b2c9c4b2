/**
 * Why there is no answer. Codes are stable: what people search for, and what docs/model.md lists.
 * The reason is one sentence of ours; nothing that a provider sent stands in it but names from a closed list.
 */
export interface Absence {
  readonly state: "absent";
  readonly code: AbsenceCode;
  readonly reason: string;
}

export type AbsenceCode =
  | "not_configured"
  | "budget"
  | "timed_out"
  | "cancelled"
  | "closed"
  | "rate_limited"
  | "overloaded"
  | "unreachable"
  | "redirected"
  | "rejected"
  | "failed"
  | "refused"
  | "truncated"
  | "paused"
  | "tool_call"
  | "empty"
  | "cut_off"
  | "too_large"
  | "malformed";

export function absent(code: AbsenceCode, reason: string): Absence {
  return { state: "absent", code, reason };
}

/** Failures of the provider itself, as opposed to an answer that cannot be used: these open the breaker. */
const providerFailures: ReadonlySet<AbsenceCode> = new Set([
  "timed_out",
  "rate_limited",
  "overloaded",
  "unreachable",
  "redirected",
  "rejected",
  "failed",
  "cut_off",
]);

export function isProviderFailure({ code }: Absence): boolean {
  return providerFailures.has(code);
}
