import { type ApprovalRule, hardLimits } from "../../policy/index.ts";
import type { DemandSaid, GateRule, Known } from "../gate-rule.ts";

/** How long a question waits for its answer. */
export const approvalLifetime: GateRule = {
  name: "approval lifetime",
  demands({ proposal: { risk }, settings }) {
    const { value, from } = settings.approvalMs[risk];
    return [{ lifetimesMs: [value], reason: `${risk}: a question waits ${value / 60_000} min (${from})` }];
  },
};

/** Who may approve what, and how many of them, as the policy has it. */
export const approvers: GateRule = {
  name: "approvers",
  demands: (known) =>
    known.settings.approvals
      .filter(({ value }) => matches(value, known))
      .map(({ value, from }) => demandOf(value, from)),
};

function matches({ when = {} }: ApprovalRule, { proposal: { risk, actionClasses } }: Known): boolean {
  return (
    (when.risks?.includes(risk) ?? true) &&
    (when.actionClasses === undefined || actionClasses.some((name) => when.actionClasses?.includes(name)))
  );
}

function demandOf(rule: ApprovalRule, from: string): DemandSaid {
  const { approvers: named = [], count = 1, kind = "click", lifetimeMinutes, escalation = [] } = rule;
  const longest = lifetimeMinutes ?? hardLimits.approvalMinutes.safe;
  const waits = [...escalation.map(({ afterMinutes }) => afterMinutes), longest];
  const who = named.map((one) => ("role" in one ? `role ${one.role}` : one.person)).join(", ") || "anybody";
  return {
    kind,
    count,
    quorum: { approvers: named, count, escalation: escalation.map((next) => next.approvers) },
    lifetimesMs: waits.map((minutes) => Math.min(minutes, longest) * 60_000),
    reason: `${count} of ${who} (${from})`,
  };
}
