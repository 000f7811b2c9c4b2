import fc from "fast-check";
import { describe, it } from "vitest";
import type { Actor } from "../identity/index.ts";
import type { StepId } from "../runbook/index.ts";
import type { ExecutionEvent } from "./events.ts";
import type { AttemptOutcome } from "./execution.ts";
import { isTerminal, model, neededFor, people, plan, type Step, World } from "./execution-world.fixture.ts";
import { awaitedId, currentStep, stepState, underwayOf } from "./index.ts";
import { isMoving } from "./is-moving.ts";

/**
 * The promises of docs/architecture.md, as far as the state machine alone can keep them. Each is looked for in random
 * histories: people in any order, a runner whose news is lost, late and repeated, crashes that forget all but what is
 * stored, panics, lost contact, and time. A hundred thousand histories a run, shared out among them.
 */
const histories = 100_000;
const [riley, sam, kim] = people as [Actor, Actor, Actor]; // there are three

const outcomes: readonly AttemptOutcome[] = [
  "succeeded",
  "succeeded",
  "failed",
  "failed",
  "timed_out",
  "cancelled",
  "not_started",
  "unknown",
];

type Happening = (world: World) => void;

const tell =
  (event: (stepId: StepId) => ExecutionEvent): Happening =>
  (world) =>
    void world.tell(event(currentStep(world.state, plan)?.id ?? "stp_1"));

const byEngine: readonly Happening[] = [
  (world) => world.carryOut(false),
  (world) => world.carryOut(true),
  (world) => world.hear("once"),
  (world) => world.hear("twice"),
  (world) => world.hear("newest"),
  ...outcomes.map(
    (outcome): Happening =>
      (world) =>
        world.goOn(outcome),
  ),
  (world) => world.goOn("succeeded"),
  (world) => world.goOn("succeeded"),
  ...outcomes.map(
    (outcome): Happening =>
      (world) =>
        world.end(world.awaited(), outcome),
  ),
];
const byPeople: readonly Happening[] = [
  (world) => void world.approve(riley),
  (world) => void world.approve(sam),
  (world) => void world.approve(kim),
  (world) => void world.approve(model),
  (world) => void world.approve(sam, "other_digest"),
  (world) => void world.approve(sam, "other_bytes"),
  ...[riley, sam, kim, sam].map(
    (by): Happening =>
      (world) =>
        void world.approve(by),
  ),
  tell((stepId) => ({ type: "reject", stepId, by: sam, reason: "no" })),
  tell((stepId) => ({ type: "edit", stepId, command: "other", by: riley })),
  tell((stepId) => ({ type: "skip", stepId, by: riley, reason: "not needed" })),
  tell((stepId) => ({ type: "done", stepId, by: riley, note: "" })),
  tell((stepId) => ({ type: "retry", stepId, by: riley })),
  tell((stepId) => ({ type: "roll_back", stepId, by: riley })),
  tell(() => ({ type: "roll_back_run", by: riley, reason: "all of it" })),
  tell(() => ({ type: "pause", by: riley, reason: "wait" })),
  tell(() => ({ type: "resume", by: riley })),
  tell(() => ({ type: "resume", by: riley })),
];
const byMisfortune: readonly Happening[] = [
  tell(() => ({ type: "abort", by: riley, reason: "stop" })),
  (world) => world.crash(),
  (world) => world.hear("lost"),
  (world) => world.find(),
  tell(() => ({ type: "panic_stop", by: sam, reason: "stop everything" })),
  (world) => {
    const attemptId = world.awaited();
    const stepId = currentStep(world.state, plan)?.id;
    if (attemptId && stepId) world.tell({ type: "contact_lost", stepId, attemptId, why: "its node is gone" });
  },
  ...[500, 2_000, 30_000, 70_000, 700_000].map(
    (laterMs): Happening =>
      (world) => {
        world.passTime(laterMs);
      },
  ),
];

const anyHappening = fc.oneof(
  { weight: 10, arbitrary: fc.nat({ max: byEngine.length - 1 }).map((which) => byEngine[which] as Happening) },
  { weight: 8, arbitrary: fc.nat({ max: byPeople.length - 1 }).map((which) => byPeople[which] as Happening) },
  { weight: 2, arbitrary: fc.nat({ max: byMisfortune.length - 1 }).map((which) => byMisfortune[which] as Happening) },
);

const guards = ["api", "queue"].map((name) => ({ name, command: { kind: "words", words: ["true"] } }) as const);
const anyHistory = fc.record({
  happenings: fc.array(anyHappening, { minLength: 5, maxLength: 30 }),
  isGuarded: fc.boolean(),
  settleMs: fc.constantFrom(0, 1000),
  retries: fc.nat({ max: 3 }),
});

/** Looks for one promise in its share of the histories. */
function promise(name: string, holds: (world: World) => void): void {
  it(name, { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(anyHistory, ({ happenings, isGuarded, settleMs, retries }) => {
        const world = new World({ retries, ...(isGuarded && { guards, settleMs }) });
        for (const happening of happenings) happening(world);
        holds(world);
      }),
      { numRuns: Math.ceil(histories / 8) },
    );
  });
}

/** Of every stored transition but the one that only takes up what is owed. */
const moves = ({ history }: World): readonly Step[] => history.filter(({ isCrash }) => !isCrash);

describe("the promises, over a hundred thousand histories", () => {
  promise(
    "1. no record, no action: nothing begins that was not stored before, and nothing changes without a fact",
    (world) => {
      for (const { attemptId } of world.started) {
        const isStored = world.history.some(({ after }) =>
          plan.steps.some(({ id }) => {
            const underway = underwayOf(stepState(after, id));
            return underway !== undefined && awaitedId(underway) === attemptId;
          }),
        );
        must(isStored, `${attemptId} was stored before it began`);
      }
      for (const { before, after, facts, event } of moves(world)) {
        if (event !== undefined && before !== after) must(facts.length > 0, "a change has a fact");
      }
    },
  );

  promise("3. what takes people's yes never runs without as many different people", (world) => {
    for (const { stepId, digest } of world.started) {
      const needed = neededFor(stepId);
      if (needed === 0) continue;
      const granted = moves(world)
        .flatMap(({ facts }) => facts)
        .flatMap(({ type, approval }) => (type === "step.approved" && approval ? [approval.approval] : []))
        .filter(({ request }) => request.digest === digest);
      const people = granted.map(({ grants = [] }) => new Set(grants.map(({ by }) => by.id)).size);
      must(Math.max(0, ...people) >= needed, `${needed} people said yes to ${digest}`);
    }
  });

  promise("4. a yes is a person's, counts once, for its exact bytes, and dies with any change", (world) => {
    const used = new Map<string, number>();
    for (const { event, facts } of moves(world)) {
      for (const { type, approval } of facts) {
        if (type !== "step.approved" || approval === undefined) continue;
        const { request, grants = [] } = approval.approval;
        used.set(request.id, (used.get(request.id) ?? 0) + 1);
        must(
          grants.every(({ by }) => by.kind === "person"),
          "only people say yes",
        );
        const isExact = event?.type === "approve" && event.digest === request.digest;
        must(isExact && event.current?.bytes === approval.proposalBytes, "a yes counts for its exact bytes");
      }
    }
    must(
      [...used.values()].every((times) => times === 1),
      "a yes counts once",
    );
  });

  promise("5. one step at a time, and what nobody knows is never repeated by itself", (world) => {
    for (const { after } of moves(world)) {
      must(Object.values(after.steps).filter(isMoving).length <= 1, "one step at a time");
    }
    const decides = new Set<string | undefined>(["retry", "edit", "roll_back", "roll_back_run", "skip", "done"]);
    const unknown = new Set<StepId>();
    for (const { event, effects, facts } of moves(world)) {
      if (decides.has(event?.type)) unknown.clear();
      for (const effect of effects)
        must(effect.type !== "dispatch" || !unknown.has(effect.stepId), "unknown is not repeated");
      for (const { type, stepId, data } of facts) {
        if (type === "step.executed" && data.outcome === "unknown" && stepId) unknown.add(stepId);
      }
    }
  });

  promise("6. while it stands still nothing new is handed out and nothing is asked", (world) => {
    for (const { after, effects, facts } of moves(world)) {
      if (after.phase !== "paused") continue;
      const asks = facts.some(({ type }) => type === "approval.requested" || type === "approval.escalated");
      must(!effects.some(({ type }) => type === "dispatch") && !asks, "nothing is handed out or asked");
      must(!Object.values(after.steps).some(({ phase }) => phase === "awaiting_approval"), "no question is open");
    }
  });

  promise("7. done means verified: it held, and nothing that held before broke", (world) => {
    for (const { before, after, facts } of moves(world)) {
      for (const { id } of plan.steps) {
        const is = stepState(after, id);
        if (is.phase !== "succeeded" || is.how !== "verified" || stepState(before, id).phase === "succeeded") continue;
        const own = facts.filter(({ stepId }) => stepId === id);
        const outcome = own.findLast(({ data }) => data.outcome === "improved");
        must(outcome?.data.holds === true, "it held");
        const readings = outcome?.data.after as readonly { result: string }[] | undefined;
        must(readings?.every(({ result }) => result !== "unreadable") ?? true, "everything was seen");
      }
    }
  });

  promise("8. the record only grows: each transition has a place of its own, and what is done stays done", (world) => {
    for (const { before, after, event } of moves(world)) {
      if (event === undefined || before === after) continue;
      must(after.sequence > before.sequence, "each transition has its place");
      const isTakenBack = before.undo === undefined && after.undo?.by.kind === "person";
      must(!isTerminal(before) || isTakenBack, "what has ended stays, unless a person takes it back, once");
      for (const { id } of plan.steps) {
        const was = stepState(before, id);
        const isFinal = was.phase === "rolled_back" || was.phase === "left_in_place";
        const isDone = was.phase === "succeeded" || was.phase === "skipped";
        if (isFinal || (isDone && !after.undo)) must(stepState(after, id) === was, "what is done stays done");
      }
    }
  });

  promise("11. a crash loses nothing and doubles nothing: it goes on, or waits for a person", (world) => {
    const ids = world.started.map(({ attemptId }) => attemptId);
    must(new Set(ids).size === ids.length, "nothing begins twice");
    // Everything arrives in the end, and nobody does anything.
    world.crash();
    for (let round = 0; round < 60; round++) {
      world.carryOut(false);
      world.end(world.awaited(), "succeeded");
      world.hear("once");
      if (round % 4 === 3) {
        world.passTime(700_000);
      }
    }
    must(!waitsForNobody(world), "it goes on, or somebody is asked");
  });
});

/** `expect` is made for a few looks, not for tens of millions. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`broken: ${what}`);
}

/** Whether an execution stands still though nobody is asked. What a panic paused waits for whoever resumes it. */
function waitsForNobody({ state }: World): boolean {
  if (isTerminal(state) || state.phase === "paused") return false;
  const current = currentStep(state, plan);
  if (current === undefined) return true;
  const step = stepState(state, current.id);
  if (step.phase === "ready") return step.waitsFor !== "hand" && step.waitsFor !== "condition";
  return isMoving(step) || step.phase === "settling" || step.phase === "pending";
}
