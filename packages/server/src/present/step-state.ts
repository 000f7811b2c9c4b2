import type { StepWire } from "@steadyhand/api";
import type { Execution, Previewed, Reading, StepState } from "@steadyhand/core/execution";
import { unreachable } from "@steadyhand/core/outcome";
import type { Proposal } from "@steadyhand/core/proposal";
import { presentActor } from "./actor.ts";
import { presentApproval, presentCommand, presentGuard } from "./approval.ts";
import { presentDecision } from "./decision.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { presentSealedJudgement } from "./judgement.ts";

type StateView = Pick<
  StepWire,
  | "phase"
  | "why"
  | "code"
  | "waitsFor"
  | "at"
  | "until"
  | "by"
  | "approval"
  | "attempt"
  | "dispatchedAt"
  | "outcome"
  | "readings"
  | "isHeld"
  | "from"
  | "preview"
>;

/** Where a step stands, as people see it. */
export function presentState(state: StepState, execution: Execution): StateView {
  switch (state.phase) {
    case "pending":
      return { phase: state.phase };
    case "ready":
      return {
        phase: state.phase,
        waitsFor: state.waitsFor,
        why: state.why,
        ...(state.waitsFor === "retry" && { until: state.at.toISOString() }),
      };
    case "awaiting_approval":
      return { phase: state.phase, approval: presentApproval(state, hideSecrets(execution)) };
    case "measuring":
    case "running":
    case "rolling_back":
    case "lost_contact":
      return presentUnderway(state);
    case "verifying":
    case "settling":
      return {
        phase: state.phase,
        attempt: state.attempt,
        dispatchedAt: state.dispatchedAt.toISOString(),
        ...(state.phase === "settling" && { why: state.why, until: state.until.toISOString() }),
        ...presentReadings(state.before),
      };
    case "previewed":
      return {
        phase: state.phase,
        at: state.at.toISOString(),
        why: state.why,
        preview: presentPreview(state, execution),
      };
    default:
      return presentEnded(state);
  }
}

type Underway = Extract<StepState, { phase: "measuring" | "running" | "rolling_back" | "lost_contact" }>;

function presentUnderway(state: Underway): StateView {
  const underway = state.phase === "lost_contact" ? state.was : state;
  const before = underway.phase === "rolling_back" ? undefined : underway.before;
  return {
    phase: state.phase,
    attempt: underway.attempt,
    dispatchedAt: underway.dispatchedAt.toISOString(),
    ...(underway.hold === "paused" && { isHeld: true }),
    ...(underway.phase === "measuring"
      ? {
          why: `its guards are read ${underway.when} the change`,
          ...presentReadings(underway.before ?? underway.readings),
        }
      : presentReadings(before)),
    ...(state.phase === "lost_contact" && { why: state.why, until: state.until.toISOString() }),
  };
}

function presentReadings(readings: readonly Reading[] | undefined): Pick<StateView, "readings"> {
  if (readings === undefined) return {};
  return {
    readings: readings.map(({ output: _output, at, ...reading }) => ({ ...reading, at: at.toISOString() })),
  };
}

type Ended = Extract<
  StepState,
  {
    phase:
      | "succeeded"
      | "failed"
      | "rollback_available"
      | "skipped"
      | "manual_intervention"
      | "rolled_back"
      | "left_in_place";
  }
>;

function presentEnded(state: Ended): StateView {
  const { phase } = state;
  const at = state.at.toISOString();
  const by = "by" in state && state.by ? { by: presentActor(state.by) } : {};
  switch (phase) {
    case "succeeded":
      return { phase, at, why: howWords[state.how], ...by, ...(state.from && { from: state.from }) };
    case "failed":
    case "rollback_available":
      return { phase, at, why: state.why, ...(state.outcome && { outcome: state.outcome }) };
    case "manual_intervention":
      return { phase, at, code: state.code, why: state.why };
    case "skipped":
    case "rolled_back":
    case "left_in_place":
      return { phase, at, why: state.why, ...by };
    default:
      return unreachable(phase);
  }
}

const howWords: Readonly<Record<Extract<StepState, { phase: "succeeded" }>["how"], string>> = {
  verified: "verified",
  by_hand: "done by hand",
  taken_over: "verified in the run that this one goes on from",
};

function presentPreview(
  { would, why, code, proposed }: Previewed,
  execution: Execution,
): NonNullable<StateView["preview"]> {
  const same = { would, why, ...(code !== undefined && { code }) };
  if (proposed === undefined) return { ...same, guards: [] };
  // We sealed these bytes ourselves, so they hold a proposal.
  const proposal = JSON.parse(proposed.proposalBytes) as Proposal;
  const hide = hideSecrets(execution);
  const { rollback } = proposal;
  return {
    ...same,
    digest: proposed.digest,
    command: presentCommand(proposal.command, hide),
    judgement: presentSealedJudgement(proposal.risk),
    decision: presentDecision(proposed.decision),
    ...(rollback && { rollback: { command: presentCommand(rollback.command, hide), final: rollback.risk.risk } }),
    guards: (proposal.guards ?? []).map((guard) => presentGuard(guard, hide)),
  };
}
