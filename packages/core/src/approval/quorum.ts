import type { Approver } from "../policy/index.ts";
import { type Approval, askedGroups, isNamed } from "./approval.ts";

/** How far one group that a question asks has come. `granted` never passes `needed`: one more yes of it counts for nothing. */
export interface QuorumProgress {
  /** The group in words: `somebody who is admin or dba`. */
  readonly asks: string;
  readonly needed: number;
  readonly granted: number;
}

/** Each group that must say yes, with how many of it have; none where anybody's yes counts. */
export function quorumProgress({ request, grants = [] }: Pick<Approval, "request" | "grants">): QuorumProgress[] {
  return askedGroups(request).map(({ approvers, count }) => ({
    asks: sayGroup(approvers),
    needed: count,
    granted: Math.min(count, grants.filter(({ by, roles }) => isNamed(approvers, by, roles)).length),
  }));
}

function sayGroup(approvers: readonly Approver[]): string {
  const roles = approvers.flatMap((who) => ("role" in who ? [who.role] : []));
  const people = approvers.flatMap((who) => ("person" in who ? [who.person] : []));
  const words = [...people, ...(roles.length > 0 ? [`somebody who is ${roles.join(" or ")}`] : [])];
  return words.length === 0 ? "anybody who can sign in" : words.join(" or ");
}
