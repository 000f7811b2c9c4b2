import { decideApproval } from "../approval/index.ts";
import { refuse } from "../outcome/index.ts";
import { makeReady } from "./advance.ts";
import { dispatch } from "./attempts.ts";
import type { Effect, Transition } from "./events.ts";
import type { Fact, Purpose, StepState } from "./execution.ts";
import {
  approvalFact,
  type Context,
  cannot,
  engine,
  moved,
  needsPerson,
  type Of,
  refusePhase,
  stepFact,
} from "./step-context.ts";

export function proposed(context: Context, event: Of<"proposed">): Transition {
  const { execution, before, step, now } = context;
  const isExpected =
    event.purpose === "forward"
      ? before.phase === "ready" && before.waitsFor === "proposal"
      : before.phase === "rollback_available";
  if (!isExpected || execution.phase === "paused") return refusePhase(context, event);
  const { sealed, decision, request, purpose } = event;
  const record: Fact = {
    type: "step.proposed",
    actor: sealed.proposal.proposedBy,
    stepId: step.id,
    attempt: sealed.proposal.attempt,
    outcome: decision.verdict === "refuse" ? "refused" : "ok",
    why: decision.findings.map(({ rule, reason }) => `${rule}: ${reason}`).join("; "),
    data: { purpose, digest: sealed.digest, proposal: sealed.proposal, decision },
  };
  switch (decision.verdict) {
    case "run":
      return dispatch(context, { purpose, bytes: sealed.bytes, digest: sealed.digest, proposal: sealed.proposal }, [
        record,
        stepFact(step, "step.auto_executed", engine, `L${decision.level} lets it run by itself`, {
          digest: sealed.digest,
        }),
      ]);
    case "approve": {
      const waiting: StepState = {
        phase: "awaiting_approval",
        purpose,
        approval: { request, phase: "requested" },
        decision,
        proposalBytes: sealed.bytes,
      };
      const until = `asked until ${request.expiresAt.toISOString()}`;
      const asked = approvalFact(context, waiting, { type: "approval.requested", actor: engine, why: until });
      return moved(context, waiting, [record, asked], [{ type: "wake", at: request.expiresAt, stepId: step.id }]);
    }
    case "by_hand":
      return moved(context, { phase: "ready", waitsFor: "hand", why: reasonsOf(decision.findings) }, [record]);
    case "refuse":
      return needsPerson(context, "gate.refused", reasonsOf(decision.findings), [record], now);
  }
}

function reasonsOf(findings: readonly { readonly reason: string }[]): string {
  return findings.map(({ reason }) => reason).join("; ");
}

export function cannotPropose(context: Context, { code, why, type }: Of<"cannot_propose">): Transition {
  const { before, now } = context;
  if (before.phase !== "ready" && before.phase !== "rollback_available") return refusePhase(context, { type });
  return needsPerson(context, code, why, [], now);
}

export function approve(context: Context, event: Of<"approve">): Transition {
  const { execution, before, now } = context;
  if (before.phase !== "awaiting_approval") return refusePhase(context, event);
  if (execution.phase === "paused") {
    return refuse("execution.paused", `${cannot(event, execution)}: the execution is paused`, "Resume it first");
  }
  if (event.current?.bytes !== before.proposalBytes) {
    const changed = "what it depends on has changed since it was asked";
    return voided(context, before, changed);
  }
  const granted = decideApproval(before.approval, { ...event, type: "grant" }, now);
  if (!granted.ok) return granted;
  const why = `${event.by.name} approved exactly these bytes`;
  const approved = approvalFact(context, before, { type: "step.approved", actor: event.by, why }, granted.state);
  const { purpose, proposalBytes: bytes } = before;
  return dispatch(context, { purpose, bytes, digest: event.digest, proposal: event.current.proposal }, [approved]);
}

/** The bytes asked about are no longer what would run: the question dies, and the step is judged afresh. */
export function voided(
  context: Context,
  before: StepState & { phase: "awaiting_approval" },
  reason: string,
): Transition {
  const { now } = context;
  const ended = decideApproval(before.approval, { type: "void", reason }, now);
  if (!ended.ok) return ended;
  const fact = approvalFact(context, before, { type: "approval.voided", actor: engine, why: reason }, ended.state);
  return backToReady(context, [fact], before.purpose);
}

/** The step is judged and asked about afresh; a rollback goes back to being offered. */
export function backToReady(context: Context, facts: readonly Fact[], purpose: Purpose = "forward"): Transition {
  const { execution, step, now } = context;
  if (purpose === "rollback") {
    return moved(context, { phase: "rollback_available", at: now, why: "its rollback was not approved" }, facts);
  }
  const ready = makeReady(execution, step);
  const effects: Effect[] =
    ready.waitsFor === "proposal" ? [{ type: "propose", stepId: step.id, purpose: "forward" }] : [];
  return moved(context, ready, facts, execution.phase === "paused" ? [] : effects);
}

export function reject(context: Context, event: Of<"reject">): Transition {
  const { before, now } = context;
  if (before.phase !== "awaiting_approval") return refusePhase(context, event);
  const ended = decideApproval(before.approval, event, now);
  if (!ended.ok) return ended;
  const fact = approvalFact(
    context,
    before,
    { type: "step.rejected", actor: event.by, why: event.reason },
    ended.state,
  );
  if (before.purpose === "rollback") return backToReady(context, [fact], "rollback");
  return needsPerson(context, "approval.rejected", `${event.by.name} rejected it: ${event.reason}`, [fact], now);
}

export function approvalExpired(context: Context, event: Of<"approval_expired">): Transition {
  const { before, now } = context;
  if (before.phase !== "awaiting_approval") return refusePhase(context, event);
  const ended = decideApproval(before.approval, { type: "expire" }, now);
  if (!ended.ok) return ended;
  const fact = approvalFact(
    context,
    before,
    { type: "approval.expired", actor: engine, why: "nobody answered in time" },
    ended.state,
  );
  if (before.purpose === "rollback") return backToReady(context, [fact], "rollback");
  return needsPerson(context, "approval.expired", "nobody answered in time: ask again, skip it or abort", [fact], now);
}
