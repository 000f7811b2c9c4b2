import { type Approval, type ApprovalEvent, decideApproval } from "../approval/index.ts";
import type { Actor, AttemptId } from "../identity/index.ts";
import { refuse, unreachable } from "../outcome/index.ts";
import type { Proposal } from "../proposal/index.ts";
import type { StepId } from "../runbook/index.ts";
import { advance, makeReady, withStep } from "./advance.ts";
import type { Effect, ExecutionEvent, Transition } from "./events.ts";
import type { AttemptOutcome, Execution, Fact, Plan, PlannedStep, Purpose, StepState } from "./execution.ts";
import { currentStep, isTerminal, stepState } from "./progress.ts";
import { see } from "./verify.ts";

const engine: Actor = { kind: "system", id: "act_steadyhand", name: "Steadyhand" };

interface Moment {
  readonly plan: Plan;
  readonly now: Date;
}

/**
 * Applies one event to an execution. Pure: what must be recorded and what must follow come back with the
 * new state; a refusal changes nothing. Terminal states stay, and news that comes late is recorded as late.
 */
export function decide(execution: Execution, event: ExecutionEvent, moment: Moment): Transition {
  if (event.type === "attempt_ended") return attemptEnded(execution, event, moment);
  if (isTerminal(execution)) {
    return refuse("execution.ended", `${cannot(event, execution)}: the execution is ${execution.phase}`);
  }
  switch (event.type) {
    case "pause":
      return pause(execution, event, moment);
    case "resume":
      return resume(execution, event, moment);
    case "abort":
      return abort(execution, event, moment);
    case "answer":
      return answer(execution, event, moment);
    default:
      return stepEvent(execution, event, moment);
  }
}

type StepEvent = Exclude<ExecutionEvent, { readonly type: "attempt_ended" | "pause" | "resume" | "abort" | "answer" }>;

function stepEvent(execution: Execution, event: StepEvent, moment: Moment): Transition {
  const step = currentStep(execution, moment.plan);
  if (step?.id !== event.stepId) {
    const known = moment.plan.steps.some(({ id }) => id === event.stepId);
    const why = known
      ? `the step is ${stepState(execution, event.stepId).phase} and not the one whose turn it is`
      : "there is no such step";
    return refuse("step.not_current", `${cannot(event, execution)}: ${why}`, "Only the current step can move");
  }
  const context: Context = { ...moment, execution, step, before: stepState(execution, step.id) };
  switch (event.type) {
    case "proposed":
      return proposed(context, event);
    case "cannot_propose":
      return cannotPropose(context, event);
    case "approve":
      return approve(context, event);
    case "reject":
      return reject(context, event);
    case "approval_expired":
      return approvalExpired(context, event);
    case "edit":
      return edit(context, event);
    case "skip":
      return skip(context, event);
    case "done":
      return done(context, event);
    case "retry":
      return retry(context, event);
    case "roll_back":
      return rollBack(context, event);
    case "verified":
      return verified(context, event);
    default:
      return unreachable(event);
  }
}

type Of<Type extends ExecutionEvent["type"]> = ExecutionEvent & { readonly type: Type };

interface Context extends Moment {
  readonly execution: Execution;
  readonly step: PlannedStep;
  readonly before: StepState;
}

// ---- proposals and approvals

function proposed(context: Context, event: Of<"proposed">): Transition {
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
      const asked = stepFact(step, "approval.requested", engine, `asked until ${request.expiresAt.toISOString()}`, {
        request,
      });
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

function cannotPropose(context: Context, { code, why, type }: Of<"cannot_propose">): Transition {
  const { before, now } = context;
  if (before.phase !== "ready" && before.phase !== "rollback_available") return refusePhase(context, { type });
  return needsPerson(context, code, why, [], now);
}

function approve(context: Context, event: Of<"approve">): Transition {
  const { execution, before, step, now } = context;
  if (before.phase !== "awaiting_approval") return refusePhase(context, event);
  if (execution.phase === "paused") {
    return refuse("execution.paused", `${cannot(event, execution)}: the execution is paused`, "Resume it first");
  }
  if (event.current?.bytes !== before.proposalBytes) {
    const changed = "what it depends on has changed since it was asked";
    return voided(context, before, changed);
  }
  const granted = answerApproval(before.approval, { ...event, type: "grant" }, now);
  if (!granted.ok) return granted;
  const approved = stepFact(step, "step.approved", event.by, `${event.by.name} approved exactly these bytes`, {
    approval: granted.state,
    digest: event.digest,
  });
  const { purpose, proposalBytes: bytes } = before;
  return dispatch(context, { purpose, bytes, digest: event.digest, proposal: event.current.proposal }, [approved]);
}

function answerApproval(approval: Approval, event: ApprovalEvent, now: Date) {
  return decideApproval(approval, event, now);
}

/** The bytes asked about are no longer what would run: the question dies, and the step is judged afresh. */
function voided(context: Context, before: StepState & { phase: "awaiting_approval" }, reason: string): Transition {
  const { step, now } = context;
  const ended = answerApproval(before.approval, { type: "void", reason }, now);
  if (!ended.ok) return ended;
  return backToReady(
    context,
    [stepFact(step, "approval.voided", engine, reason, { approval: ended.state })],
    before.purpose,
  );
}

function backToReady(context: Context, facts: readonly Fact[], purpose: Purpose = "forward"): Transition {
  const { execution, step, now } = context;
  if (purpose === "rollback") {
    return moved(context, { phase: "rollback_available", at: now, why: "its rollback was not approved" }, facts);
  }
  const ready = makeReady(execution, step);
  const effects: Effect[] =
    ready.waitsFor === "proposal" ? [{ type: "propose", stepId: step.id, purpose: "forward" }] : [];
  return moved(context, ready, facts, execution.phase === "paused" ? [] : effects);
}

function reject(context: Context, event: Of<"reject">): Transition {
  const { before, step, now } = context;
  if (before.phase !== "awaiting_approval") return refusePhase(context, event);
  const ended = answerApproval(before.approval, event, now);
  if (!ended.ok) return ended;
  const fact = stepFact(step, "step.rejected", event.by, event.reason, { approval: ended.state });
  if (before.purpose === "rollback") return backToReady(context, [fact], "rollback");
  return needsPerson(context, "approval.rejected", `${event.by.name} rejected it: ${event.reason}`, [fact], now);
}

function approvalExpired(context: Context, event: Of<"approval_expired">): Transition {
  const { before, step, now } = context;
  if (before.phase !== "awaiting_approval") return refusePhase(context, event);
  const ended = answerApproval(before.approval, { type: "expire" }, now);
  if (!ended.ok) return ended;
  const fact = stepFact(step, "approval.expired", engine, "nobody answered in time", { approval: ended.state });
  if (before.purpose === "rollback") return backToReady(context, [fact], "rollback");
  return needsPerson(context, "approval.expired", "nobody answered in time: ask again, skip it or abort", [fact], now);
}

// ---- a person's other commands

function edit(context: Context, event: Of<"edit">): Transition {
  const { execution, before, step } = context;
  const canEdit =
    before.phase === "ready" ||
    before.phase === "failed" ||
    before.phase === "rollback_available" ||
    before.phase === "manual_intervention" ||
    (before.phase === "awaiting_approval" && before.purpose === "forward");
  if (!canEdit) return refusePhase(context, event);
  const from = execution.edits[step.id] ?? step.command?.text ?? null;
  const facts = [
    stepFact(step, "step.edited", event.by, `${event.by.name} changed the command`, { from, to: event.command }),
  ];
  const edited = { ...execution, edits: { ...execution.edits, [step.id]: event.command } };
  return backToReady({ ...context, execution: edited }, [...voidFacts(context, "its command was edited"), ...facts]);
}

function skip(context: Context, event: Of<"skip">): Transition {
  const { step, now } = context;
  if (isMoving(context.before)) return refusePhase(context, event);
  const fact = stepFact(step, "step.skipped", event.by, event.reason, {});
  const skipped: StepState = { phase: "skipped", at: now, why: event.reason, by: event.by };
  return moved(context, skipped, [...voidFacts(context, "the step was skipped"), fact]);
}

function done(context: Context, event: Of<"done">): Transition {
  const { before, step, now } = context;
  const canBeDone =
    (before.phase === "ready" && before.waitsFor === "hand") ||
    before.phase === "manual_intervention" ||
    before.phase === "failed" ||
    before.phase === "rollback_available";
  if (!canBeDone) return refusePhase(context, event);
  if (event.by.kind !== "person") {
    return refuse("step.not_a_person", `${cannot(event, context.execution)}: ${event.by.name} is a ${event.by.kind}`);
  }
  const fact = stepFact(step, "step.done_by_hand", event.by, event.note || `${event.by.name} says it is done`, {});
  return moved(context, { phase: "succeeded", at: now, how: "by_hand", by: event.by }, [fact]);
}

function retry(context: Context, event: Of<"retry">): Transition {
  const { before, step } = context;
  const canRetry =
    before.phase === "failed" || before.phase === "rollback_available" || before.phase === "manual_intervention";
  if (!canRetry) return refusePhase(context, event);
  return backToReady(context, [stepFact(step, "step.retried", event.by, `${event.by.name} wants to try it again`, {})]);
}

function rollBack(context: Context, event: Of<"roll_back">): Transition {
  const { before, step, execution, now } = context;
  if (step.rollback === undefined) {
    return refuse("step.no_rollback", `${cannot(event, execution)}: the runbook does not say how to undo it`);
  }
  if (before.phase !== "rollback_available" && before.phase !== "manual_intervention")
    return refusePhase(context, event);
  const available: StepState = { phase: "rollback_available", at: now, why: `${event.by.name} asked for the rollback` };
  return moved(context, available, [], [{ type: "propose", stepId: step.id, purpose: "rollback" }]);
}

function answer(execution: Execution, event: Of<"answer">, moment: Moment): Transition {
  const condition = moment.plan.conditions.find(({ id }) => id === event.conditionId);
  if (condition === undefined) {
    return refuse(
      "condition.unknown",
      `${cannot(event, execution)}: the runbook has no condition ${event.conditionId}`,
    );
  }
  const step = currentStep(execution, moment.plan);
  const before = step && stepState(execution, step.id);
  const waits =
    before?.phase === "ready" && before.waitsFor === "condition" && step?.condition?.id === event.conditionId;
  if (!waits) {
    return refuse("condition.not_asked", `${cannot(event, execution)}: it is not what the current step waits for`);
  }
  const answered = { ...execution, answers: { ...execution.answers, [event.conditionId]: event.holds } };
  const fact: Fact = {
    type: "condition.answered",
    actor: event.by,
    stepId: step.id,
    outcome: "ok",
    why: `${event.by.name} says that ${event.holds ? "it holds" : "it does not hold"}: ${condition.text}`,
    data: { conditionId: event.conditionId, holds: event.holds },
  };
  return finish(withStep(answered, step.id, { phase: "pending" }), [fact], [], moment);
}

function pause(execution: Execution, event: Of<"pause">, moment: Moment): Transition {
  if (execution.phase === "paused")
    return refuse("execution.paused", `${cannot(event, execution)}: it is paused already`);
  const step = currentStep(execution, moment.plan);
  const fact: Fact = { type: "execution.paused", actor: event.by, outcome: "ok", why: event.reason, data: {} };
  const paused: Execution = { ...execution, phase: "paused" };
  if (step === undefined) return finish(paused, [fact], [], moment);
  const before = stepState(execution, step.id);
  if (before.phase !== "awaiting_approval") return finish(paused, [fact], [], moment);
  // A question that waits through a pause could be answered by someone who does not know of it.
  const ended = voided({ ...moment, execution: paused, step, before }, before, "the execution was paused");
  return ended.ok ? { ...ended, facts: [fact, ...ended.facts] } : ended;
}

function resume(execution: Execution, event: Of<"resume">, moment: Moment): Transition {
  if (execution.phase !== "paused")
    return refuse("execution.not_paused", `${cannot(event, execution)}: it is ${execution.phase}`);
  const fact: Fact = {
    type: "execution.resumed",
    actor: event.by,
    outcome: "ok",
    why: `${event.by.name} resumed it`,
    data: {},
  };
  const step = currentStep(execution, moment.plan);
  const before = step && stepState(execution, step.id);
  const running: Execution = { ...execution, phase: "running" };
  const effects: Effect[] =
    step && before?.phase === "ready" && before.waitsFor === "proposal"
      ? [{ type: "propose", stepId: step.id, purpose: "forward" }]
      : [];
  return finish(running, [fact], effects, moment);
}

function abort(execution: Execution, event: Of<"abort">, moment: Moment): Transition {
  if (execution.abortAsked) {
    return refuse("execution.abort_asked", `${cannot(event, execution)}: ${execution.abortAsked.by.name} already did`);
  }
  const { by, reason } = event;
  const asked: Execution = { ...execution, abortAsked: { by, at: moment.now, reason } };
  const fact: Fact = { type: "execution.abort_asked", actor: by, outcome: "ok", why: reason, data: {} };
  const step = currentStep(execution, moment.plan);
  const before = step && stepState(execution, step.id);
  if (before?.phase === "running" || before?.phase === "rolling_back") {
    return finish(asked, [fact], [{ type: "cancel", attemptId: before.attemptId }], moment);
  }
  const dead = step && before ? voidFacts({ ...moment, execution, step, before }, "the execution was aborted") : [];
  return finish(asked, [fact, ...dead], [], moment);
}

// ---- attempts

interface Approved {
  readonly purpose: Purpose;
  readonly bytes: string;
  readonly digest: string;
  readonly proposal: Proposal;
}

function dispatch(
  context: Context,
  { purpose, bytes, digest, proposal }: Approved,
  facts: readonly Fact[],
): Transition {
  const { execution, step, now } = context;
  const attemptId: AttemptId = `${execution.id}/${step.id}/${proposal.attempt}`;
  const counted = { ...execution, attempts: { ...execution.attempts, [step.id]: proposal.attempt } };
  const fact = stepFact(
    step,
    "step.dispatched",
    engine,
    "the attempt is handed to the runner",
    { digest, purpose },
    proposal.attempt,
  );
  const running: StepState = {
    phase: purpose === "forward" ? "running" : "rolling_back",
    attempt: proposal.attempt,
    attemptId,
    digest,
    proposalBytes: bytes,
    dispatchedAt: now,
  };
  const effect: Effect = { type: "dispatch", attemptId, stepId: step.id, bytes, digest };
  return moved({ ...context, execution: counted }, running, [...facts, fact], [effect]);
}

function attemptEnded(execution: Execution, event: Of<"attempt_ended">, moment: Moment): Transition {
  const { result, stepId } = event;
  const before = stepState(execution, stepId);
  const isExpected =
    (before.phase === "running" || before.phase === "rolling_back") && before.attemptId === result.attemptId;
  const { output: _output, ...data } = result;
  const step = moment.plan.steps.find(({ id }) => id === stepId);
  if (step === undefined) return refuse("step.unknown", `${cannot(event, execution)}: there is no step ${stepId}`);
  if (!isExpected) {
    const late = stepFact(step, "step.late_result", engine, `it came while the step was ${before.phase}`, data);
    return { ok: true, state: execution, facts: [{ ...late, outcome: factOutcome(result.outcome) }], effects: [] };
  }
  const executed: Fact = {
    ...stepFact(step, "step.executed", engine, result.detail ?? `outcome: ${result.outcome}`, data, before.attempt),
    outcome: factOutcome(result.outcome),
  };
  const context: Context = { ...moment, execution, step, before };
  if (result.outcome === "unknown") {
    const why = `nobody can say how far it ran: ${result.detail ?? "the runner lost it"}. Look at the target, then decide`;
    return needsPerson(context, "attempt.unknown", why, [executed], moment.now);
  }
  const purpose = before.phase === "rolling_back" ? "rollback" : "forward";
  // The bytes were sealed by us and their digest is checked before they run, so they parse as a proposal.
  const { verification } = JSON.parse(before.proposalBytes) as Proposal;
  const verifying: StepState = { ...before, phase: "verifying", purpose, seen: see(result, verification) };
  return moved(context, verifying, [executed], [{ type: "verify", stepId }]);
}

function verified(context: Context, event: Of<"verified">): Transition {
  const { before, step, now } = context;
  if (before.phase !== "verifying") return refusePhase(context, event);
  const fact: Fact = {
    ...stepFact(
      step,
      "step.verified",
      engine,
      event.why,
      { holds: event.holds, purpose: before.purpose },
      before.attempt,
    ),
    outcome: event.holds ? "ok" : "failed",
  };
  if (before.purpose === "rollback") {
    if (!event.holds) {
      return needsPerson(context, "rollback.failed", `the rollback did not work: ${event.why}`, [fact], now);
    }
    const undone = stepFact(step, "step.rolled_back", engine, event.why, {}, before.attempt);
    const why = "it failed and was rolled back";
    return moved(context, { phase: "failed", at: now, why, isRolledBack: true }, [fact, undone]);
  }
  if (event.holds) return moved(context, { phase: "succeeded", at: now, how: "verified" }, [fact]);
  // A program that could not be started has changed nothing: there is nothing to undo.
  const canUndo = step.rollback !== undefined && before.seen.outcome !== "not_started";
  return canUndo
    ? moved(context, { phase: "rollback_available", at: now, why: event.why }, [fact])
    : moved(context, { phase: "failed", at: now, why: event.why, isRolledBack: false }, [fact]);
}

function factOutcome(outcome: AttemptOutcome): Fact["outcome"] {
  if (outcome === "succeeded") return "ok";
  return outcome === "unknown" ? "unknown" : "failed";
}

// ---- small parts

function cannot(event: { readonly type: string; readonly stepId?: StepId }, { id }: Execution): string {
  const verb = event.type.replaceAll("_", " ");
  return event.stepId === undefined ? `Cannot ${verb} ${id}` : `Cannot ${verb} step ${event.stepId} of ${id}`;
}

function refusePhase({ execution, before, step }: Context, event: { readonly type: string }): Transition {
  const phase = before.phase === "ready" ? `ready and waits for ${before.waitsFor}` : before.phase;
  return refuse("step.wrong_phase", `${cannot({ ...event, stepId: step.id }, execution)}: the step is ${phase}`);
}

function isMoving({ phase }: StepState): boolean {
  return phase === "running" || phase === "rolling_back" || phase === "verifying";
}

/** When the step waits for an answer, the fact that nobody can give one any more. */
function voidFacts({ before, step, now }: Context, reason: string): Fact[] {
  if (before.phase !== "awaiting_approval") return [];
  const ended = answerApproval(before.approval, { type: "void", reason }, now);
  return ended.ok ? [stepFact(step, "approval.voided", engine, reason, { approval: ended.state })] : [];
}

function needsPerson(context: Context, code: string, why: string, facts: readonly Fact[], now: Date): Transition {
  const fact: Fact = { ...stepFact(context.step, "step.needs_person", engine, why, { code }), outcome: "unknown" };
  return moved(context, { phase: "manual_intervention", at: now, code, why }, [...facts, fact]);
}

function stepFact(
  { id: stepId }: PlannedStep,
  type: Fact["type"],
  actor: Actor,
  why: string,
  data: Fact["data"],
  attempt?: number,
): Fact {
  return { type, actor, stepId, ...(attempt !== undefined && { attempt }), outcome: "ok", why, data };
}

function moved(context: Context, step: StepState, facts: readonly Fact[], effects: readonly Effect[] = []): Transition {
  return finish(withStep(context.execution, context.step.id, step), facts, effects, context);
}

function finish(
  state: Execution,
  facts: readonly Fact[],
  effects: readonly Effect[],
  { plan, now }: Moment,
): Transition {
  const advanced = advance(state, plan, now);
  return {
    ok: true,
    state: { ...advanced.state, sequence: advanced.state.sequence + 1 },
    facts: [...facts, ...advanced.facts],
    effects: [...effects, ...advanced.effects],
  };
}
