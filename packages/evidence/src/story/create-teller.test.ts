import { describe, expect, it } from "vitest";
import { createTeller } from "./index.ts";
import { completed, proposalOf, proposed, ranOf, sealed, started, storyOf } from "./run.fixture.ts";

const proposal = proposalOf({ kind: "shell", script: "ls" });

describe("the story of a run", () => {
  it("puts what follows a proposal to that proposal, by its attempt, and what people did beside it beside it", () => {
    const again = proposalOf({ kind: "shell", script: "ls -l" }, "stp_1", 2);
    const events = sealed([
      started,
      proposed(proposal),
      ...ranOf(proposal),
      { type: "step.edited", stepId: "stp_1", why: "", data: { from: "ls", to: "ls -l" } },
      proposed(again),
      { type: "step.late_result", stepId: "stp_1", attempt: 1, why: "", data: {} },
      { type: "approval.requested", stepId: "stp_1", why: "", data: {} },
      { type: "step.reading", stepId: "stp_1", attempt: 3, why: "", data: {} },
      completed,
    ]);
    const { steps, standing, ofRun } = storyOf(events);
    const [step] = steps;
    const types = (index: number) => step?.tries[index]?.after.map(({ type }) => type);
    expect(step?.besides.map(({ type }) => type)).toEqual(["step.edited"]);
    expect(types(0)).toEqual([...ranOf(proposal).map(({ type }) => type), "step.late_result"]);
    expect(types(1)).toEqual(["approval.requested", "step.reading"]);
    expect(standing?.type).toBe("execution.completed");
    expect(ofRun.map(({ type }) => type)).toEqual(["execution.completed"]);
  });

  it("loses no event, and keeps no more of the gate's input than its decision", () => {
    const events = sealed([started, proposed(proposal), ...ranOf(proposal), completed]);
    const story = storyOf(events);
    expect(story.events.map(({ hash }) => hash)).toEqual(events.map(({ hash }) => hash));
    expect(story.steps[0]?.tries[0]?.proposed.data).not.toHaveProperty("gate");
  });

  it("refuses more text than anybody reads on paper, before it fills the memory", () => {
    const teller = createTeller();
    const [event] = sealed([{ ...started, data: { text: "x".repeat(8 * 1024 * 1024) } }]);
    if (event === undefined) throw new Error("one draft gives one event");
    const tellAll = () => {
      for (let times = 0; times < 7; times++) teller.add(event);
    };
    expect(tellAll).toThrow(expect.objectContaining({ code: "evidence.too_large" }));
  });

  it("refuses more events than that", () => {
    const teller = createTeller();
    const [event] = sealed([started]);
    if (event === undefined) throw new Error("one draft gives one event");
    const tellAll = (times: number) => {
      for (let told = 0; told < times; told++) teller.add(event);
    };
    tellAll(25_000);
    expect(() => tellAll(1)).toThrow(expect.objectContaining({ code: "evidence.too_large" }));
  });
});
