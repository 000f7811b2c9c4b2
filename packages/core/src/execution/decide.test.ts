import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gateInputOf } from "../autonomy/gate-input.fixture.ts";
import { judge, recordGateInput, whatItDoes } from "../autonomy/index.ts";
import type { Actor } from "../identity/index.ts";
import { type Sealed, seal } from "../proposal/index.ts";
import type { StepId } from "../runbook/index.ts";
import {
  type AttemptOutcome,
  type AttemptResult,
  currentStep,
  decide,
  type Effect,
  type Execution,
  type ExecutionEvent,
  type Fact,
  isTerminal,
  owedEffects,
  type Plan,
  type Purpose,
  possibleStepCommands,
  startExecution,
  stepState,
  type Transition,
  verify,
} from "./index.ts";

const start = new Date("2026-11-20T03:00:00Z");
const riley: Actor = { kind: "person", id: "act_riley", name: "Riley" };
const nothing = { bytes: 0, keptBytes: 0, sha256: "00", truncated: false };

function planWith(...steps: Partial<Plan["steps"][number]>[]): Plan {
  return {
    steps: steps.map((step, index) => ({
      id: `stp_${index + 1}`,
      number: String(index + 1),
      title: `Step ${index + 1}`,
      description: "",
      section: [],
      variables: [],
      command: { text: `do ${index + 1}`, dialect: "shell" },
      ...step,
    })),
    conditions: [{ id: "if_1", text: "it still fails", then: ["stp_2"], otherwise: ["stp_3"] }],
    variables: [],
  };
}

function begin(plan: Plan, changes: Partial<Execution> = {}): Transition & { ok: true } {
  const begun = startExecution(
    {
      id: "exe_1",
      tenantId: "ten_1",
      runbook: { id: "rbk_1", version: 1, title: "Fix it", sourceSha256: "00" },
      mode: "run",
      target: { kind: "local", name: "db-3", isDisposable: false },
      ...{ subject: "db-3", project: "default" },
      environment: "test",
      settings: { targetIsDisposable: false },
      values: {},
      secretNames: [],
      workingDirectory: "/",
      startedBy: riley,
      ...changes,
    },
    plan,
    start,
  );
  if (!begun.ok) throw new Error(begun.refusal.message);
  return begun;
}

function proposalFor(execution: Execution, stepId: StepId, purpose: Purpose): Sealed {
  return seal({
    executionId: execution.id,
    stepId,
    attempt: (execution.attempts[stepId] ?? 0) + 1,
    purpose,
    command: { kind: "words", words: ["do", execution.edits[stepId] ?? stepId] },
    target: execution.target,
    environment: execution.environment,
    proposedBy: riley,
    why: "because",
    risk: {
      merged: { risk: "caution", rule: 2, why: "" },
      scanner: "caution",
      evidence: [],
      secondKey: { state: "absent", code: "not_configured", reason: "" },
      scannerVersion: "1",
    },
    ...whatItDoes([]),
    verification: { exitStatus: 0 },
    workingDirectory: "/",
    environmentNames: [],
    timeoutMs: 1000,
    dependsOn: {
      runbook: { id: "rbk_1", version: 1, sourceSha256: "00" },
      policySha256: "00",
      environmentSha256: "00",
    },
  });
}

let ids = 0;
function proposed(execution: Execution, stepId: StepId, purpose: Purpose, now: Date): ExecutionEvent {
  const sealed = proposalFor(execution, stepId, purpose);
  const gate = gateInputOf({ proposal: { environment: execution.environment } });
  const decision = judge(gate, { governanceMode: "strict" });
  ids += 1;
  return {
    type: "proposed",
    stepId,
    purpose,
    sealed,
    decision,
    gate: { ...recordGateInput(gate), policySha256: "00" },
    request: {
      id: `apr_${ids}`,
      digest: sealed.digest,
      risk: "caution",
      confirmation: "click",
      targetName: "db-3",
      environment: "test",
      proposedBy: riley.id,
      requestedAt: now,
      expiresAt: new Date(now.getTime() + 900_000),
    },
  };
}

/** Applies an event and the pure effects that follow from it, as the engine does. */
function apply(execution: Execution, event: ExecutionEvent, plan: Plan, now = start): Transition {
  const first = decide(execution, event, { plan, now });
  return first.ok ? resolve(first, plan, now) : first;
}

function resolve(first: Transition & { ok: true }, plan: Plan, now = start): Transition & { ok: true } {
  let { state } = first;
  const facts = [...first.facts];
  const effects: Effect[] = [];
  const queue = [...first.effects];
  for (let effect = queue.shift(); effect; effect = queue.shift()) {
    if (effect.type !== "propose" && effect.type !== "verify") {
      effects.push(effect);
      continue;
    }
    const step = stepState(state, effect.stepId);
    const event: ExecutionEvent | undefined =
      effect.type === "propose"
        ? proposed(state, effect.stepId, effect.purpose, now)
        : step.phase === "verifying"
          ? { type: "verified", stepId: effect.stepId, ...verify({ exitStatus: 0 }, step.seen) }
          : undefined;
    const next = event && decide(state, event, { plan, now });
    if (!next?.ok) continue;
    state = next.state;
    facts.push(...next.facts);
    queue.push(...next.effects);
  }
  return { ok: true, state, facts, effects };
}

function okay(transition: Transition): Transition & { ok: true } {
  if (!transition.ok) throw new Error(transition.refusal.message);
  return transition;
}

function approve(execution: Execution, stepId: StepId): ExecutionEvent {
  const step = stepState(execution, stepId);
  const digest = step.phase === "awaiting_approval" ? step.approval.request.digest : "sha256:none";
  const purpose = step.phase === "awaiting_approval" ? step.purpose : "forward";
  const decision = step.phase === "awaiting_approval" ? step.decision : undefined;
  return { type: "approve", stepId, digest, by: riley, current: proposalFor(execution, stepId, purpose), decision };
}

function ended(execution: Execution, stepId: StepId, outcome: AttemptOutcome): ExecutionEvent {
  const step = stepState(execution, stepId);
  const attemptId = "attemptId" in step ? step.attemptId : (`exe_1/${stepId}/99` as const);
  return { type: "attempt_ended", stepId, result: resultOf(attemptId, outcome) };
}

function resultOf(attemptId: AttemptResult["attemptId"], outcome: AttemptOutcome): AttemptResult {
  return {
    attemptId,
    outcome,
    ...(outcome === "succeeded" && { exitCode: 0 }),
    ...(outcome === "failed" && { exitCode: 3 }),
    endedAt: start,
    stdout: nothing,
    stderr: nothing,
    orphans: [],
    output: { stdout: "", stderr: "" },
  };
}

/** Plays events on a run, each built from the state before it. */
function play(plan: Plan, ...events: ((execution: Execution) => ExecutionEvent)[]): Transition & { ok: true } {
  return events.reduce<Transition & { ok: true }>(
    (last, event) => okay(apply(last.state, event(last.state), plan)),
    resolve(begin(plan), plan),
  );
}

const phases = ({ state }: { state: Execution }) => Object.values(state.steps).map(({ phase }) => phase);

describe("an execution", () => {
  const two = planWith({}, { rollback: { text: "undo 2", dialect: "shell" } });

  it("asks about its first step, runs it after a yes, verifies it and asks about the next", () => {
    const asked = resolve(begin(two), two);
    expect(phases(asked)).toEqual(["awaiting_approval"]);
    const runs = okay(apply(asked.state, approve(asked.state, "stp_1"), two));
    expect(phases(runs)).toEqual(["running"]);
    expect(runs.effects).toMatchObject([{ type: "dispatch", attemptId: "exe_1/stp_1/1" }]);
    const next = okay(apply(runs.state, ended(runs.state, "stp_1", "succeeded"), two));
    expect(phases(next)).toEqual(["succeeded", "awaiting_approval"]);
    expect(next.facts.map(({ type }) => type)).toEqual([
      "step.executed",
      "step.verified",
      "step.proposed",
      "approval.requested",
    ]);
  });

  it("completes when its last step is verified", () => {
    const last = play(
      two,
      (e) => approve(e, "stp_1"),
      (e) => ended(e, "stp_1", "succeeded"),
      (e) => approve(e, "stp_2"),
      (e) => ended(e, "stp_2", "succeeded"),
    );
    expect(last.state).toMatchObject({ phase: "completed", endedAt: start });
  });

  it("offers the rollback of a failed step, runs it after a yes of its own, and then waits for a person", () => {
    const offered = play(
      two,
      (e) => approve(e, "stp_1"),
      (e) => ended(e, "stp_1", "succeeded"),
      (e) => approve(e, "stp_2"),
      (e) => ended(e, "stp_2", "failed"),
    );
    expect(phases(offered)).toEqual(["succeeded", "rollback_available"]);
    expect(offered.state.phase).toBe("manual_intervention");
    const asked = okay(apply(offered.state, { type: "roll_back", stepId: "stp_2", by: riley }, two));
    expect(stepState(asked.state, "stp_2")).toMatchObject({ phase: "awaiting_approval", purpose: "rollback" });
    const rolling = okay(apply(asked.state, approve(asked.state, "stp_2"), two));
    expect(stepState(rolling.state, "stp_2")).toMatchObject({ phase: "rolling_back", attempt: 2 });
    const undone = okay(apply(rolling.state, ended(rolling.state, "stp_2", "succeeded"), two));
    expect(stepState(undone.state, "stp_2")).toMatchObject({ phase: "failed", isRolledBack: true });
  });

  it("offers no rollback for a step that never started", () => {
    const failed = play(
      two,
      (e) => approve(e, "stp_1"),
      (e) => ended(e, "stp_1", "succeeded"),
      (e) => approve(e, "stp_2"),
      (e) => ended(e, "stp_2", "not_started"),
    );
    expect(stepState(failed.state, "stp_2")).toMatchObject({ phase: "failed", isRolledBack: false });
  });

  it("leaves a step whose outcome is unknown to a person and never repeats it by itself", () => {
    const unknown = play(
      two,
      (e) => approve(e, "stp_1"),
      (e) => ended(e, "stp_1", "unknown"),
    );
    expect(stepState(unknown.state, "stp_1")).toMatchObject({ phase: "manual_intervention", code: "attempt.unknown" });
    expect(unknown.effects).toEqual([]);
    expect(owedEffects(unknown.state)).toEqual([]);
  });

  it("judges an edited command afresh: the question that waited is void", () => {
    const asked = resolve(begin(two), two);
    const old = approve(asked.state, "stp_1");
    const edited = okay(apply(asked.state, { type: "edit", stepId: "stp_1", command: "other", by: riley }, two));
    expect(edited.facts.map(({ type }) => type)).toContain("approval.voided");
    const refused = apply(
      edited.state,
      { ...old, current: proposalFor(edited.state, "stp_1", "forward") } as ExecutionEvent,
      two,
    );
    expect(refused).toMatchObject({ ok: false, refusal: { code: "approval.other_bytes" } });
  });

  it("voids an approval when what would run now is not what was asked about", () => {
    const asked = resolve(begin(two), two);
    const changed = { ...approve(asked.state, "stp_1"), current: undefined } as ExecutionEvent;
    const voided = okay(apply(asked.state, changed, two));
    expect(voided.effects.some(({ type }) => type === "dispatch")).toBe(false);
    expect(voided.facts.map(({ type }) => type)).toContain("approval.voided");
  });

  it("takes no approval while paused, and asks anew after it is resumed", () => {
    const asked = resolve(begin(two), two);
    const paused = okay(apply(asked.state, { type: "pause", by: riley, reason: "wait" }, two));
    expect(paused.state.phase).toBe("paused");
    expect(apply(paused.state, approve(asked.state, "stp_1"), two)).toMatchObject({ ok: false });
    const resumed = okay(apply(paused.state, { type: "resume", by: riley }, two));
    expect(stepState(resumed.state, "stp_1")).toMatchObject({ phase: "awaiting_approval" });
  });

  it("is aborted only when what runs was seen to end", () => {
    const runs = play(two, (e) => approve(e, "stp_1"));
    const asked = okay(apply(runs.state, { type: "abort", by: riley, reason: "wrong host" }, two));
    expect(asked.state.phase).toBe("running");
    expect(asked.effects).toEqual([{ type: "cancel", attemptId: "exe_1/stp_1/1" }]);
    const over = okay(apply(asked.state, ended(asked.state, "stp_1", "cancelled"), two));
    expect(over.state.phase).toBe("aborted");
  });

  it("passes over the branch of a condition that was not taken", () => {
    const plan = planWith(
      {},
      { condition: { id: "if_1", branch: "then" } },
      { condition: { id: "if_1", branch: "otherwise" } },
    );
    const asked = play(
      plan,
      (e) => approve(e, "stp_1"),
      (e) => ended(e, "stp_1", "succeeded"),
    );
    expect(stepState(asked.state, "stp_2")).toMatchObject({ phase: "ready", waitsFor: "condition" });
    expect(apply(asked.state, approve(asked.state, "stp_2"), plan)).toMatchObject({ ok: false });
    const no = okay(apply(asked.state, { type: "answer", conditionId: "if_1", holds: false, by: riley }, plan));
    expect(phases(no)).toEqual(["succeeded", "skipped", "awaiting_approval"]);
    const yes = okay(apply(asked.state, { type: "answer", conditionId: "if_1", holds: true, by: riley }, plan));
    expect(phases(yes)).toEqual(["succeeded", "awaiting_approval"]);
  });

  it("runs nothing when it is followed by hand", () => {
    const begun = begin(two, { mode: "instructions" });
    expect(begun.effects).toEqual([]);
    const done = okay(apply(begun.state, { type: "done", stepId: "stp_1", by: riley, note: "" }, two));
    expect(phases(done)).toEqual(["succeeded", "ready"]);
  });

  it("records a result that nobody waits for as late and changes nothing", () => {
    const asked = resolve(begin(two), two);
    const late = okay(apply(asked.state, ended(asked.state, "stp_1", "succeeded"), two));
    expect(late.state).toBe(asked.state);
    expect(late.facts).toMatchObject([{ type: "step.late_result" }]);
  });
});

describe("any run, whatever happens in whatever order", () => {
  const plan = planWith(
    { rollback: { text: "undo 1", dialect: "shell" } },
    { condition: { id: "if_1", branch: "then" } },
    { condition: { id: "if_1", branch: "otherwise" } },
    { command: undefined } as never,
    { rollback: { text: "undo 5", dialect: "shell" } },
  );
  const stepIds = plan.steps.map(({ id }) => id);
  const outcomes: AttemptOutcome[] = [
    "succeeded",
    "failed",
    "timed_out",
    "cancelled",
    "killed",
    "not_started",
    "unknown",
  ];

  /** One thing that may happen; each is tried on whatever state there is. */
  const anyHappening = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom("approve", "approve", "approve_old", "approve_changed", "reject", "expire"),
    },
    { weight: 4, arbitrary: fc.constantFrom(...outcomes).map((outcome) => `end:${outcome}`) },
    { weight: 2, arbitrary: fc.constantFrom("edit", "skip", "done", "retry", "roll_back", "answer:yes", "answer:no") },
    { weight: 1, arbitrary: fc.constantFrom("pause", "resume", "abort", "crash", "late") },
  );

  function toEvent(happening: string, state: Execution, stepId: StepId): ExecutionEvent {
    const [what, detail] = happening.split(":");
    switch (what) {
      case "approve":
        return approve(state, stepId);
      case "approve_old":
        return { ...approve(state, stepId), digest: "sha256:old" } as ExecutionEvent;
      case "approve_changed":
        return { ...approve(state, stepId), current: undefined } as ExecutionEvent;
      case "reject":
        return { type: "reject", stepId, by: riley, reason: "no" };
      case "expire":
        return { type: "approval_expired", stepId };
      case "end":
        return ended(state, stepId, detail as AttemptOutcome);
      case "late":
        return { type: "attempt_ended", stepId, result: resultOf(`exe_1/${stepId}/1`, "succeeded") };
      case "edit":
        return { type: "edit", stepId, command: "other", by: riley };
      case "skip":
        return { type: "skip", stepId, by: riley, reason: "not needed" };
      case "done":
        return { type: "done", stepId, by: riley, note: "" };
      case "retry":
        return { type: "retry", stepId, by: riley };
      case "roll_back":
        return { type: "roll_back", stepId, by: riley };
      case "answer":
        return { type: "answer", conditionId: "if_1", holds: detail === "yes", by: riley };
      case "pause":
        return { type: "pause", by: riley, reason: "wait" };
      case "resume":
        return { type: "resume", by: riley };
      default:
        return { type: "abort", by: riley, reason: "stop" };
    }
  }

  const isUnderway = (state: Execution) =>
    Object.values(state.steps).filter(({ phase }) => phase === "running" || phase === "rolling_back");

  it("dispatches each attempt once, only after a yes to its exact bytes, one at a time, and never after the end", {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyHappening, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 1_200_000 })), {
          minLength: 1,
          maxLength: 60,
        }),
        (happenings) => {
          let now = start;
          let state = resolve(begin(plan), plan).state;
          const dispatched = new Set<string>();
          const granted = new Set<string>();
          for (const [happening, which, laterMs] of happenings) {
            now = new Date(now.getTime() + laterMs);
            const current = currentStep(state, plan)?.id ?? "stp_1";
            const stepId = which < 8 ? current : (stepIds[which % stepIds.length] as StepId);
            const before = state;
            const transition =
              happening === "crash"
                ? resolve({ ok: true, state, facts: [], effects: owedEffects(state) }, plan, now)
                : apply(state, toEvent(happening, state, stepId), plan, now);
            if (!transition.ok) {
              expect(transition.refusal.message).not.toBe("");
              continue;
            }
            state = transition.state;
            for (const fact of transition.facts) noteGrant(granted, fact);
            for (const effect of transition.effects) {
              if (effect.type !== "dispatch") continue;
              const isRepeatAfterCrash = happening === "crash" && dispatched.has(effect.attemptId);
              expect(isRepeatAfterCrash || !dispatched.has(effect.attemptId)).toBe(true);
              expect(granted.has(effect.digest)).toBe(true);
              dispatched.add(effect.attemptId);
            }
            expect(isUnderway(state).length).toBeLessThanOrEqual(1);
            if (state !== before && happening !== "crash") {
              expect(transition.facts.length).toBeGreaterThan(0);
              expect(state.sequence).toBeGreaterThan(before.sequence);
            }
            if (isTerminal(before)) expect(state).toBe(before);
            if (isTerminal(state)) expect(isUnderway(state)).toEqual([]);
            for (const { id } of plan.steps) staysDone(before, state, id);
          }
        },
      ),
      { numRuns: 10_000 },
    );
  });

  function noteGrant(granted: Set<string>, { type, approval }: Fact): void {
    if (type === "step.approved" && approval?.approval.phase === "granted")
      granted.add(approval.approval.request.digest);
  }

  function staysDone(before: Execution, after: Execution, stepId: StepId): void {
    const { phase } = stepState(before, stepId);
    if (phase === "succeeded" || phase === "skipped")
      expect(stepState(after, stepId)).toEqual(stepState(before, stepId));
  }

  it("only offers a person what it then does not refuse for the step's phase", () => {
    fc.assert(
      fc.property(fc.array(anyHappening, { maxLength: 30 }), (happenings) => {
        let state = resolve(begin(plan), plan).state;
        for (const happening of happenings) {
          const stepId = currentStep(state, plan)?.id ?? "stp_1";
          const next = apply(state, toEvent(happening === "crash" ? "resume" : happening, state, stepId), plan);
          if (next.ok) state = next.state;
          const step = currentStep(state, plan);
          if (step === undefined || state.phase === "paused") continue;
          for (const command of possibleStepCommands(state, plan, step)) {
            const event = toEvent(command === "answer" ? "answer:yes" : command, state, step.id);
            const tried = apply(state, event, plan);
            if (!tried.ok) throw new Error(`${command} was offered and refused: ${tried.refusal.message}`);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
