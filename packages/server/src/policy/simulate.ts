import type { AuditEvent } from "@steadyhand/core/audit";
import { type Decision, replay, type Verdict } from "@steadyhand/core/autonomy";
import type { Policy } from "@steadyhand/core/policy";
import { recordedDecision } from "../present/policy.ts";

export type VerdictCounts = Readonly<Record<Verdict, number>>;

/** What recorded decisions were, and what they would have been. */
export interface Simulation {
  readonly decisions: number;
  /** Recorded in a form that cannot be judged again. */
  readonly unreadable: number;
  readonly before: VerdictCounts;
  readonly after: VerdictCounts;
  readonly changed: readonly {
    readonly event: AuditEvent;
    readonly after: Decision;
    /** What speaks now and did not, and what no longer does. */
    readonly why: readonly string[];
  }[];
}

/** Judges recorded decisions again, as they were then in all but the policy. */
export function simulate(events: readonly AuditEvent[], policy: Policy): Simulation {
  const before = { run: 0, approve: 0, by_hand: 0, refuse: 0 };
  const after = { run: 0, approve: 0, by_hand: 0, refuse: 0 };
  const changed: Simulation["changed"][number][] = [];
  let unreadable = 0;
  for (const event of events) {
    const { gate, decision } = recordedDecision(event);
    if (gate === undefined) {
      unreadable += 1;
      continue;
    }
    const again = replay(gate, policy);
    before[decision.verdict] += 1;
    after[again.verdict] += 1;
    if (isSame(decision, again)) continue;
    changed.push({ event, after: again, why: differences(decision, again) });
  }
  return { decisions: events.length - unreadable, unreadable, before, after, changed };
}

/** Whether the same would have become of it, with as much asked of people. */
function isSame(one: Decision, other: Decision): boolean {
  if (one.verdict !== other.verdict) return false;
  if (one.verdict !== "approve") return true;
  return JSON.stringify(asked(one)) === JSON.stringify(asked(other));
}

function asked({ demand }: Decision) {
  return [demand.kind, demand.count, demand.quorums.map(({ approvers, count }) => ({ approvers, count }))];
}

const mostReasons = 10;

function differences(before: Decision, after: Decision): string[] {
  const [was, is] = [said(before), said(after)];
  const added = limiting(after).filter((reason) => !was.includes(reason));
  const gone = limiting(before).filter((reason) => !is.includes(reason));
  return [...added, ...gone.map((reason) => `no longer: ${reason}`)].slice(0, mostReasons);
}

/** What makes a decision as strict as it is: a cap above its level does not, nor does a rule that would allow more. */
function limiting(decision: Decision): string[] {
  const { level, verdict, caps, findings } = decision;
  return said({
    ...decision,
    caps: caps.filter((cap) => cap.level <= level),
    findings: findings.filter((finding) => finding.verdict === verdict),
  });
}

function said({ caps, findings, demands }: Decision): string[] {
  return [
    ...caps.map(({ name, reason }) => `${name}: ${reason}`),
    ...[...findings, ...demands].map(({ rule, reason }) => `${rule}: ${reason}`),
  ];
}
