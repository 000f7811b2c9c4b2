import { expect, it } from "vitest";
import { incidentLook, violationLook } from "./incident-look.ts";

const violation = (invariant: string, state: "violated" | "settling" | "resolved") =>
  ({
    invariant,
    title: invariant,
    severity: "critical",
    since: "2026-11-22T05:00:00.000Z",
    confirmedAt: "2026-11-22T05:00:05.000Z",
    why: "seen",
    batch: 1,
    times: 1,
    ...(state === "settling" && { holdsSince: "2026-11-22T05:01:00.000Z" }),
    ...(state === "resolved" && { resolvedAt: "2026-11-22T05:01:00.000Z" }),
    state,
  }) as Parameters<typeof incidentLook>[0]["violations"][number];

it("draws what cannot be seen as blind, and never as good", () => {
  expect(violationLook({ invariant: "observed", state: "violated" })).toMatchObject({ isBlind: true });
  const blind = incidentLook({ phase: "open", violations: [violation("observed", "violated")] });
  expect(blind).toMatchObject({ isBlind: true, tone: "plain" });
});

it("draws an incident with something wrong besides as open", () => {
  const violations = [violation("observed", "violated"), violation("node_down", "violated")];
  expect(incidentLook({ phase: "open", violations })).toMatchObject({ word: "Open" });
});

it("draws green only what is over", () => {
  expect(incidentLook({ phase: "resolved", violations: [violation("node_down", "resolved")] }).tone).toBe("good");
  expect(incidentLook({ phase: "settling", violations: [violation("node_down", "settling")] }).tone).not.toBe("good");
});

it("does not call an incident resolved that a person ended while something was violated", () => {
  const ended = incidentLook({ phase: "resolved", violations: [violation("node_down", "violated")] });
  expect(ended).toMatchObject({ word: "Ended by a person", tone: "plain" });
});
