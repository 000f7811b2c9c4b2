import type { Observation } from "@steadyhand/core/invariant";
import { describe, expect, it } from "vitest";
import type { Clock } from "../ports.ts";
import { createLooker } from "./look.ts";

/** A time that stands still until it is moved. */
function stillClock() {
  let now = Date.parse("2026-03-01T03:00:00.000Z");
  const timers = new Set<{ readonly at: Date; readonly run: () => void }>();
  const clock: Clock = {
    now: () => new Date(now),
    at(at, run) {
      const timer = { at, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  };
  return {
    ...clock,
    timers,
    pass(ms: number) {
      now += ms;
      const due = [...timers].filter(({ at }) => at.getTime() <= now);
      for (const timer of due) timers.delete(timer);
      for (const { run } of due) run();
    },
  };
}

const limits = { withinMs: 10_000, staleMs: 40_000 };
const seenAt = (endedAt: Date): Observation => ({ startedAt: endedAt, endedAt, members: [], samples: [], blind: [] });

describe("a look", () => {
  it("brings what was seen, and leaves no timer", async () => {
    const clock = stillClock();
    const observation = seenAt(clock.now());
    const looker = createLooker({ subject: { observe: async () => observation }, clock, ...limits });
    expect(await looker.look()).toEqual({ kind: "seen", observation });
    expect(clock.timers.size).toBe(0);
  });

  it.each([
    ["rejects", async () => Promise.reject(new Error("no route"))],
    [
      "throws at once",
      () => {
        throw new Error("no route");
      },
    ],
    ["brings nothing", async () => undefined as never],
  ])("fails when the subject %s", async (_how, observe) => {
    const looker = createLooker({ subject: { observe }, clock: stillClock(), ...limits });
    const why = expect.stringMatching(/^the look failed: (no route|Cannot read)/);
    expect(await looker.look()).toEqual({ kind: "failed", why });
  });

  it("fails when what it brings is stale, or bears a time that has not come", async () => {
    const clock = stillClock();
    for (const [ms, why] of [
      [-40_001, "stale"],
      [40_001, "ahead"],
    ] as const) {
      const observation = seenAt(new Date(clock.now().getTime() + ms));
      const looker = createLooker({ subject: { observe: async () => observation }, clock, ...limits });
      expect(await looker.look()).toMatchObject({ kind: "failed", why: expect.stringContaining(why) });
    }
  });

  it("fails at its limit, tells the subject so, and begins no other before the subject has let go", async () => {
    const clock = stillClock();
    const hanging = Promise.withResolvers<Observation>();
    const asked: AbortSignal[] = [];
    const observe = ({ signal }: { readonly signal: AbortSignal }) => {
      asked.push(signal);
      return hanging.promise;
    };
    const looker = createLooker({ subject: { observe }, clock, ...limits });
    const first = looker.look();
    clock.pass(10_000);
    expect(await first).toEqual({ kind: "failed", why: "the look did not end within 10000 ms" });
    expect(asked[0]?.aborted).toBe(true);
    expect(await looker.look()).toMatchObject({ kind: "failed", why: expect.stringContaining("has not ended") });
    hanging.resolve(seenAt(clock.now()));
    await new Promise(setImmediate);
    expect(await looker.look()).toMatchObject({ kind: "seen" });
    expect(asked).toHaveLength(2);
  });
});
