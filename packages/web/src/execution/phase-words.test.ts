import type { StepWire } from "@steadyhand/api";
import { describe, expect, it } from "vitest";
import { announce, executionLook, stepLook } from "./phase-words.ts";

const step = (more: Partial<StepWire>): StepWire => ({
  id: "stp_1",
  number: "1",
  title: "Restart",
  description: "",
  section: [],
  phase: "pending",
  isCurrent: true,
  can: [],
  ...more,
});

describe("a step's look", () => {
  it("is blind when nobody knows how far it ran, and never good", () => {
    const look = stepLook(step({ phase: "manual_intervention", code: "attempt.unknown" }));
    expect(look).toMatchObject({ isBlind: true });
    expect(look.tone).not.toBe("good");
  });

  it("waits for nobody once its execution is aborted", () => {
    const look = stepLook(step({ phase: "awaiting_approval" }), "aborted");
    expect(look).toMatchObject({ word: "Not run", tone: "quiet" });
    expect(stepLook(step({ phase: "succeeded" }), "aborted").word).toBe("Succeeded");
    expect(stepLook(step({ phase: "pending" }), "rolled_back").word).toBe("Not run");
  });

  it("says what a step whose turn it is waits for", () => {
    expect(stepLook(step({ phase: "ready", waitsFor: "hand" })).word).toBe("Waits for your hand");
    expect(stepLook(step({ phase: "ready", waitsFor: "condition" })).word).toBe("Waits for an answer");
  });
});

it("never calls a dry run completed: nothing has run", () => {
  expect(executionLook({ phase: "completed", mode: "dry_run" })).toMatchObject({ word: "Previewed", tone: "plain" });
  expect(executionLook({ phase: "completed", mode: "run" })).toMatchObject({ word: "Completed", tone: "good" });
});

it("says aloud where an execution stands", () => {
  expect(announce(step({ phase: "failed" }), { phase: "manual_intervention" })).toBe("Step 1, Restart: Failed.");
  expect(announce(undefined, { phase: "completed" })).toBe("The execution is completed.");
});
