import type { Approval, ApprovalRequest } from "./approval.ts";

/**
 * The question that is asked next when one expired unanswered: of the next people of its chain, with a time of its own.
 * Grants that came to the one that expired died with it. `undefined` when the chain has ended.
 */
export function escalate(
  { request }: Approval & { readonly phase: "expired" },
  now: Date,
): ApprovalRequest | undefined {
  const escalations = (request.escalations ?? 0) + 1;
  const lifetimeMs = request.demand?.lifetimesMs[escalations];
  if (lifetimeMs === undefined) return undefined;
  return {
    ...request,
    id: `apr_${request.id.slice(4).replace(/-up\d+$/, "")}-up${escalations}`,
    escalations,
    requestedAt: now,
    expiresAt: new Date(now.getTime() + lifetimeMs),
    escalatedFrom: request.id,
  };
}
