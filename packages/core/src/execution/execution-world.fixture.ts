import type { Decision } from "../autonomy/index.ts";
import type { Actor, AttemptId } from "../identity/index.ts";
import type { Proposal, Sealed } from "../proposal/index.ts";
import type { StepId } from "../runbook/index.ts";
import type { ExecutionEvent, Transition } from "./events.ts";
import type { AttemptOutcome, AttemptResult, Execution, Fact, Plan, Purpose } from "./execution.ts";
import {
  awaitedId,
  currentStep,
  decide,
  dueEvent,
  type Effect,
  isTerminal,
  owedEffects,
  startExecution,
  stepState,
  underwayOf,
  verify,
} from "./index.ts";

/** A person, another two, and something that is nobody. */
export const people: readonly Actor[] = ["riley", "sam", "kim"].map((name) => ({
  kind: "person",
  id: `act_${name}`,
  name,
}));
export const model: Actor = { kind: "model", id: "act_model", name: "a model" };

const start = new Date("2026-11-20T03:00:00Z");
const nothing = { bytes: 0, keptBytes: 0, sha256: "00", truncated: false };

/** What each step of the plan is: how the gate decides on it, and whether it only reads. */
const kinds: Readonly<Record<StepId, { readonly count: 0 | 1 | 2; readonly isIdempotent: boolean }>> = {
  stp_1: { count: 1, isIdempotent: false },
  stp_2: { count: 2, isIdempotent: false },
  stp_3: { count: 0, isIdempotent: true },
};

export const plan: Plan = {
  steps: (Object.keys(kinds) as StepId[]).map((id, index) => ({
    id,
    number: String(index + 1),
    title: id,
    description: "",
    section: [],
    variables: [],
    command: { text: `do ${id}`, dialect: "shell" },
    ...(id !== "stp_3" && { rollback: { text: `undo ${id}`, dialect: "shell" as const } }),
  })),
  conditions: [],
  variables: [],
};

/** What the world keeps of one effect that reached the runner. */
interface Started {
  readonly attemptId: AttemptId;
  readonly stepId: StepId;
  readonly digest: string;
  readonly guard: string | undefined;
}

/** One stored transition, for the promises to be looked up in. */
export interface Step {
  readonly event: ExecutionEvent | undefined;
  readonly before: Execution;
  readonly after: Execution;
  readonly facts: readonly Fact[];
  readonly effects: readonly Effect[];
  readonly isCrash: boolean;
}

/**
 * An execution with the engine and the runner around it, which may forget, repeat and come late: what is stored stays,
 * what is only in memory is lost at a crash, and the runner drops repeats of an attempt and keeps its news until it is stored.
 */
export class World {
  now = start;
  state: Execution;
  readonly history: Step[] = [];
  /** Everything that really began, in order. */
  readonly started: Started[] = [];
  readonly ended = new Map<AttemptId, AttemptOutcome>();
  private memory: Effect[] = [];
  private isElsewhere = false;
  /** One timer, in memory. */
  private timer: Date | undefined;
  private readonly refused = new Set<AttemptId>();
  private readonly news: AttemptResult[] = [];
  private approvals = 0;

  constructor(changes: Partial<Execution> = {}) {
    const begun = startExecution(
      {
        ...{ id: "exe_1", tenantId: "ten_1", mode: "run", environment: "test", workingDirectory: "/" },
        ...{ subject: "db-3", project: "default", values: {}, secretNames: [] },
        runbook: { id: "rbk_1", version: 1, title: "Fix it", sourceSha256: "00" },
        target: { kind: "local", name: "db-3", isDisposable: false },
        settings: { targetIsDisposable: false },
        startedBy: people[0] as Actor, // there are three
        ...changes,
      },
      plan,
      start,
    );
    if (!begun.ok) throw new TypeError(begun.refusal.message);
    this.state = begun.state;
    this.store(undefined, begun, begun.state, false);
  }

  /** Applies an event and its pure effects, and stores what comes out, as the engine does. */
  tell(event: ExecutionEvent): boolean {
    const before = this.state;
    const first = decide(before, event, { plan, now: this.now });
    if (!first.ok) return false;
    this.store(event, first, before, false);
    return true;
  }

  /** The process dies: only what is stored is left, and what it owes is taken up again. */
  crash(): void {
    this.memory = [];
    this.timer = undefined;
    // Whoever takes over what nobody can be asked about has a runner of its own, which knows nothing of it.
    this.isElsewhere = Object.values(this.state.steps).some(({ phase }) => phase === "lost_contact");
    const owed = owedEffects(this.state);
    this.store(undefined, { ok: true, state: this.state, facts: [], effects: owed }, this.state, true);
    for (const result of [...this.unstored()]) this.news.push(result);
  }

  private *unstored(): Iterable<AttemptResult> {
    const awaited = this.awaited();
    const outcome = awaited && this.ended.get(awaited);
    if (awaited && outcome && !this.news.some(({ attemptId }) => attemptId === awaited))
      yield this.resultOf(awaited, outcome);
  }

  private store(
    event: ExecutionEvent | undefined,
    first: Transition & { ok: true },
    before: Execution,
    isCrash: boolean,
  ) {
    let { state } = first;
    const facts = [...first.facts];
    const effects: Effect[] = [];
    const queue = [...first.effects];
    for (let effect = queue.shift(); effect; effect = queue.shift()) {
      const pure = this.answer(state, effect);
      if (pure === undefined) {
        effects.push(effect);
        continue;
      }
      const next = decide(state, pure, { plan, now: this.now });
      if (!next.ok) continue;
      state = next.state;
      facts.push(...next.facts);
      queue.push(...next.effects);
    }
    this.history.push({ event, before, after: state, facts, effects, isCrash });
    this.state = state;
    this.memory.push(...effects);
  }

  private answer(state: Execution, effect: Effect): ExecutionEvent | undefined {
    if (effect.type === "propose") return this.proposed(state, effect.stepId, effect.purpose);
    if (effect.type !== "verify") return undefined;
    const step = stepState(state, effect.stepId);
    if (step.phase !== "verifying") return undefined;
    return { type: "verified", stepId: effect.stepId, ...verify({ exitStatus: 0 }, step.seen) };
  }

  /** Carries out the oldest effect in memory, or the oldest once more. */
  carryOut(isTwice: boolean): void {
    const effect = this.memory[0];
    if (effect === undefined) return;
    if (!isTwice) this.memory.shift();
    if (effect.type === "dispatch") this.startAttempt(effect);
    else if (effect.type === "wake") this.setTimer(effect.at);
    else if (effect.type === "cancel") this.end(effect.attemptId, "cancelled");
  }

  private startAttempt({ attemptId, stepId, digest, guard }: Effect & { type: "dispatch" }): void {
    // The runner remembers what it had, and what it was told never to begin; one that is out of reach does neither.
    const isElsewhere = this.isElsewhere && stepState(this.state, stepId).phase === "lost_contact";
    const isKnown = this.refused.has(attemptId) || this.started.some((one) => one.attemptId === attemptId);
    if (isKnown && !isElsewhere) return;
    this.started.push({ attemptId, stepId, digest, guard });
  }

  private setTimer(at: Date): void {
    this.timer = at;
    this.passTime(0);
  }

  /** Time passes; a timer that is still in memory goes off. */
  passTime(laterMs: number): void {
    this.now = new Date(this.now.getTime() + laterMs);
    if (this.timer === undefined || this.now < this.timer) return;
    this.timer = undefined;
    const due = dueEvent(this.state, this.now);
    if (due) this.tell(due);
  }

  /** All effects in memory are carried out, what runs ends so, and its news arrives. */
  goOn(outcome: AttemptOutcome): void {
    for (let left = 5; this.memory.length > 0 && left > 0; left--) this.carryOut(false);
    this.end(this.awaited(), outcome);
    this.hear("once");
  }

  /** What runs ends; its news is on the way. */
  end(attemptId: AttemptId | undefined, outcome: AttemptOutcome): void {
    const isRunning = this.started.some((one) => one.attemptId === attemptId);
    if (attemptId === undefined || !isRunning || this.ended.has(attemptId)) return;
    this.ended.set(attemptId, outcome);
    this.news.push(this.resultOf(attemptId, outcome));
  }

  /** News arrives, in any order, perhaps twice, perhaps never. */
  hear(how: "once" | "twice" | "lost" | "newest"): void {
    const result = how === "newest" ? this.news.at(-1) : this.news[0];
    if (result === undefined) return;
    if (how !== "twice") this.news.splice(how === "newest" ? this.news.length - 1 : 0, 1);
    if (how === "lost") return;
    const stepId = result.attemptId.split("/")[1] as StepId; // an attempt's id holds its step's
    this.tell({ type: "attempt_ended", stepId, result, decision: decisionOf(stepId) });
  }

  awaited(): AttemptId | undefined {
    const current = currentStep(this.state, plan);
    const underway = current && underwayOf(stepState(this.state, current.id));
    return underway && awaitedId(underway);
  }

  /** The journal is asked: what never began never will from here on. */
  find(): void {
    const attemptId = this.awaited();
    const stepId = currentStep(this.state, plan)?.id;
    if (attemptId === undefined || stepId === undefined) return;
    const outcome = this.ended.get(attemptId);
    if (outcome) {
      const result = this.resultOf(attemptId, outcome);
      return void this.tell({ type: "attempt_ended", stepId, result, decision: decisionOf(stepId) });
    }
    const isStarted = this.started.some((one) => one.attemptId === attemptId);
    const event = { type: "attempt_found", stepId, attemptId, why: "it was looked up" } as const;
    if (isStarted) return void this.tell({ ...event, state: "running" });
    if (this.tell({ ...event, state: "never_started" })) this.refused.add(attemptId);
  }

  approve(by: Actor, change: "none" | "other_digest" | "other_bytes" | "stricter" = "none"): boolean {
    const stepId = currentStep(this.state, plan)?.id ?? "stp_1";
    const step = stepState(this.state, stepId);
    const isAsked = step.phase === "awaiting_approval";
    const digest = isAsked ? step.approval.request.digest : "none";
    const sealed = isAsked ? this.seal(this.state, stepId, step.purpose) : undefined;
    return this.tell({
      type: "approve",
      stepId,
      digest: change === "other_digest" ? "sha256:old" : digest,
      by,
      current: change === "other_bytes" ? undefined : sealed,
      decision: isAsked ? decisionOf(stepId) : undefined,
    });
  }

  private resultOf(attemptId: AttemptId, outcome: AttemptOutcome): AttemptResult {
    return {
      ...{ attemptId, outcome, endedAt: this.now, stdout: nothing, stderr: nothing, orphans: [] },
      ...(outcome === "succeeded" && { exitCode: 0 }),
      ...(outcome === "failed" && { exitCode: 3 }),
      output: { stdout: "", stderr: "" },
    };
  }

  private proposed(state: Execution, stepId: StepId, purpose: Purpose): ExecutionEvent {
    const sealed = this.seal(state, stepId, purpose);
    const decision = decisionOf(stepId);
    const { digest } = sealed;
    this.approvals += 1;
    return {
      ...{ type: "proposed", stepId, purpose, sealed, decision },
      gate: {} as never, // only the record holds it
      request: {
        ...{ id: `apr_${this.approvals}`, digest, risk: "caution", confirmation: "click", targetName: "db-3" },
        ...{ environment: "test", proposedBy: "act_riley", requestedAt: this.now, demand: decision.demand },
        expiresAt: new Date(this.now.getTime() + 60_000),
      },
    };
  }

  /** Bytes that say all that the state machine reads of a proposal; the digest is the bytes themselves. */
  private seal(state: Execution, stepId: StepId, purpose: Purpose): Sealed {
    const said = {
      ...{ stepId, purpose, attempt: (state.attempts[stepId] ?? 0) + 1, command: state.edits[stepId] ?? stepId },
      ...{ verification: { exitStatus: 0 }, timeoutMs: 60_000, isIdempotent: kinds[stepId]?.isIdempotent ?? false },
      ...(purpose === "forward" && state.guards && { guards: state.guards, settleMs: state.settleMs }),
    };
    const bytes = JSON.stringify(said);
    // What is left out is nothing that the state machine looks at.
    return { proposal: { ...said, proposedBy: people[0] } as unknown as Proposal, bytes, digest: `sha256:${bytes}` };
  }
}

function decisionOf(stepId: StepId): Decision {
  const count = kinds[stepId]?.count ?? 1;
  return {
    ...{ verdict: count === 0 ? "run" : "approve", level: 3, confirmation: "click", caps: [], demands: [] },
    findings: [{ rule: "level", verdict: count === 0 ? "run" : "approve", reason: "so it is" }],
    demand: { kind: "click", count: Math.max(1, count), quorums: [], lifetimesMs: [60_000, 60_000] },
  };
}

/** How many people's yes a step takes. */
export function neededFor(stepId: StepId): number {
  return kinds[stepId]?.count ?? 1;
}

export { isTerminal };
