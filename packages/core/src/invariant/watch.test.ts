import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Judgement } from "./invariant.ts";
import { isFlapping, nextMoment, resume, settleMsOf, unwatched, type Watched, type WatchStep, watch } from "./watch.ts";

const start = Date.parse("2026-03-01T03:00:00.000Z");
const at = (seconds: number) => new Date(start + seconds * 1000);
const timing = { graceMs: 30_000, settleMs: 20_000 };

type Verdict = Judgement["verdict"];
type Seen = readonly [seconds: number, verdict: Verdict];

/** Each step of what was seen, in order. */
function follow(looks: readonly Seen[], from: Watched = unwatched, times = timing): WatchStep[] {
  let before = from;
  return looks.map(([seconds, verdict]) => {
    const step = watch(before, { verdict }, times, at(seconds));
    before = step.next;
    return step;
  });
}

const last = (looks: readonly Seen[], from?: Watched) => follow(looks, from).at(-1)?.next ?? unwatched;
const changes = (looks: readonly Seen[], from?: Watched) => follow(looks, from).map(({ change }) => change);

const confirmed = last([
  [0, "violated"],
  [30, "violated"],
]);

describe("what is watched", () => {
  it("counts as violated only once it was so for its grace", () => {
    const seen: Seen[] = [
      [0, "violated"],
      [29, "violated"],
      [30, "violated"],
      [60, "violated"],
    ];
    expect(changes(seen)).toEqual([undefined, undefined, "confirmed", undefined]);
    expect(last(seen)).toEqual({ phase: "violated", since: at(0), confirmedAt: at(30), onsets: [at(0)] });
  });

  it("counts at once where there is no grace", () => {
    expect(watch(unwatched, { verdict: "violated" }, { ...timing, graceMs: 0 }, at(0)).change).toBe("confirmed");
  });

  it("begins its grace anew when it was seen to hold in between", () => {
    const seen: Seen[] = [
      [0, "violated"],
      [20, "holds"],
      [25, "violated"],
      [40, "violated"],
      [55, "violated"],
    ];
    expect(changes(seen)).toEqual([undefined, undefined, undefined, undefined, "confirmed"]);
  });

  it("is over once it has held for its settling time", () => {
    const seen: Seen[] = [
      [40, "holds"],
      [59, "holds"],
      [60, "holds"],
    ];
    expect(changes(seen, confirmed)).toEqual(["settling", undefined, "resolved"]);
  });

  it("relapses when it is violated while it settles, and settles from the beginning", () => {
    const seen: Seen[] = [
      [40, "holds"],
      [50, "violated"],
      [55, "holds"],
      [74, "holds"],
      [75, "holds"],
    ];
    expect(changes(seen, confirmed)).toEqual(["settling", "relapsed", "settling", undefined, "resolved"]);
  });

  it("is not healed by what cannot be seen, and settles from the beginning after it", () => {
    const seen: Seen[] = [
      [40, "holds"],
      [59, "unknown"],
      [60, "holds"],
      [79, "holds"],
      [80, "holds"],
    ];
    expect(changes(seen, confirmed)).toEqual(["settling", "relapsed", "settling", undefined, "resolved"]);
  });

  it("has begun again when it settled, could not be seen, and is violated then", () => {
    const seen: Seen[] = [
      [40, "holds"],
      [50, "unknown"],
      [51, "unknown"],
      [60, "violated"],
      [70, "violated"],
    ];
    expect(changes(seen, confirmed)).toEqual(["settling", "relapsed", undefined, "relapsed", undefined]);
    expect(last(seen, confirmed)).toEqual({
      phase: "violated",
      since: at(0),
      confirmedAt: at(30),
      onsets: [at(0), at(60)],
    });
  });

  it("is not confirmed by what cannot be seen, and its grace goes on meanwhile", () => {
    const seen: Seen[] = [
      [0, "violated"],
      [30, "unknown"],
      [31, "violated"],
    ];
    expect(changes(seen)).toEqual([undefined, undefined, "confirmed"]);
  });

  it("says since when it cannot be seen, until it is", () => {
    const seen: Seen[] = [
      [1, "unknown"],
      [2, "unknown"],
    ];
    expect(last(seen)).toEqual({ phase: "holding", onsets: [], blindSince: at(1) });
    expect(last([...seen, [3, "holds"]])).toEqual(unwatched);
  });

  it("has to hold for longer once it has begun three times in ten minutes", () => {
    const flaps: Seen[] = [0, 60, 120].flatMap((seconds): Seen[] => [
      [seconds, "violated"],
      [seconds + 5, "holds"],
    ]);
    const begun = last(flaps.slice(0, -1));
    expect(isFlapping(begun)).toBe(true);
    expect(settleMsOf(begun, timing)).toBe(80_000);
    expect(settleMsOf(last(flaps.slice(0, -3)), timing)).toBe(20_000);
    // Ten minutes later nothing is remembered of it.
    expect(last([...flaps, [721, "holds"]]).onsets).toEqual([]);
  });

  it("never makes a long settling time shorter because it flaps", () => {
    const flapping: Watched = { phase: "holding", onsets: [at(0), at(1), at(2)] };
    expect(settleMsOf(flapping, { graceMs: 0, settleMs: 30 * 60_000 })).toBe(30 * 60_000);
  });

  it("stays the very same object while nothing of it changes", () => {
    expect(watch(unwatched, { verdict: "holds" }, timing, at(0)).next).toBe(unwatched);
    expect(watch(confirmed, { verdict: "violated" }, timing, at(99)).next).toBe(confirmed);
  });

  it("says at which moment it changes next", () => {
    expect(nextMoment(last([[0, "violated"]]), timing)).toEqual(at(30));
    expect(nextMoment(confirmed, timing)).toBeUndefined();
    expect(nextMoment(last([[40, "holds"]], confirmed), timing)).toEqual(at(60));
  });
});

describe("after a time in which nobody looked", () => {
  it("settles from the beginning", () => {
    const settling = last([[40, "holds"]], confirmed);
    const resumed = resume(settling, timing, at(3600));
    expect(changes([[3600, "holds"]], resumed)).toEqual([undefined]);
    expect(changes([[3620, "holds"]], resumed)).toEqual(["resolved"]);
  });

  it("goes on with a grace that had not passed, and begins one anew that may have passed unseen", () => {
    const suspected = last([[0, "violated"]]);
    expect(resume(suspected, timing, at(30))).toEqual(suspected);
    expect(resume(suspected, timing, at(31))).toMatchObject({ phase: "suspected", since: at(31) });
  });

  it("stays violated, and believes no time that has not come", () => {
    expect(resume(confirmed, timing, at(3600))).toEqual(confirmed);
    expect(resume(last([[10, "violated"]]), timing, at(5))).toMatchObject({ since: at(5), onsets: [] });
  });
});

const anyLooks = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom<Verdict>("holds", "violated", "unknown")), {
    maxLength: 60,
  })
  .map((steps) => {
    let seconds = 0;
    return steps.map(([wait, verdict]): Seen => {
      seconds += wait;
      return [seconds, verdict];
    });
  });

/** How long, up to and with look `index`, nothing but `verdict` was seen, in ms; skipping what could not be seen where told to. */
function lasted(looks: readonly Seen[], index: number, verdict: Verdict, isBlindSkipped: boolean): number {
  let first = looks[index]?.[0] ?? 0;
  for (const [seconds, seen] of looks.slice(0, index + 1).reverse()) {
    if (seen === verdict) first = seconds;
    else if (!(isBlindSkipped && seen === "unknown")) break;
  }
  return ((looks[index]?.[0] ?? 0) - first) * 1000;
}

describe("whatever is seen, at whatever moments", () => {
  it("nothing is resolved that was not seen to hold, without a gap, for its settling time", () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        for (const [index, { change }] of follow(looks).entries()) {
          if (change !== "resolved") continue;
          expect(looks[index]?.[1]).toBe("holds");
          expect(lasted(looks, index, "holds", false)).toBeGreaterThanOrEqual(timing.settleMs);
        }
      }),
    );
  });

  it("nothing is confirmed before its grace, nor by a look that did not see it violated", () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        for (const [index, { change }] of follow(looks).entries()) {
          if (change !== "confirmed") continue;
          expect(looks[index]?.[1]).toBe("violated");
          expect(lasted(looks, index, "violated", true)).toBeGreaterThanOrEqual(timing.graceMs);
        }
      }),
    );
  });

  it("a look that could see nothing brings neither a confirmation nor a resolution nearer", () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        const when = (seen: readonly Seen[], wanted: WatchStep["change"]) => {
          const index = follow(seen).findIndex(({ change }) => change === wanted);
          return index === -1 ? Number.POSITIVE_INFINITY : (seen[index]?.[0] ?? 0);
        };
        const without = looks.filter(([, verdict]) => verdict !== "unknown");
        expect(when(looks, "confirmed")).toBeGreaterThanOrEqual(when(without, "confirmed"));
        expect(when(looks, "resolved")).toBeGreaterThanOrEqual(when(without, "resolved"));
      }),
    );
  });

  it("steps between two looks that see the same change nothing but the moment of what is told", () => {
    const waits = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 10 });
    fc.assert(
      fc.property(
        anyLooks,
        waits,
        fc.constantFrom<Verdict>("holds", "violated", "unknown"),
        (looks, steps, verdict) => {
          const begins = (looks.at(-1)?.[0] ?? 0) + 1;
          let seconds = begins;
          const between = steps.map((wait): Seen => {
            seconds += wait;
            return [seconds, verdict];
          });
          const ends: Seen = [seconds + 1, verdict];
          const inOne = last([...looks, [begins, verdict], ends]);
          const inMany = last([...looks, [begins, verdict], ...between, ends]);
          const withoutMoment = ({ confirmedAt: _, ...rest }: Watched & { readonly confirmedAt?: Date }) => rest;
          expect(withoutMoment(inMany)).toEqual(withoutMoment(inOne));
        },
      ),
    );
  });
});
