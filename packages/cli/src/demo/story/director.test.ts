import type { IncidentDetailWire, InvestigationWire } from "@steadyhand/api";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Seen } from "../installation/seen.ts";
import { createDirector } from "./director.ts";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-22T03:00:00Z") }));
afterEach(() => void vi.useRealTimers());

const breakage = { fault: "node_gone", member: "node-2", what: "node-2 is killed" };
const chapters = [1, 2].map((number) => ({ title: `Chapter ${number}`, text: "", breaks: [breakage] }));

function open() {
  const done: string[] = [];
  const lab = {
    ...{ title: "lab", chapters },
    break: async ({ fault }: { readonly fault: string }) => void done.push(`break ${fault}`),
    mend: async () => void done.push("mend"),
  };
  const director = createDirector({ lab, now: () => new Date(), told: () => {}, changed: () => {} });
  const events = () => director.story().map(({ event }) => event);
  return { director, done, events };
}

const incident = (phase: IncidentDetailWire["phase"]) =>
  // What is not read here is left out of the wire.
  ({
    id: "inc_1",
    phase,
    openedAt: "2026-11-22T03:00:05Z",
    resolvedAt: "2026-11-22T03:00:30Z",
    violations: [],
  }) as unknown as IncidentDetailWire;
const withRemedy = (phase: "verifying" | "ended") =>
  ({
    ...{ id: "inv_1", reasoner: { kind: "rules", version: 1 }, turns: [] },
    remedy: { suggestion: { action: "restart", parameters: {}, verifiedBy: [] }, phase, result: "helped" },
  }) as unknown as InvestigationWire;
const seen = (rest: Omit<Seen, "at">): Seen => ({ at: new Date(), ...rest });

it("counts three, two, one before it breaks anything, and stands still while it is paused", async () => {
  const { director, done } = open();
  director.begin(1);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(director.act()).toEqual({ kind: "counting", chapter: 1, left: 2 });
  director.pause(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([director.act(), done]).toEqual([{ kind: "counting", chapter: 1, left: 2 }, []]);
  director.pause(false);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(done).toEqual(["break node_gone"]);
});

it("ends a chapter with its incident, and not before it is known whether what was done helped", async () => {
  const { director } = open();
  director.begin(1);
  await vi.advanceTimersByTimeAsync(5_000);
  director.hear(seen({ incident: incident("resolved"), investigation: withRemedy("verifying") }));
  expect(director.act()).toMatchObject({ kind: "running", chapter: 1 });
  director.hear(seen({ incident: incident("resolved"), investigation: withRemedy("ended") }));
  expect(director.act()).toEqual({ kind: "ready", next: 2, last: 1 });
});

it("does not take an incident from before the fault for the chapter's own", async () => {
  const { director } = open();
  await vi.advanceTimersByTimeAsync(60_000);
  director.begin(1);
  await vi.advanceTimersByTimeAsync(5_000);
  director.hear(seen({ incident: incident("resolved") }));
  expect(director.act()).toMatchObject({ kind: "running", chapter: 1 });
});

it("breaks nothing more while something is wrong, and says so", async () => {
  const { director, done, events } = open();
  director.hear(seen({ incident: incident("open") }));
  director.begin(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([director.act().kind, done, events().at(-1)]).toEqual(["ready", [], "busy"]);
});

it("takes back what the chapter broke when somebody mends it by hand", async () => {
  const { director, done, events } = open();
  await director.mend();
  expect(done).toEqual([]);
  director.begin(2);
  await vi.advanceTimersByTimeAsync(5_000);
  await director.mend();
  expect([done, events().at(-1)]).toEqual([["break node_gone", "mend"], "mended"]);
});
