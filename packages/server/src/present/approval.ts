import type { ApprovalWire, ResolvedCommandWire } from "@steadyhand/api";
import type { Decision } from "@steadyhand/core/autonomy";
import type { StepState } from "@steadyhand/core/execution";
import { type Proposal, proposalDigest, type ResolvedCommand } from "@steadyhand/core/proposal";
import { presentActor } from "./actor.ts";
import { presentSealedJudgement } from "./judgement.ts";

type Asked = Extract<StepState, { readonly phase: "awaiting_approval" }>;

/**
 * What a person is asked about. Everything that will run is drawn from the proposal's own bytes, and the
 * digest is taken of those bytes again: an answer can only count for what was drawn. Values that a person gave as secrets
 * are named instead of shown: whoever approves knows which one runs, and nobody reads it off the screen.
 */
export function presentApproval(
  { approval: { request }, decision, proposalBytes, purpose }: Asked,
  hide: (text: string) => string,
): ApprovalWire {
  // We sealed these bytes ourselves, so they hold a proposal.
  const proposal = JSON.parse(proposalBytes) as Proposal;
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
    ...(rollback && { rollback: { command: presentCommand(rollback.command, hide), final: rollback.risk.risk } }),
    proposedBy: presentActor(proposal.proposedBy),
    requestedAt: request.requestedAt.toISOString(),
    expiresAt: request.expiresAt.toISOString(),
  };
}

function presentCommand(command: ResolvedCommand, hide: (text: string) => string): ResolvedCommandWire {
  return command.kind === "words"
    ? { kind: "words", words: command.words.map(hide) }
    : { kind: "shell", script: hide(command.script) };
}

function presentDecision({ verdict, level, confirmation, caps, findings }: Decision): ApprovalWire["decision"] {
  return { verdict, level, confirmation, caps: [...caps], findings: [...findings] };
}
