import type { KeptApprovalWire } from "@steadyhand/api";
import { neededGrants, quorumProgress, sayAsked } from "@steadyhand/core/approval";
import type { Execution } from "@steadyhand/core/execution";
import type { Proposal } from "@steadyhand/core/proposal";
import type { KeptApproval } from "@steadyhand/engine";
import { presentActor } from "./actor.ts";
import { presentCommand } from "./approval.ts";
import { hideSecrets } from "./hide-secrets.ts";

/** One question that was asked, with every yes to it and what became of it. Secrets of its run stay hidden. */
export function presentKeptApproval(
  { executionId, stepId, approval, proposalBytes }: KeptApproval,
  execution: Execution,
): KeptApprovalWire {
  const { request, grants = [], phase } = approval;
  // We sealed these bytes ourselves, so they hold a proposal.
  const proposal = JSON.parse(proposalBytes) as Proposal;
  return {
    ...{ id: request.id, phase, executionId, stepId },
    runbookTitle: execution.runbook.title,
    step: proposal.why,
    purpose: proposal.purpose,
    command: presentCommand(proposal.command, hideSecrets(execution)),
    ...{ digest: request.digest, risk: request.risk, confirmation: request.confirmation },
    ...{ targetName: request.targetName, environment: request.environment },
    proposedBy: presentActor(proposal.proposedBy),
    asks: sayAsked(request),
    needed: neededGrants(approval),
    quorums: quorumProgress(approval),
    isFourEyes: request.demand?.kind === "four_eyes",
    escalations: request.escalations ?? 0,
    grants: grants.map(({ by, at, roles = [] }) => ({ by: presentActor(by), at: at.toISOString(), roles: [...roles] })),
    requestedAt: request.requestedAt.toISOString(),
    expiresAt: request.expiresAt.toISOString(),
    ...(phase !== "requested" && { decidedAt: approval.at.toISOString() }),
    ...("by" in approval && { decidedBy: presentActor(approval.by) }),
    ...("reason" in approval && { reason: approval.reason }),
  };
}
