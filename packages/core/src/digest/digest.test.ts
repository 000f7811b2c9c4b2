import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayBounds } from "./day-bounds.ts";
import { type AttemptCount, assembleDigest, type DayFacts } from "./digest.ts";
import { percentile } from "./percentile.ts";

const bounds = dayBounds("2026-11-20", "UTC");
const nothing: DayFacts = {
  ...{ events: [], attempts: [], slowSteps: [], slowExecutions: [], approvals: [], answeredInMs: [] },
};
const digest = (facts: Partial<DayFacts>, now = bounds.to) => assembleDigest({ ...nothing, ...facts }, bounds, now);
const anyCount: fc.Arbitrary<AttemptCount> = fc.record({
  result: fc.constantFrom("succeeded", "failed", "timed_out", "cancelled", "unknown", "underway"),
  verdict: fc.constantFrom("succeeded", "failed", "uncounted"),
  level: fc.constantFrom(1, 2, 3, 4, 5),
  environment: fc.constantFrom("lab", "development", "test", "production"),
  how: fc.constantFrom("automatic", "approved", "by_hand"),
  count: fc.nat(1000),
});

describe("the digest of a day", () => {
  it("of nothing is zero everywhere, and claims no share", () => {
    expect(digest({})).toMatchObject({
      executions: { started: 0, completed: 0, aborted: 0, rolledBack: 0 },
      attempts: { attempts: 0, byOutcome: [], byLevel: [] },
      approvals: { asked: 0 },
      ...{ panics: 0, refusals: 0, isOver: true },
    });
    expect(digest({}).attempts).not.toHaveProperty("successShare");
    expect(digest({}).approvals).not.toHaveProperty("answeredInMs");
  });

  it("is not over before its last moment is", () => {
    expect(digest({}, new Date(bounds.to.getTime() - 1)).isOver).toBe(false);
  });

  it("counts events by their type, and refusals whatever their type", () => {
    const events = [
      { type: "execution.started", outcome: "ok", count: 5 },
      { type: "execution.rolled_back", outcome: "ok", count: 1 },
      { type: "command.refused", outcome: "refused", count: 3 },
      { type: "step.proposed", outcome: "refused", count: 2 },
      { type: "panic.pressed", outcome: "ok", count: 1 },
    ];
    expect(digest({ events })).toMatchObject({ executions: { started: 5, rolledBack: 1 }, refusals: 5, panics: 1 });
  });

  it("leaves what was not judged out of the success share, and in the number of attempts", () => {
    const same = { level: 2, environment: "production", how: "approved" } as const;
    const { attempts } = digest({
      attempts: [
        { ...same, result: "succeeded", verdict: "succeeded", count: 6 },
        { ...same, result: "failed", verdict: "failed", count: 2 },
        { ...same, result: "cancelled", verdict: "uncounted", count: 4 },
      ],
    });
    expect(attempts).toMatchObject({ attempts: 12, counted: 8, succeeded: 6, successShare: 0.75 });
  });

  it("says of each question what became of it, and how long people took", () => {
    const approvals = [
      { phase: "granted", count: 3 },
      { phase: "requested", count: 2 },
      { phase: "void", count: 1 },
    ] as const;
    expect(digest({ approvals, answeredInMs: [9_000, 1_000, 2_000] }).approvals).toEqual({
      ...{ asked: 6, granted: 3, rejected: 0, expired: 0, voided: 1, open: 2 },
      answeredInMs: { p50: 2_000, p95: 9_000 },
    });
  });

  it("adds up, however attempts are grouped", () => {
    fc.assert(
      fc.property(fc.array(anyCount), (counts) => {
        const { attempts, byOutcome, byLevel, byEnvironment, byHow } = digest({ attempts: counts }).attempts;
        for (const groups of [byOutcome, byLevel, byEnvironment]) {
          expect(groups.reduce((sum, group) => sum + group.attempts, 0)).toBe(attempts);
        }
        expect(byHow.automatic + byHow.approved + byHow.by_hand).toBe(attempts);
      }),
    );
  });

  it("takes a percentile from what was seen: so great a share does not exceed it, and no smaller value has that", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(50), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, share) => {
          const found = percentile(values, share) ?? Number.NaN;
          const within = (limit: number) => values.filter((value) => value <= limit).length;
          expect(values).toContain(found);
          expect(within(found)).toBeGreaterThanOrEqual(share * values.length - 1e-9);
          expect(within(found - 1)).toBeLessThan(share * values.length);
        },
      ),
    );
  });
});
