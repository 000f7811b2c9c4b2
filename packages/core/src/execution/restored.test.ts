import { describe, expect, it } from "vitest";
import type { Actor } from "../identity/index.ts";
import { people, World } from "./execution-world.fixture.ts";
import { owedEffects, stepState } from "./index.ts";

const [riley, sam, kim] = people as [Actor, Actor, Actor]; // there are three
const step = (world: World) => stepState(world.state, "stp_1");
const told = (world: World) => world.history.at(-1)?.facts.map(({ type, outcome }) => `${type} ${outcome}`);
const restore = (world: World) => world.tell({ type: "restored", by: kim, reason: "it was restored" });

/** A run whose first step was handed out and began. */
function running(changes: ConstructorParameters<typeof World>[0] = {}): World {
  const world = new World(changes);
  world.approve(sam);
  world.carryOut(false);
  world.carryOut(false);
  return world;
}

describe("a run that was read back from a backup", () => {
  it("stands still, and its open question is asked anew only when a person resumes it", () => {
    const world = new World();
    expect(restore(world)).toBe(true);
    expect(told(world)).toEqual(["execution.paused ok", "approval.voided ok"]);
    expect(world.state).toMatchObject({ phase: "paused", pausedBy: "person" });
    expect(owedEffects(world.state)).toEqual([]);
    expect(world.approve(sam)).toBe(false);
    world.tell({ type: "resume", by: riley });
    expect(step(world)).toMatchObject({ phase: "awaiting_approval", approval: { phase: "requested" } });
  });

  it("does not know what became of what was underway, and never does it again by itself", () => {
    const world = running();
    restore(world);
    expect(told(world)).toEqual(["execution.paused ok", "step.executed unknown", "step.needs_person unknown"]);
    expect(step(world)).toMatchObject({ phase: "manual_intervention", code: "attempt.unknown" });
    world.tell({ type: "resume", by: riley });
    expect(owedEffects(world.state)).toEqual([]);
    expect(world.state.phase).toBe("manual_intervention");
  });

  it("takes a look before a change for more than that: the change may have been made since", () => {
    const guards = [{ name: "up", text: "true" }] as never; // only their number counts here
    const world = running({ guards });
    expect(step(world).phase).toBe("measuring");
    restore(world);
    expect(told(world)).toEqual(["execution.paused ok", "step.needs_person unknown"]);
    expect(owedEffects(world.state)).toEqual([]);
  });

  it("says so of one that a person or a panic had paused as well, and of none that has ended", () => {
    const world = running();
    world.tell({ type: "panic_stop", by: kim, reason: "smoke" });
    expect(restore(world)).toBe(true);
    expect(world.state).toMatchObject({ phase: "paused", pausedBy: "person" });
    const ended = new World();
    ended.tell({ type: "abort", by: riley, reason: "over" });
    expect(ended.state.phase).toBe("aborted");
    expect(restore(ended)).toBe(false);
  });
});
