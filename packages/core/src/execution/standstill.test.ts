import { describe, expect, it } from "vitest";
import type { Actor } from "../identity/index.ts";
import { people, plan, World } from "./execution-world.fixture.ts";
import { currentStep, owedEffects, stepState } from "./index.ts";

const [riley, sam, kim] = people as [Actor, Actor, Actor]; // there are three
const step = (world: World, id = "stp_1" as const) => stepState(world.state, id);

/** A run whose first step was handed out and began. */
function running(): World {
  const world = new World();
  world.approve(sam);
  world.carryOut(false);
  world.carryOut(false);
  return world;
}

const lose = (world: World) =>
  world.tell({ type: "contact_lost", stepId: "stp_1", attemptId: "exe_1/stp_1/1", why: "its node is gone" });

describe("panic", () => {
  it("takes an open question back, starts nothing, and is no news a second time", () => {
    const world = new World();
    expect(world.tell({ type: "panic_stop", by: kim, reason: "smoke" })).toBe(true);
    expect(world.state).toMatchObject({ phase: "paused", pausedBy: "panic" });
    expect(world.history.at(-1)?.facts.map(({ type }) => type)).toEqual(["execution.paused", "approval.voided"]);
    expect(owedEffects(world.state)).toEqual([]);
    expect(world.tell({ type: "panic_stop", by: kim, reason: "smoke" })).toBe(false);
  });

  it("marks what runs as paused, and lets exactly that go on when a person resumes the run, also after a crash", () => {
    const world = running();
    world.tell({ type: "panic_stop", by: kim, reason: "smoke" });
    expect(step(world)).toMatchObject({ phase: "running", hold: "paused" });
    world.tell({ type: "resume", by: riley });
    const resumes = { type: "resume_attempt", attemptId: "exe_1/stp_1/1" };
    expect(world.history.at(-1)?.effects).toContainEqual(resumes);
    expect(owedEffects(world.state)).toContainEqual(resumes);
    expect(world.state).not.toHaveProperty("pausedBy");
  });

  it("also stops a run that a person had paused, and an abort ends what stands still", () => {
    const world = running();
    world.tell({ type: "pause", by: riley, reason: "lunch" });
    world.tell({ type: "panic_stop", by: kim, reason: "smoke" });
    expect(world.state.pausedBy).toBe("panic");
    world.tell({ type: "abort", by: riley, reason: "over" });
    expect(world.history.at(-1)?.effects).toEqual([{ type: "cancel", attemptId: "exe_1/stp_1/1" }]);
  });
});

describe("an attempt that nobody can be asked about", () => {
  it("is not handed out again, and is followed again when it is found", () => {
    const world = running();
    lose(world);
    expect(step(world)).toMatchObject({ phase: "lost_contact", was: { phase: "running" } });
    expect(owedEffects(world.state).map(({ type }) => type)).toEqual(["wake"]);
    world.find();
    expect(step(world)).toMatchObject({ phase: "running", attemptId: "exe_1/stp_1/1" });
  });

  it("counts with its result when that comes, as if it had never been away", () => {
    const world = running();
    lose(world);
    world.end("exe_1/stp_1/1", "succeeded");
    world.hear("once");
    expect(step(world)).toMatchObject({ phase: "succeeded" });
  });

  it("is left to a person a minute past its time limit, and not before", () => {
    const world = running();
    lose(world);
    world.carryOut(false);
    world.passTime(119_999);
    expect(step(world).phase).toBe("lost_contact");
    world.passTime(1);
    expect(step(world)).toMatchObject({ phase: "manual_intervention", code: "attempt.unknown" });
  });

  it("has not run when the one journal that would know says so", () => {
    const world = new World();
    world.approve(sam);
    lose(world);
    world.find();
    expect(step(world)).toMatchObject({ phase: "failed", isRolledBack: false });
  });
});

describe("a change with guards", () => {
  const guards = [{ name: "api", command: { kind: "words", words: ["true"] } }] as const;

  function changed(
    before: "succeeded" | "failed",
    own: "succeeded" | "failed",
    after: "succeeded" | "failed" | "killed",
  ) {
    const world = new World({ guards });
    world.approve(sam);
    for (const outcome of [before, own, after]) {
      for (let left = 4; left > 0; left--) world.carryOut(false);
      world.end(world.awaited(), outcome);
      world.hear("once");
    }
    return world;
  }

  it.each([
    ["succeeded", "succeeded", "succeeded", "succeeded"],
    ["failed", "succeeded", "failed", "succeeded"],
    ["succeeded", "succeeded", "failed", "rollback_available"],
    ["succeeded", "failed", "succeeded", "rollback_available"],
    ["succeeded", "succeeded", "killed", "manual_intervention"],
  ] as const)(
    "whose guard %s before, which %s itself and whose guard %s after it, is %s",
    (before, own, after, phase) => {
      expect(step(changed(before, own, after)).phase).toBe(phase);
    },
  );

  it("is worse when what held no longer holds, though it says itself that it worked", () => {
    const world = changed("succeeded", "succeeded", "failed");
    expect(step(world)).toMatchObject({ outcome: "worse" });
    expect(world.history.flatMap(({ facts }) => facts.map(({ type }) => type))).toContain("step.worsened");
    expect(currentStep(world.state, plan)?.id).toBe("stp_1");
  });

  it("does not begin when a guard cannot be read before it", () => {
    const world = new World({ guards });
    world.approve(sam);
    for (let left = 4; left > 0; left--) world.carryOut(false);
    world.end(world.awaited(), "timed_out");
    world.hear("once");
    expect(step(world)).toMatchObject({ phase: "manual_intervention", code: "guard.unreadable" });
    expect(world.started.filter(({ guard }) => guard === undefined)).toEqual([]);
  });
});
