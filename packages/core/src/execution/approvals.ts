import { type Approval, decideApproval, escalate, neededGrants, sayAsked } from "../approval/index.ts";
import { refuse } from "../outcome/index.ts";
import { rollbackOffered, voided } from "./back-to-ready.ts";
import type { Transition } from "./events.ts";
import type { Fact } from "./execution.ts";
import { judgedAgain } from "./judged-again.ts";
import { begin } from "./measure.ts";
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
import type { StepState } from "./step-state.ts";

type Asked = StepState & { readonly phase: "awaiting_approval" };

export function proposed(context: Context, event: Of<"proposed">): Transition {
  const { execution, before, step, now } = context;
  const isExpected =
    event.purpose === "forward"
      ? before.phase === "ready" && before.waitsFor === "proposal"
      : before.phase === "ready" && before.waitsFor === "rollback_proposal";
  if (!isExpected || execution.phase === "paused") return refusePhase(context, event);
  const { sealed, decision, request, purpose } = event;
  const record: Fact = {
    type: "step.proposed",
    actor: sealed.proposal.proposedBy,
    stepId: step.id,
    attempt: sealed.proposal.attempt,
    outcome: decision.verdict === "refuse" ? "refused" : "ok",
    why: decision.findings.map(({ rule, reason }) => `${rule}: ${reason}`).join("; "),
    data: { purpose, digest: sealed.digest, proposal: sealed.proposal, decision, gate: event.gate },
  };
  if (execution.mode === "dry_run") return preview(context, event, record);
  switch (decision.verdict) {
    case "run":
      return begin(context, { purpose, bytes: sealed.bytes, digest: sealed.digest, proposal: sealed.proposal }, [
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
      const until = sayQuestion(waiting.approval);
      const asked = approvalFact(context, waiting, { type: "approval.requested", actor: engine, why: until });
      return moved(context, waiting, [record, asked], [{ type: "wake", at: request.expiresAt, stepId: step.id }]);
    }
    case "by_hand":
      return purpose === "rollback"
        ? needsPerson(context, "rollback.by_hand", reasonsOf(decision.findings), [record], now)
        : moved(context, { phase: "ready", waitsFor: "hand", why: reasonsOf(decision.findings) }, [record]);
    case "refuse":
      return needsPerson(context, "gate.refused", reasonsOf(decision.findings), [record], now);
  }
}

/** A dry run goes no further: what would happen now is said, and the next step is looked at. */
function preview(context: Context, { sealed, decision }: Of<"proposed">, record: Fact): Transition {
  const { step, now, execution } = context;
  const condition = step.condition && execution.answers[step.condition.id] === undefined;
  const reasons = reasonsOf(decision.findings);
  const why = condition ? `only if its condition holds (${step.condition?.branch}); ${reasons}` : reasons;
  const { bytes: proposalBytes, digest } = sealed;
  const previewed: StepState = {
    phase: "previewed",
    at: now,
    would: decision.verdict,
    why,
    proposed: { decision, proposalBytes, digest },
  };
  const fact = stepFact(step, "step.previewed", engine, why, { would: decision.verdict, digest });
  return moved(context, previewed, [record, fact]);
}

function sayQuestion({ request, grants }: Approval): string {
  const needed = neededGrants({ request, ...(grants && { grants }) });
  const people = needed === 1 ? "" : ` for ${needed} people's yes`;
  return `asked${people} until ${request.expiresAt.toISOString()}: ${sayAsked(request)}`;
}

function reasonsOf(findings: readonly { readonly reason: string }[]): string {
  return findings.map(({ reason }) => reason).join("; ");
}

export function cannotPropose(context: Context, { code, why, type }: Of<"cannot_propose">): Transition {
  const { before, now, step, execution } = context;
  if (before.phase !== "ready") return refusePhase(context, { type });
  if (execution.mode === "dry_run") {
    const fact = stepFact(step, "step.previewed", engine, why, { would: "refuse", code });
    return moved(context, { phase: "previewed", at: now, would: "refuse", why, code }, [fact]);
  }
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
  const again = judgedAgain(cannot(event, execution), before.decision, event.decision);
  if (again.kind === "refused") return { ok: false, refusal: again.refusal };
  if (again.kind === "asked_too_little") return voided(context, before, again.why);
  const granted = decideApproval(before.approval, { ...event, type: "grant" }, now);
  if (!granted.ok) return granted;
  const approval = granted.state;
  if (approval.phase !== "granted") return oneMore(context, { ...before, approval }, event);
  const why = `${event.by.name} approved exactly these bytes`;
  const approved = approvalFact(context, before, { type: "step.approved", actor: event.by, why }, approval);
  const { purpose, proposalBytes: bytes } = before;
  return begin(context, { purpose, bytes, digest: event.digest, proposal: event.current.proposal }, [approved]);
}

/** One of several has said yes; the question stays open for the others, as long as it was. */
function oneMore(context: Context, asked: Asked, { by }: Of<"approve">): Transition {
  const { grants = [] } = asked.approval;
  const why = `${by.name} approved exactly these bytes: ${grants.length} of ${neededGrants(asked.approval)}`;
  const fact = approvalFact(context, asked, { type: "approval.granted", actor: by, why });
  const { expiresAt } = asked.approval.request;
  return moved(context, asked, [fact], [{ type: "wake", at: expiresAt, stepId: context.step.id }]);
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
  if (before.purpose === "rollback") return rollbackOffered(context, [fact]);
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
  const next = ended.state.phase === "expired" ? escalate(ended.state, now) : undefined;
  if (next) return escalated(context, before, { fact, request: next });
  if (before.purpose === "rollback") return rollbackOffered(context, [fact]);
  return needsPerson(context, "approval.expired", "nobody answered in time: ask again, skip it or abort", [fact], now);
}

/** Nobody answered: the next people of the chain are asked, for the same bytes. */
function escalated(
  context: Context,
  before: Asked,
  { fact, request }: { readonly fact: Fact; readonly request: Approval["request"] },
): Transition {
  const asked: Asked = { ...before, approval: { request, phase: "requested" } };
  const why = `nobody answered in time: ${sayQuestion(asked.approval)}`;
  const up = approvalFact(context, asked, { type: "approval.escalated", actor: engine, why });
  return moved(context, asked, [fact, up], [{ type: "wake", at: request.expiresAt, stepId: context.step.id }]);
}
