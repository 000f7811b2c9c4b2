import { describe, expect, it } from "vitest";
import type { Violation } from "../incident/index.ts";
import { assessRemedy } from "./assess-remedy.ts";
import { after, incident, nodeDown, restart } from "./investigation.fixture.ts";

const verifying: Parameters<typeof assessRemedy>[0] = {
  suggestion: restart,
  executionId: "exe_1",
  proposedAt: after(0),
  before: [nodeDown],
  mends: [nodeDown],
  phase: "verifying",
  doneAt: after(10),
  settleMs: 5_000,
  until: after(60),
};
const mended: Violation = { ...nodeDown, state: "resolved", resolvedAt: after(20) };
const settling: Violation = { ...nodeDown, state: "settling", holdsSince: after(15) };
const blind: Violation = { ...nodeDown, invariant: "observed", title: "It cannot be seen", confirmedAt: after(12) };
const other: Violation = { ...nodeDown, invariant: "high_latency", confirmedAt: after(12) };
const assess = (violations: readonly Violation[], seconds: number) =>
  assessRemedy(verifying, incident(violations), after(seconds))?.result;

describe("what an action came to", () => {
  it("is open until what it was to mend has held for its settling time, after it was done", () => {
    expect(assess([nodeDown], 30)).toBeUndefined();
    expect(assess([settling], 30)).toBeUndefined();
    expect(assess([mended], 14)).toBeUndefined();
    expect(assess([mended], 20)).toBe("helped");
  });

  it("is unchanged where it is still violated when the time is over, and unknown where it has only begun to hold", () => {
    expect(assess([nodeDown], 60)).toBe("unchanged");
    expect(assess([settling], 60)).toBe("unknown");
  });

  it("is worse as soon as something is violated that was not before", () => {
    expect(assess([mended, other], 20)).toBe("worse");
    expect(assess([nodeDown, other], 13)).toBe("worse");
    expect(assess([mended, { ...other, confirmedAt: after(9) }], 20)).toBe("helped");
  });

  it("goes by what it was to mend, and not by what another cause has done elsewhere", () => {
    const elsewhere: Violation = { ...nodeDown, member: "n2" };
    const remedy = { ...verifying, before: [nodeDown, elsewhere] };
    expect(assessRemedy(remedy, incident([mended, elsewhere]), after(20))?.result).toBe("helped");
    expect(assessRemedy({ ...remedy, mends: remedy.before }, incident([mended, elsewhere]), after(60))?.result).toBe(
      "unchanged",
    );
  });

  it("is unknown where nothing was violated that would show it", () => {
    expect(assessRemedy({ ...verifying, mends: [] }, incident([mended]), after(20))?.result).toBe("unknown");
  });

  it("is never helped while something cannot be seen", () => {
    expect(assess([mended, blind], 20)).toBeUndefined();
    expect(assess([mended, blind], 60)).toBe("unknown");
  });
});
