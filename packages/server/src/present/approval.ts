import type { ApprovalWire, ResolvedCommandWire } from "@steadyhand/api";
import type { ActionValue } from "@steadyhand/core/action";
import { neededGrants, quorumProgress, sayAsked } from "@steadyhand/core/approval";
import type { Guard, StepState } from "@steadyhand/core/execution";
import { unreachable } from "@steadyhand/core/outcome";
import { type Proposal, proposalDigest, type ResolvedCommand } from "@steadyhand/core/proposal";
import { presentActor } from "./actor.ts";
import { presentDecision } from "./decision.ts";
import { presentSealedJudgement } from "./judgement.ts";

type Asked = Extract<StepState, { readonly phase: "awaiting_approval" }>;

/**
 * What a person is asked about. Everything that will run is drawn from the proposal's own bytes, and the
 * digest is taken of those bytes again: an answer can only count for what was drawn. Values that a person gave as secrets
 * are named instead of shown: whoever approves knows which one runs, and nobody reads it off the screen.
 */
export function presentApproval(
  { approval, decision, proposalBytes, purpose }: Asked,
  hide: (text: string) => string,
): ApprovalWire {
  // We sealed these bytes ourselves, so they hold a proposal.
  const proposal = JSON.parse(proposalBytes) as Proposal;
  const { request, grants = [] } = approval;
  const { rollback, verification } = proposal;
  return {
    id: request.id,
    digest: proposalDigest(proposalBytes),
    purpose,
    command: presentCommand(proposal.command, hide),
    judgement: presentSealedJudgement(proposal.risk),
    decision: presentDecision(decision),
    confirmation: request.confirmation,
    targetName: proposal.target.name,
    environment: proposal.environment,
    workingDirectory: proposal.workingDirectory,
    environmentNames: [...proposal.environmentNames],
    timeoutMs: proposal.timeoutMs,
    verification,
    guards: (proposal.guards ?? []).map((guard) => presentGuard(guard, hide)),
    settleMs: proposal.settleMs ?? 0,
    asks: sayAsked(request),
    needed: neededGrants(approval),
    quorums: quorumProgress(approval),
    grants: grants.map(({ by, at }) => ({ by: presentActor(by), at: at.toISOString() })),
    isFourEyes: request.demand?.kind === "four_eyes",
    escalations: request.escalations ?? 0,
    ...(rollback && { rollback: { command: presentCommand(rollback.command, hide), final: rollback.risk.risk } }),
    proposedBy: presentActor(proposal.proposedBy),
    proposers: (proposal.proposers ?? [proposal.proposedBy]).map(presentActor),
    requestedAt: request.requestedAt.toISOString(),
    expiresAt: request.expiresAt.toISOString(),
  };
}

/** A look at the target, as it will run. */
export function presentGuard(
  { name, command, outputIncludes }: Guard,
  hide: (text: string) => string,
): ApprovalWire["guards"][number] {
  return { name, command: presentCommand(command, hide), ...(outputIncludes !== undefined && { outputIncludes }) };
}

export function presentCommand(command: ResolvedCommand, hide: (text: string) => string): ResolvedCommandWire {
  switch (command.kind) {
    case "words":
      return { kind: "words", words: command.words.map(hide) };
    case "shell":
      return { kind: "shell", script: hide(command.script) };
    case "action": {
      const { kind, name, version, parameters } = command;
      return { kind, name, version, parameters: hideWithin(parameters, hide) };
    }
    default:
      return unreachable(command);
  }
}

function hideWithin(parameters: Readonly<Record<string, ActionValue>>, hide: (text: string) => string) {
  const hidden = (value: ActionValue): unknown => {
    if (typeof value === "string") return hide(value);
    if (Array.isArray(value)) return value.map(hidden);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hidden(inner)]));
  };
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, hidden(value)]));
}
