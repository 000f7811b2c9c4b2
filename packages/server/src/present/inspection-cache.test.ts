import type { PlannedStep } from "@steadyhand/core/execution";
import { judgement, keyNotAsked, noSecondKey, type SecondKey } from "@steadyhand/core/risk";
import type { Snapshot } from "@steadyhand/engine";
import { expect, it } from "vitest";
import { cacheInspections } from "./inspection-cache.ts";

const by = { provider: "fake", requestedModel: "m", model: "m-1", promptVersion: "1" };
const answered: SecondKey = { state: "answered", risk: "safe", confidence: 1, reason: "", by };
const step: PlannedStep = {
  ...{ id: "stp_1", number: "1", title: "Look", description: "", section: [], variables: [] },
};

function looked(secondKey: SecondKey) {
  let looks = 0;
  const inspect = cacheInspections(() => {
    looks++;
    return { resolvedText: "ls", judgement: judgement({ risk: "safe", evidence: [] }, "1", secondKey) };
  });
  return { inspect, looks: () => looks };
}

function snapshot(steps: object = {}, edits: object = {}): Snapshot {
  // The cache looks at these three and at nothing else.
  return { execution: { id: "exe_1", steps, edits } } as unknown as Snapshot;
}

it.each([answered, noSecondKey])("judges a step once while nothing of it can change", (secondKey) => {
  const { inspect, looks } = looked(secondKey);
  inspect(snapshot(), step);
  inspect(snapshot(), step);
  expect(looks()).toBe(1);
});

it("looks again while the second key may still answer", () => {
  const { inspect, looks } = looked(keyNotAsked);
  inspect(snapshot(), step);
  inspect(snapshot(), step);
  expect(looks()).toBe(2);
});

it("looks again after an edit, and once an answer was sealed into a proposal", () => {
  const { inspect, looks } = looked(answered);
  inspect(snapshot(), step);
  inspect(snapshot({}, { stp_1: "ls -l" }), step);
  const approval = { request: { digest: "sha256:1" } };
  inspect(snapshot({ stp_1: { phase: "awaiting_approval", approval } }), step);
  expect(looks()).toBe(3);
});
