import type { Standing } from "@steadyhand/core/incident";
import type { Invariant, Observation } from "@steadyhand/core/invariant";
import { expect, it } from "vitest";
import { presentStandings, worstOf } from "./standings.ts";

const at = new Date("2026-03-01T03:00:00.000Z");
const later = new Date("2026-03-01T03:00:09.000Z");
const slow: Invariant = {
  ...{ name: "slow", title: "It is slow", severity: "critical", graceMs: 1_000, settleMs: 5_000, reads: ["ms"] },
  judge: ({ samples }) =>
    samples.map(({ member = "", value }) => ({
      ...{ member, why: `it took ${value} ms`, value, limit: "< 100" },
      verdict: value === "?" ? "unknown" : Number(value) < 100 ? "holds" : "violated",
    })),
};
const broken: Invariant = {
  ...{ ...slow, name: "broken" },
  judge: () => {
    throw new Error("no such thing");
  },
};
const seen = (values: Readonly<Record<string, number | string>>): Observation => ({
  ...{ startedAt: at, endedAt: at, blind: [] },
  members: Object.keys(values).map((id) => ({ id, kind: "node", state: "up" })),
  samples: Object.entries(values).map(([member, value]) => ({ name: "ms", member, value })),
});
const of = (member: string, state: "violated" | "settling"): Standing => ({
  ...{ invariant: "slow", member, title: "It is slow", severity: "critical", since: at, confirmedAt: at, why: "slow" },
  ...{ begunAt: at },
  ...(state === "settling" ? { state, holdsSince: later } : { state }),
});

it("stands as the last look says, and as long as that lasts: suspected, violated, settling, holding, unknown", () => {
  const observation = seen({ a: 50, b: 500, c: 500, d: 50, e: "?" });
  const standing = [of("c", "violated"), of("d", "settling")];
  const all = presentStandings([slow], { at, look: { kind: "seen", observation }, standing });
  expect(all.get("slow")).toMatchObject([
    { member: "a", verdict: "holds", phase: "holding", value: 50, limit: "< 100", why: "it took 50 ms" },
    { member: "b", verdict: "violated", phase: "suspected" },
    { member: "c", verdict: "violated", phase: "violated", since: at.toISOString(), confirmedAt: at.toISOString() },
    { member: "d", verdict: "holds", phase: "settling", holdsSince: later.toISOString() },
    { member: "e", verdict: "unknown", phase: "unknown" },
  ]);
  expect(all.get("observed")).toMatchObject([{ member: "e", verdict: "violated", phase: "suspected" }]);
  expect(worstOf(all.get("slow") ?? [])).toBe("violated");
});

it("is unknown of everything after a look that failed, and what was violated stays so", () => {
  const standing = [of("c", "violated")];
  const all = presentStandings([slow, broken], { at, look: { kind: "failed", why: "it hangs" }, standing });
  expect(all.get("slow")).toMatchObject([{ member: "c", verdict: "unknown", phase: "violated", why: "it hangs" }]);
  expect(all.get("broken")).toMatchObject([{ verdict: "unknown", phase: "unknown", why: "it hangs" }]);
  expect(all.get("observed")).toMatchObject([{ verdict: "violated", why: "it hangs" }]);
});

it("shows what is judged no more until it has settled, and what cannot be judged as unknown", () => {
  const look = { kind: "seen", observation: seen({ a: 50 }) } as const;
  const all = presentStandings([slow, broken], { at, look, standing: [of("gone", "settling")] });
  expect(all.get("slow")).toMatchObject([
    { member: "a", phase: "holding" },
    { member: "gone", phase: "settling" },
  ]);
  expect(all.get("broken")).toMatchObject([{ verdict: "unknown", why: expect.stringContaining("no such thing") }]);
  expect(worstOf([])).toBe("holding");
});
