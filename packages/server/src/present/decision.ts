import type { DecisionWire } from "@steadyhand/api";
import type { Decision, Demand } from "@steadyhand/core/autonomy";
import type { Approver } from "@steadyhand/core/policy";

/** The gate's answer with every cap, rule and demand that spoke. What was stored before demands were kept has none. */
export function presentDecision({
  demand,
  demands,
  ...decision
}: Omit<Decision, "demand" | "demands"> & Partial<Decision>): DecisionWire {
  const { verdict, level, confirmation, caps, findings } = decision;
  return {
    ...{ verdict, level, confirmation },
    caps: [...caps],
    findings: [...findings],
    ...(demand && { demand: presentDemand(demand) }),
    ...(demands && {
      demands: demands.map(({ rule, reason, kind, count }) => ({
        ...{ rule, reason },
        ...(kind && { kind }),
        ...(count !== undefined && { count }),
      })),
    }),
  };
}

function presentDemand({ kind, count, quorums, lifetimesMs }: Demand) {
  return {
    ...{ kind, count },
    quorums: quorums.map(({ rule, approvers, count: of, escalation }) => ({
      rule,
      approvers: approvers.map(sayApprover),
      count: of,
      escalation: escalation.map((asked) => asked.map(sayApprover)),
    })),
    lifetimesMs: [...lifetimesMs],
  };
}

/** A person by name or id, or everybody with a role. */
export function sayApprover(approver: Approver): string {
  return "person" in approver ? approver.person : `role ${approver.role}`;
}
