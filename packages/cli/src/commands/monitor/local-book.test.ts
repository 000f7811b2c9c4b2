import type { Invariant, Observation } from "@steadyhand/core/invariant";
import { expect, it } from "vitest";
import { createLocalBook, type Look } from "./local-book.ts";

const begin = Date.parse("2026-11-22T03:00:00Z");
const at = (seconds: number) => new Date(begin + seconds * 1000);
const answers: Invariant = {
  ...{ name: "answers", title: "It answers", severity: "critical", graceMs: 3_000, settleMs: 5_000, reads: ["up"] },
  judge: ({ samples }) =>
    samples.map(({ member = "", value }) => ({
      ...{ member, value, limit: "up = true", why: `up is ${value}` },
      verdict: value === true ? "holds" : "violated",
    })),
};
const seen = (isUp: boolean): Look => {
  const observation: Observation = {
    ...{ startedAt: at(0), endedAt: at(0), blind: [] },
    members: [{ id: "one", kind: "web", state: isUp ? "up" : "down" }],
    samples: [{ name: "up", member: "one", value: isUp }],
  };
  return { kind: "seen", observation };
};
const failed: Look = { kind: "failed", why: "nobody answered" };
const open = () => createLocalBook({ name: "shop", invariants: [answers] }, () => "inc_1122-aaaaa");

it("opens an incident when an invariant was violated for its grace, and ends it when it has held for its settling time", () => {
  const book = open();
  const types = [seen(false), seen(false), seen(true), seen(true)].map((look, index) =>
    book.take(look, at([0, 3, 5, 10][index] ?? 0)).facts.map(({ type }) => type),
  );
  expect(types).toEqual([[], ["incident.opened"], ["incident.settling"], ["incident.settling", "incident.resolved"]]);
  expect(book.incidents()).toMatchObject([{ phase: "resolved", id: "inc_1122-aaaaa" }]);
});

it("tells what changed and only that", () => {
  const book = open();
  expect(book.take(seen(false), at(0))).toMatchObject({
    members: [{ id: "one", state: "down" }],
    rows: [{ invariant: "answers", member: "one", before: "holding", watched: { phase: "suspected" } }],
  });
  expect(book.take(seen(false), at(1))).toEqual({ members: [], rows: [], facts: [] });
});

it("wants to look when a grace ends, and not again at that moment once it has", () => {
  const book = open();
  book.take(seen(false), at(0));
  expect(book.nextAt()).toEqual(at(3));
  book.take(seen(false), at(3));
  expect(book.nextAt()).toBeUndefined();
});

it("never takes what it cannot see for well: a look that fails heals nothing, and is a violation once it lasts", () => {
  const book = open();
  book.take(seen(false), at(0));
  book.take(seen(false), at(3));
  book.take(seen(true), at(4));
  book.take(failed, at(9));
  const { facts } = book.take(failed, at(20));
  expect(facts.map(({ type }) => type)).toContain("incident.joined");
  expect(book.incidents()).toMatchObject([{ phase: "open" }]);
  expect(book.rows()).toMatchObject([
    { invariant: "answers" },
    { invariant: "observed", watched: { phase: "violated" } },
  ]);
});
