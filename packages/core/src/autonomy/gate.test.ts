import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AutonomySettings, GateInput, Level, Verdict } from "./decision.ts";
import { environments, limitsOf } from "./environment.ts";
import { gateRules, judge } from "./gate.ts";

const levels: readonly Level[] = [1, 2, 3, 4, 5];
const anySettings: fc.Arbitrary<AutonomySettings> = fc
  .record({
    environment: fc.constantFrom(...environments),
    targetIsDisposable: fc.boolean(),
    requestedLevel: fc.option(fc.constantFrom(...levels), { nil: undefined }),
    safetyMode: fc.constantFrom("observe" as const, "execute" as const),
    governance: fc.constantFrom("strict" as const, "audit" as const),
    runbookTrust: fc.constantFrom(0 as const, 1 as const, 2 as const),
    takeoverLevel: fc.option(fc.constantFrom(...levels), { nil: undefined }),
    isPanic: fc.boolean(),
  })
  .map(({ requestedLevel, takeoverLevel, ...rest }) => ({
    ...rest,
    ...(requestedLevel && { requestedLevel }),
    ...(takeoverLevel && { takeoverLevel }),
  }));
const anyRisk = fc.constantFrom("safe" as const, "caution" as const, "dangerous" as const);
const strictness: Record<Verdict, number> = { run: 0, approve: 1, by_hand: 2, refuse: 3 };

const trusting: AutonomySettings = {
  environment: "lab",
  targetIsDisposable: true,
  requestedLevel: 5,
  safetyMode: "execute",
  governance: "audit",
  runbookTrust: 2,
  isPanic: false,
};

const verdictOf = (settings: AutonomySettings, risk: GateInput["risk"]) => judge({ settings, risk }).verdict;

describe("judge", () => {
  it("lets every step wait for a person under the standard settings, in every environment that runs anything", () => {
    for (const environment of environments) {
      const settings = { ...trusting, environment, governance: "strict", runbookTrust: 1 } as const;
      const { requestedLevel: _none, ...standard } = settings;
      for (const risk of ["safe", "caution", "dangerous"] as const) {
        expect(verdictOf(standard, risk)).toBe(environment === "production" ? "by_hand" : "approve");
      }
    }
  });

  it.each([
    [3, "run", "approve", "approve"],
    [4, "run", "run", "approve"],
    [5, "run", "run", "run"],
    [2, "approve", "approve", "approve"],
    [1, "by_hand", "by_hand", "by_hand"],
  ] as const)(
    "at L%d on a disposable lab target: safe %s, caution %s, dangerous %s",
    (level, safe, caution, dangerous) => {
      const settings = { ...trusting, requestedLevel: level };
      expect([verdictOf(settings, "safe"), verdictOf(settings, "caution"), verdictOf(settings, "dangerous")]).toEqual([
        safe,
        caution,
        dangerous,
      ]);
    },
  );

  it("never lets dangerous run without a person, except on a disposable lab target at L5", () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        const { verdict, level } = judge({ settings, risk: "dangerous" });
        return verdict !== "run" || (level === 5 && settings.environment === "lab" && settings.targetIsDisposable);
      }),
    );
  });

  it("never goes above the environment's ceiling", () => {
    fc.assert(
      fc.property(
        anySettings,
        anyRisk,
        (settings, risk) => judge({ settings, risk }).level <= limitsOf(settings.environment).ceiling,
      ),
    );
  });

  it("never runs anything during a panic", () => {
    fc.assert(
      fc.property(
        anySettings,
        anyRisk,
        (settings, risk) => verdictOf({ ...settings, isPanic: true }, risk) === "refuse",
      ),
    );
  });

  it("never loosens when a setting gets stricter", () => {
    const stricter: readonly ((settings: AutonomySettings) => AutonomySettings)[] = [
      (s) => ({ ...s, safetyMode: "observe" }),
      (s) => ({ ...s, governance: "strict" }),
      (s) => ({ ...s, runbookTrust: 0 }),
      (s) => ({ ...s, runbookTrust: s.runbookTrust === 2 ? 1 : s.runbookTrust }),
      (s) => ({ ...s, takeoverLevel: 1 }),
      (s) => ({ ...s, targetIsDisposable: false }),
      (s) => ({ ...s, isPanic: true }),
    ];
    fc.assert(
      fc.property(anySettings, anyRisk, fc.constantFrom(...stricter), (settings, risk, restrict) => {
        const before = strictness[verdictOf(settings, risk)];
        return strictness[verdictOf(restrict(settings), risk)] >= before;
      }),
    );
  });

  it("never gets looser for a higher risk", () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        const [safe, caution, dangerous] = (["safe", "caution", "dangerous"] as const).map(
          (risk) => strictness[verdictOf(settings, risk)],
        ) as [number, number, number];
        return safe <= caution && caution <= dangerous;
      }),
    );
  });

  it("names every cap with its reason, and every rule that spoke", () => {
    const { caps, findings, level } = judge({ settings: { ...trusting, governance: "strict" }, risk: "caution" });
    expect(level).toBe(2);
    expect(caps).toContainEqual(expect.objectContaining({ name: "governance", level: 2 }));
    expect(caps.every(({ reason }) => reason.length > 0)).toBe(true);
    expect(findings).toContainEqual(expect.objectContaining({ rule: "level", verdict: "approve" }));
  });

  it("asks for the target's name to be typed when it is dangerous", () => {
    expect(judge({ settings: trusting, risk: "dangerous" }).confirmation).toBe("typed_target");
    expect(judge({ settings: trusting, risk: "caution" }).confirmation).toBe("click");
  });

  it("is a list of rules that each have a name of their own", () => {
    expect(new Set(gateRules.map(({ name }) => name)).size).toBe(gateRules.length);
  });
});
