import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ActiveHour, AnomalyFacts, KnownActor, Use } from "./facts.ts";
import { findAnomalies } from "./find-anomalies.ts";

const at = new Date("2026-11-20T03:12:00.000Z");
const daysBefore = (days: number) => new Date(at.getTime() - days * 86_400_000);
const window = { since: daysBefore(7), until: at };
const quiet: AnomalyFacts = {
  window,
  errors: { window: { attempts: 0, errors: 0 }, before: { attempts: 0, errors: 0 } },
  ...{ volumes: [], activeHours: [], uses: [], streaks: [] },
};
const find = (facts: Partial<AnomalyFacts>) => findAnomalies({ ...quiet, ...facts });
const riley = (knownDays: number): KnownActor => ({
  id: "act_riley",
  name: "Riley",
  knownSince: daysBefore(knownDays),
});
const attempt = { executionId: "exe_1", stepId: "stp_1", attempt: 1 } as const;

describe("errors of a window", () => {
  const errors = (now: readonly [number, number], before: readonly [number, number]) =>
    find({
      errors: { window: { attempts: now[0], errors: now[1] }, before: { attempts: before[0], errors: before[1] } },
    });

  it("are named where the tenant's own share cannot explain them", () => {
    const [found] = errors([12, 7], [300, 4]);
    expect(found).toMatchObject({ kind: "error_rate", at, cause: { type: "errors", window } });
    expect(found?.says).toBe(
      "7 of 12 attempts did not do what they were for (58.3 %); in the 28 days before, 4 of 300 did not (1.3 %)",
    );
  });

  it("are not named where a third always fails, as they would be by a fixed factor of nothing", () => {
    expect(errors([12, 7], [300, 100])).toEqual([]);
    expect(errors([100, 4], [1000, 20])).toEqual([]);
  });

  it("are not judged by fewer than 8 attempts, nor by fewer than 20 before", () => {
    expect(errors([7, 7], [300, 0])).toEqual([]);
    expect(errors([8, 8], [300, 0])).toHaveLength(1);
    expect(errors([8, 8], [19, 0])).toEqual([]);
  });

  it("become no less of an anomaly with one error more", () => {
    const count = fc.integer({ min: 8, max: 400 });
    fc.assert(
      fc.property(count, fc.integer({ min: 20, max: 2000 }), fc.nat(), fc.nat(), (n, before, e, earlier) => {
        const now = [n, e % n] as const;
        const past = [before, earlier % before] as const;
        if (errors(now, past).length === 1) expect(errors([n, now[1] + 1], past)).toHaveLength(1);
      }),
    );
  });
});

describe("the volume of an hour", () => {
  const hour = new Date("2026-11-20T02:00:00.000Z");
  const volume = (started: number, before: number, weeks = 4) => find({ volumes: [{ hour, started, before, weeks }] });

  it("is named where that hour of the week never came near it", () => {
    const [found] = volume(30, 12);
    expect(found).toMatchObject({
      kind: "volume",
      cause: { type: "started", window: { since: hour, until: new Date("2026-11-20T03:00:00.000Z") } },
    });
    expect(found?.says).toContain("30 runs were started from 2026-11-20 02:00 to 2026-11-20 03:00 UTC");
    expect(found?.says).toContain("3.0 on the average of the 4 weeks before");
  });

  it("is not named for what is usual, nor without a week to compare with", () => {
    expect(volume(30, 100)).toEqual([]);
    expect(volume(500, 0, 0)).toEqual([]);
  });

  it("asks for more where there are fewer weeks to compare with", () => {
    expect(volume(9, 0, 4)).toHaveLength(1);
    expect(volume(9, 0, 1)).toEqual([]);
    expect(volume(40, 0, 1)).toHaveLength(1);
  });
});

describe("the hour in which a person is active", () => {
  const active = (given: Partial<ActiveHour>): ActiveHour => ({
    ...{ actor: riley(60), hour: 3, at, sequence: 42, isUsual: false, daysActive: 30 },
    ...given,
  });

  it("is named where they never were within an hour of it", () => {
    const [found] = find({ activeHours: [active({})] });
    expect(found).toMatchObject({ kind: "unusual_hour", at, cause: { type: "event", sequence: 42 } });
    expect(found?.says).toContain("Riley was active at 2026-11-20 03:12 UTC");
  });

  it("is named once of one sitting, however many hours it takes", () => {
    const later = (hours: number) => active({ hour: 3 + hours, at: new Date(at.getTime() + hours * 3_600_000) });
    expect(find({ activeHours: [later(2), active({}), later(1), later(3)] })).toMatchObject([{ at }]);
    expect(find({ activeHours: [active({}), later(6)] })).toHaveLength(2);
    const kim = { ...riley(60), id: "act_kim", name: "Kim" } as const;
    expect(find({ activeHours: [active({}), { ...later(1), actor: kim }] })).toHaveLength(2);
  });

  it("is not named of one who was, who is new, or who is seldom here", () => {
    expect(find({ activeHours: [active({ isUsual: true })] })).toEqual([]);
    expect(find({ activeHours: [active({ actor: riley(13.9) })] })).toEqual([]);
    expect(find({ activeHours: [active({ actor: riley(14) })] })).toHaveLength(1);
    expect(find({ activeHours: [active({ daysActive: 4 })] })).toEqual([]);
  });
});

describe("a first use", () => {
  const use = (given: Partial<Use>): Use => ({
    ...{ actor: riley(60), of: "program", name: "terraform", at, attempt, wasUsed: false },
    ...given,
  });

  it("is named of a program and of an action class", () => {
    expect(find({ uses: [use({})] })).toMatchObject([{ kind: "first_use", cause: { attempts: [attempt] } }]);
    expect(find({ uses: [use({})] })[0]?.says).toContain("used the program terraform");
    const deletes = use({ of: "action class", name: "deletes" });
    expect(find({ uses: [deletes] })[0]?.says).toContain("did something that deletes");
  });

  it("is not named of what was used, nor of one who is new", () => {
    expect(find({ uses: [use({ wasUsed: true })] })).toEqual([]);
    expect(find({ uses: [use({ actor: riley(6.9) })] })).toEqual([]);
    expect(find({ uses: [use({ actor: riley(7) })] })).toHaveLength(1);
  });
});

describe("failures of one subject", () => {
  it("are named from the third in a row", () => {
    const streak = (length: number) => ({ subject: "db-3", length, lastAt: at, attempts: Array(length).fill(attempt) });
    expect(find({ streaks: [streak(2)] })).toEqual([]);
    expect(find({ streaks: [streak(3)] })).toMatchObject([
      { kind: "failures_in_a_row", says: "3 attempts on db-3 failed one after another" },
    ]);
  });
});

it("names the newest first", () => {
  const streak = (days: number) => ({ subject: "db-3", length: 3, lastAt: daysBefore(days), attempts: [attempt] });
  expect(find({ streaks: [streak(3), streak(1), streak(2)] }).map((found) => found.at)).toEqual(
    [1, 2, 3].map(daysBefore),
  );
});
