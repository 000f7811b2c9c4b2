import type {
  DecisionExplanationWire,
  PolicyInForceWire,
  PolicyStateWire,
  SimulatedDecisionWire,
} from "@steadyhand/api";
import type { AuditEvent } from "@steadyhand/core/audit";
import type { Decision, RecordedGateInput } from "@steadyhand/core/autonomy";
import type { Proposal, ResolvedCommand } from "@steadyhand/core/proposal";
import { describePolicy, writePolicy } from "@steadyhand/policy";
import type { PolicyState } from "../policy/policy-state.ts";
import { presentDecision } from "./decision.ts";

export function presentPolicyState(path: string, { origin, inForce, since, problems }: PolicyState): PolicyStateWire {
  return {
    ...{ source: origin, path, sha256: inForce.sha256, since: since.toISOString() },
    problems: problems.map((problem) => ({ ...problem })),
  };
}

export function presentPolicyInForce(path: string, state: PolicyState): PolicyInForceWire {
  const { policy } = state.inForce;
  return {
    ...presentPolicyState(path, state),
    document: { ...writePolicy(policy) },
    sections: describePolicy(policy).map(({ title, settings }) => ({ title, settings: [...settings] })),
  };
}

/** What a `step.proposed` event holds: the decision as it was made, and all that it was made from. */
export interface RecordedDecision {
  readonly purpose: "forward" | "rollback";
  readonly digest: string;
  readonly proposal: Proposal;
  readonly decision: Decision;
  /** Absent in events from before it was kept. */
  readonly gate?: RecordedGateInput;
}

/** Reads an event of the type `step.proposed`. */
export function recordedDecision({ data }: Pick<AuditEvent, "data">): RecordedDecision {
  // Our own event, in the form in which core/execution/approvals writes it.
  return data as unknown as RecordedDecision;
}

export function presentExplanation(
  event: AuditEvent,
  { isOpen }: { readonly isOpen: boolean },
): DecisionExplanationWire {
  const { proposal, decision, digest, purpose } = recordedDecision(event);
  const { executionId, stepId, attempt, environment, target, risk } = proposal;
  return {
    ...{ executionId, stepId, attempt, purpose, at: event.at, digest, environment },
    ...{ targetName: target.name, risk: risk.merged.risk, isOpen },
    decision: presentDecision(decision),
  };
}

/** One recorded decision beside what it would be, as a row. */
export function presentSimulated(event: AuditEvent, after: Decision, why: readonly string[]): SimulatedDecisionWire {
  const { proposal, decision } = recordedDecision(event);
  const { executionId, stepId, attempt, environment, target, risk, command } = proposal;
  return {
    ...{ sequence: event.sequence, at: event.at, executionId, stepId, attempt, environment },
    ...{ targetName: target.name, risk: risk.merged.risk, command: sayCommand(command) },
    before: presentSide(decision),
    after: presentSide(after),
    why: [...why],
  };
}

function presentSide({ verdict, level, demand, confirmation }: Decision): SimulatedDecisionWire["before"] {
  const isAsked = verdict === "approve";
  return {
    ...{ verdict, level },
    approvals: isAsked ? (demand?.count ?? 1) : 0,
    ...(isAsked && { confirmation: demand?.kind ?? confirmation }),
  };
}

const longestCommand = 200;

function sayCommand(command: ResolvedCommand): string {
  const text =
    command.kind === "words" ? command.words.join(" ") : command.kind === "shell" ? command.script : command.name;
  return text.length > longestCommand ? `${text.slice(0, longestCommand - 1)}…` : text;
}
