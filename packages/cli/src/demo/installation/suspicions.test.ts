import type { SubjectWire } from "@steadyhand/api";
import { expect, it } from "vitest";
import type { Seen } from "./seen.ts";
import { createSuspicions } from "./suspicions.ts";

const seen = (second: number, phase: SubjectWire["invariants"][number]["standings"][number]["phase"]): Seen => {
  const at = `2026-11-22T03:00:0${second}Z`;
  const standings = [{ member: "one", verdict: "violated" as const, phase, why: "" }];
  const invariants = [{ name: "up", title: "", severity: "critical" as const, graceMs: 0, settleMs: 0, standings }];
  // What is not read here is left out of the wire.
  return { at: new Date(at), subject: { lastLook: { at, outcome: "seen" }, invariants } as unknown as SubjectWire };
};

it("counts from the look at which the suspicion began, and from a later one when it began again", () => {
  const suspicions = createSuspicions();
  const said = (["suspected", "suspected", "holding", "suspected"] as const).map((phase, second) => {
    suspicions.hear(seen(second, phase));
    return suspicions.since("up", "one");
  });
  expect(said).toEqual(["2026-11-22T03:00:00Z", "2026-11-22T03:00:00Z", undefined, "2026-11-22T03:00:03Z"]);
});
