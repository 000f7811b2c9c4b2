import type { StatusWire } from "@steadyhand/api";
import type { ApiProblem } from "@steadyhand/client";

/** Why nothing can be recorded, and so nothing runs; `undefined` where all is well, or nothing of it is known. */
export function sayRecordTrouble(
  recordFailing: StatusWire["recordFailing"],
  blind: { readonly since: Date; readonly problem: Pick<ApiProblem, "code" | "detail" | "hint"> } | undefined,
): { readonly since: string; readonly why: string; readonly todo: string } | undefined {
  const problem = blind?.problem.code.startsWith("database.") ? blind.problem : undefined;
  if (problem !== undefined && blind !== undefined) {
    return { since: blind.since.toISOString(), why: problem.detail, todo: problem.hint ?? usual };
  }
  if (recordFailing === undefined) return undefined;
  const { since, why, hint } = recordFailing;
  return { since, why, todo: hint ?? usual };
}

const usual = "See that the database takes changes; its log says more";
