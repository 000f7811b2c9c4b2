import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChangeOutcome, Environment, Level } from "../autonomy/index.ts";
import { builtIn } from "../policy/index.ts";
import { demotionOf } from "./demotion.ts";
import type { CountedAttempt } from "./evidence.ts";

const since = new Date("2026-03-01T00:00:00.000Z");
const policy = builtIn.demotion;
const environments = ["lab", "development", "test", "pre-production", "production"] as const;

const good: CountedAttempt = { isError: false, level: 3, outcome: "improved" };
const bad: CountedAttempt = { isError: true, level: 3, outcome: "unchanged" };
/** Newest first, `errors` of them failed, spread so that no two stand side by side where that can be. */
function spread(count: number, errors: number): CountedAttempt[] {
  const every = Math.floor(count / Math.max(1, errors));
  return Array.from({ length: count }, (_, index) =>
    index % every === 0 && index / every < errors ? bad : good,
  ).toReversed();
}

function demote(
  recent: readonly CountedAttempt[],
  environment: Environment = "development",
  level: Level | undefined = 4,
) {
  const standing = level === undefined ? {} : { standing: { level, since } };
  return demotionOf({ ...standing, recent }, { environment, outcome: recent[0]?.outcome ?? "improved" }, policy);
}

describe("demotionOf", () => {
  it.each([
    ["lab", 4, 5],
    ["development", 4, 5],
    ["test", 2, 3],
    ["pre-production", 1, 2],
    ["production", 0, 1],
  ] as const)("in %s lets %d errors of 20 pass and lowers at %d", (environment, most, tooMany) => {
    expect(demote(spread(20, most), environment)).toBeUndefined();
    expect(demote(spread(20, tooMany), environment)).toMatchObject({ from: 4, to: 3 });
  });

  it("says nothing of a share before there are twenty attempts", () => {
    expect(demote(spread(19, 9), "production")).toBeUndefined();
  });

  it("lowers after three failures in a row, however few attempts there were", () => {
    expect(demote([bad, bad, good])).toBeUndefined();
    expect(demote([bad, bad, bad])).toEqual({ from: 4, to: 3, why: "the last 3 attempts failed" });
  });

  it("lowers when the last attempt made something worse", () => {
    expect(demote([{ ...bad, outcome: "worse" }])).toMatchObject({ to: 3, why: "the last attempt made it worse" });
  });

  it("ends at L1", () => {
    expect(demote([bad, bad, bad], "production", 2)).toMatchObject({ to: 1 });
    expect(demote([bad, bad, bad], "production", 1)).toBeUndefined();
  });

  it("lowers what ran by itself to asking, and no further, where nobody set a level", () => {
    const ran = (level: Level) => Array<CountedAttempt>(3).fill({ ...bad, level });
    expect(demotionOf({ recent: ran(4) }, { environment: "lab", outcome: "unchanged" }, policy)).toMatchObject({
      to: 3,
    });
    expect(demotionOf({ recent: ran(3) }, { environment: "lab", outcome: "unchanged" }, policy)).toMatchObject({
      to: 2,
    });
    expect(demotionOf({ recent: ran(2) }, { environment: "lab", outcome: "worse" }, policy)).toBeUndefined();
  });

  it("never raises, and lowers by one at most", () => {
    const anyAttempt: fc.Arbitrary<CountedAttempt> = fc.record({
      isError: fc.boolean(),
      level: fc.constantFrom<Level>(1, 2, 3, 4, 5),
      outcome: fc.constantFrom<ChangeOutcome>("improved", "unchanged", "worse", "unknown"),
    });
    fc.assert(
      fc.property(
        fc.array(anyAttempt, { maxLength: 100 }),
        fc.constantFrom(...environments),
        fc.option(fc.constantFrom<Level>(1, 2, 3, 4, 5), { nil: undefined }),
        (recent, environment, level) => {
          const demotion = demote(recent, environment, level);
          if (demotion === undefined) return true;
          return (
            demotion.to === demotion.from - 1 && demotion.to >= 1 && (level === undefined || demotion.from === level)
          );
        },
      ),
    );
  });

  it("never spares more errors than fewer", () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }),
        fc.nat(),
        fc.constantFrom(...environments),
        (errors, at, environment) => {
          const recent = errors.map((isError) => (isError ? bad : good));
          const worse = recent.with(at % recent.length, bad);
          return demote(recent, environment) === undefined || demote(worse, environment) !== undefined;
        },
      ),
    );
  });
});
