import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Level } from "../autonomy/index.ts";
import { builtIn } from "../policy/index.ts";
import type { Tally } from "./evidence.ts";
import { progressOf } from "./progress.ts";

const now = new Date("2026-06-01T00:00:00.000Z");
const policy = builtIn.promotion;
const none: Tally = { attempts: 0, errors: 0, worse: 0 };
const proven: Tally = { attempts: 100, errors: 2, worse: 0 };

interface Given {
  readonly level?: Level;
  readonly days?: number;
  readonly elsewhere?: Tally;
  readonly lab?: Tally;
  readonly ceiling?: Level;
}

function progress({ level = 2, days = 30, elsewhere = proven, lab = none, ceiling = 3 }: Given) {
  const since = new Date(now.getTime() - days * 24 * 60 * 60 * 1000);
  return progressOf({ standing: { level, since }, tally: { lab, elsewhere } }, { policy, ceiling, now });
}

const missing = (given: Given) => progress(given)?.thresholds.flatMap(({ name, isMet }) => (isMet ? [] : [name]));

describe("progressOf", () => {
  it("is ready when every threshold is met", () => {
    expect(progress({})).toMatchObject({ to: 3, isReady: true });
  });

  it.each([
    ["attempts", { elsewhere: { attempts: 99, errors: 0, worse: 0 } }],
    ["days", { days: 29 }],
    ["success", { elsewhere: { attempts: 100, errors: 3, worse: 0 } }],
    ["worse", { elsewhere: { attempts: 100, errors: 1, worse: 1 } }],
    ["lab", { lab: { attempts: 10, errors: 1, worse: 0 } }],
    ["lab", { lab: { attempts: 100, errors: 1, worse: 1 } }],
    ["ceiling", { ceiling: 2 }],
  ] as const)("waits for %s alone", (name, given) => {
    expect(progress(given)?.isReady).toBe(false);
    expect(missing(given)).toEqual([name]);
  });

  it("counts the lab alone where nothing was done elsewhere", () => {
    expect(progress({ elsewhere: none, lab: proven })?.isReady).toBe(true);
    expect(missing({ elsewhere: none, lab: none })).toEqual(["attempts", "success"]);
  });

  it("offers nothing where nobody set a level, nor above L5", () => {
    const tally = { lab: none, elsewhere: proven };
    expect(progressOf({ tally }, { policy, ceiling: 5, now })).toBeUndefined();
    expect(progress({ level: 5, ceiling: 5 })).toBeUndefined();
  });

  it("is never ready without every threshold", () => {
    const tally = fc.record({ attempts: fc.nat(200), errors: fc.nat(5), worse: fc.nat(2) });
    fc.assert(
      fc.property(
        fc.record({ days: fc.nat(60), elsewhere: tally, lab: tally, ceiling: fc.constantFrom<Level>(1, 2, 3, 4, 5) }),
        (given) => {
          if (progress(given)?.isReady !== true) return true;
          const { days, elsewhere, lab, ceiling } = given;
          const counted = elsewhere.attempts > 0 ? elsewhere : lab;
          const isGood = ({ attempts, errors, worse }: Tally) =>
            attempts === 0 || ((attempts - errors) / attempts >= 0.98 && worse === 0);
          return days >= 30 && counted.attempts >= 100 && isGood(elsewhere) && isGood(lab) && ceiling >= 3;
        },
      ),
    );
  });
});
