import { type Policy, resolvePolicy } from "../policy/index.ts";
import { isReading } from "../risk/index.ts";
import { computeLevel } from "./compute-level.ts";
import type { Decision, DemandFinding, Finding, GateInput, Level, Verdict } from "./decision.ts";
import { addUp } from "./demand.ts";
import type { GateRule, Known } from "./gate-rule.ts";
import { gateRules } from "./rules/index.ts";

const strictness: Readonly<Record<Verdict, number>> = { run: 0, approve: 1, by_hand: 2, refuse: 3 };

/**
 * Judges a proposal under a policy. The lowest cap and the strictest verdict win, and demands add up; what cannot be
 * read is refused.
 */
export function judge(input: GateInput, policy: Policy, rules: readonly GateRule[] = gateRules): Decision {
  try {
    return judgeKnown(whatIsKnown(input, policy), rules);
  } catch (error) {
    // Every rule is total over what its types allow: whatever else comes in is refused, not guessed at.
    return refuseUnreadable(error);
  }
}

/** The input with the settings that hold for it. */
export function whatIsKnown(input: GateInput, policy: Policy): Known {
  const isChange = !input.proposal.actionClasses.every(isReading);
  return { ...input, settings: resolvePolicy(policy, input.proposal), isChange };
}

function judgeKnown(known: Known, rules: readonly GateRule[]): Decision {
  const { level, caps } = computeLevel(known, rules);
  const findings: Finding[] = [];
  const demands: DemandFinding[] = [];
  for (const rule of rules) {
    const said = rule.says?.(known, level);
    if (said !== undefined) findings.push({ rule: rule.name, ...said });
    for (const demand of rule.demands?.(known) ?? []) demands.push({ rule: rule.name, ...demand });
  }
  const demand = addUp(demands);
  return {
    verdict: strictestOf(findings),
    level,
    confirmation: demand.kind === "click" ? "click" : "typed_target",
    caps,
    findings,
    demand,
    demands,
  };
}

/** Where no rule says anything, nothing may be done. */
function strictestOf(findings: readonly Finding[]): Verdict {
  let held: Verdict | undefined;
  for (const { verdict } of findings) {
    if (held === undefined || strictness[verdict] > strictness[held]) held = verdict;
  }
  return held ?? "refuse";
}

function refuseUnreadable(error: unknown): Decision {
  const level: Level = 1;
  const reason = `it cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  return {
    ...{ verdict: "refuse", level, confirmation: "typed_target", caps: [] },
    findings: [{ rule: "unreadable input", verdict: "refuse", reason }],
    demand: { ...addUp([]), kind: "four_eyes" },
    demands: [],
  };
}
