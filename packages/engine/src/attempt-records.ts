import type { ChangeOutcome, Decision } from "@steadyhand/core/autonomy";
import { type Execution, type Fact, type StepState, stepState, type Transition } from "@steadyhand/core/execution";
import type { ActorId } from "@steadyhand/core/identity";
import { type AttemptRecord, type AttemptRecordChange, isReading } from "@steadyhand/core/levels";
import { actionKeyOf, type Proposal } from "@steadyhand/core/proposal";
import type { StepId } from "@steadyhand/core/runbook";

/**
 * What a transition adds to the record of attempts, told from its states and facts: what was dispatched, how it ended,
 * and what it came to once nothing of it is awaited any more.
 */
export function attemptRecords(
  before: Execution,
  { state, facts }: Transition & { readonly ok: true },
  now: Date,
): AttemptRecordChange[] {
  const stepIds = new Set(facts.flatMap(({ stepId }) => stepId ?? []));
  return [...stepIds].flatMap((stepId) => {
    const own = facts.filter((fact) => fact.stepId === stepId);
    const was = stepState(before, stepId);
    const is = stepState(state, stepId);
    return [
      ...ended(stepId, own, now),
      ...judged({ stepId, was, is, facts: own, now }),
      ...begun({ was, is, facts: own, now }),
    ];
  });
}

/** An attempt of a step that was dispatched and is not judged yet. */
type Open = StepState & { readonly attempt: number; readonly proposalBytes: string };

function openAttempt(step: StepState): Open | undefined {
  if (step.phase === "lost_contact") return step.was;
  return "attempt" in step ? step : undefined;
}

function begun({ was, is, facts, now }: Seen): AttemptRecordChange[] {
  const open = openAttempt(is);
  if (open === undefined || openAttempt(was)?.attempt === open.attempt) return byHand(facts, was, now);
  const record = recordOf(open.proposalBytes, letThrough(was, facts));
  return [{ type: "dispatched", at: now, ...record, attempt: open.attempt }];
}

interface Seen {
  readonly was: StepState;
  readonly is: StepState;
  readonly facts: readonly Fact[];
  readonly now: Date;
}

/** Who let it through, and at which level. */
function letThrough(was: StepState, facts: readonly Fact[]): Pick<AttemptRecord, "how" | "approvers" | "level"> {
  if (was.phase === "awaiting_approval") {
    const granted = was.approval.grants?.map(({ by }) => by.id) ?? [];
    const now = facts.flatMap(({ type, actor }) => (type === "step.approved" ? [actor.id] : []));
    return { how: "approved", approvers: [...new Set<ActorId>([...granted, ...now])], level: was.decision.level };
  }
  const proposed = facts.findLast(({ type }) => type === "step.proposed");
  // Facts of this type carry the gate's decision.
  const decision = proposed?.data.decision as Decision | undefined;
  return { how: "automatic", approvers: [], level: decision?.level ?? 1 };
}

function recordOf(bytes: string, through: ReturnType<typeof letThrough>): AttemptRecord {
  // The bytes were sealed by us, so they hold a proposal.
  const proposal = JSON.parse(bytes) as Proposal;
  const { stepId, attempt, purpose, risk } = proposal;
  // The worst comes first; what was sealed before there were classes has none.
  const [actionClass = "unknown"] = proposal.actionClasses ?? [];
  const isChange = !isReading(actionClass);
  return {
    ...{ stepId, attempt, purpose, actionKey: actionKeyOf(proposal), actionClass, isChange, risk: risk.merged.risk },
    ...through,
  };
}

/** What a person says they did. Where the step had been proposed, its command is known. */
function byHand(facts: readonly Fact[], was: StepState, now: Date): AttemptRecordChange[] {
  const done = facts.find(({ type }) => type === "step.done_by_hand");
  if (done === undefined || !("proposalBytes" in was)) return [];
  const through = { how: "by_hand", approvers: [], level: 1 } as const;
  return [{ type: "by_hand", at: now, ...recordOf(was.proposalBytes, through), attempt: 0 }];
}

function ended(stepId: StepId, facts: readonly Fact[], now: Date): AttemptRecordChange[] {
  return facts.flatMap(({ type, attempt, data }): AttemptRecordChange[] => {
    if (type !== "step.executed" || attempt === undefined) return [];
    // Facts of this type carry the runner's result.
    const { outcome, endedAt } = data as {
      outcome: (AttemptRecordChange & { type: "ended" })["result"];
      endedAt?: Date;
    };
    return [{ type: "ended", stepId, attempt, result: outcome, at: endedAt ?? now }];
  });
}

function judged({ stepId, was, is, facts, now }: Seen & { readonly stepId: StepId }): AttemptRecordChange[] {
  const open = openAttempt(was);
  if (open === undefined || openAttempt(is)?.attempt === open.attempt) return [];
  const { attempt } = open;
  const verified = facts.findLast(({ type }) => type === "step.verified");
  const holds = verified === undefined ? "holds" in open && open.holds === true : verified.data.holds === true;
  const outcome = saidOutcome(facts) ?? (verified === undefined ? "unknown" : holds ? "improved" : "unchanged");
  return [{ type: "judged", stepId, attempt, at: now, holds, outcome }];
}

const outcomes: ReadonlySet<unknown> = new Set<ChangeOutcome>(["improved", "unchanged", "worse", "unknown"]);

/** What the readings before and after it came to, where there were any. */
function saidOutcome(facts: readonly Fact[]): ChangeOutcome | undefined {
  const said = facts.findLast(({ type, data }) => type !== "step.executed" && outcomes.has(data.outcome));
  // Looked up among them just now.
  return said?.data.outcome as ChangeOutcome | undefined;
}
