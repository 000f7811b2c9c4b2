import { describe, expect, it } from "vitest";
import type { Policy } from "../../policy/index.ts";
import { computeLevel } from "../compute-level.ts";
import type { Environment, Level } from "../decision.ts";
import { whatIsKnown } from "../gate.ts";
import { gateInputOf } from "../gate-input.fixture.ts";
import { drift, runbookTrust, takeoverLevel } from "./levels.ts";

const audit: Policy = { governanceMode: "audit" };
const minutes = (count: number) => new Date(gateInputOf().now.getTime() + count * 60_000);
const elevated = (count = 60) => ({
  elevation: { id: "elv_1", grantedBy: "act_sam", until: minutes(count) } as const,
});

function known(sample: Parameters<typeof gateInputOf>[0] = {}, policy: Policy = audit) {
  return whatIsKnown(gateInputOf(sample), policy);
}

const levelOf = (...of: Parameters<typeof known>) => computeLevel(known(...of)).level;

it.each<[Environment, Level, Level]>([
  ["lab", 3, 5],
  ["development", 3, 5],
  ["test", 2, 4],
  ["pre-production", 2, 3],
  ["production", 1, 2],
])("stands at its standard level in %s, and goes no higher than its ceiling", (environment, standard, ceiling) => {
  expect(levelOf({ proposal: { environment } })).toBe(standard);
  expect(levelOf({ proposal: { environment }, requestedLevel: 5 })).toBe(ceiling);
});

it.each<[string, Policy["environments"], Level]>([
  ["a ceiling above its own and no reason", { production: { ceiling: 3 } }, 2],
  ["an empty reason", { production: { ceiling: 3, reason: " " } }, 2],
  ["a reason", { production: { ceiling: 3, reason: "safe diagnostics" } }, 3],
  ["more than there can be", { production: { ceiling: 5, reason: "safe diagnostics" } }, 3],
  ["less", { production: { ceiling: 1 } }, 1],
])("raises production only as far as it may be raised: %s", (_what, environments, level) => {
  const sample = { proposal: { environment: "production" }, requestedLevel: 5 } as const;
  expect(levelOf(sample, { ...audit, environments })).toBe(level);
});

it.each([
  [0, 1],
  [1, 2],
  [2, 5],
] as const)("lets a runbook of trust %d go up to L%d in a lab", (level, cap) => {
  const said = runbookTrust.caps?.(known({ circumstances: { trust: { level, why: "set" } } }));
  expect(said).toMatchObject([{ level: cap }]);
});

it("says nothing of a takeover level where nobody set one", () => {
  expect(takeoverLevel.caps?.(known())).toEqual([]);
  const set = { level: 4, scope: "project", why: "Riley put it there" } as const;
  expect(takeoverLevel.caps?.(known({ circumstances: { takeover: set } }))).toMatchObject([{ level: 4 }]);
});

it("shows everything and runs nothing when it only observes", () => {
  expect(levelOf({ requestedLevel: 5, circumstances: elevated() }, { ...audit, safetyMode: "observe" })).toBe(1);
});

it.each([
  [20, 14, 0],
  [20, 15, 1],
  [19, 19, 0],
  [100, 70, 0],
  [100, 71, 1],
])("with %d attempts in a week, %d of them by themselves, drift gives %d caps", (attempts, automatic, caps) => {
  const circumstances = { drift: { attempts, automatic } };
  expect(drift.caps?.(known({ proposal: { environment: "test" }, circumstances }))).toHaveLength(caps);
  expect(drift.caps?.(known({ circumstances }))).toEqual([]);
});

describe("an emergency elevation", () => {
  it.each<[string, Parameters<typeof known>, Level]>([
    ["a level that was chosen", [{ requestedLevel: 2 }], 3],
    ["a takeover level", [{ requestedLevel: 5, circumstances: takeover(2) }], 3],
    ["strict governance", [{ requestedLevel: 5 }, { governanceMode: "strict" }], 3],
    ["distrust of a runbook", [{ requestedLevel: 5, circumstances: { trust: { level: 1, why: "new" } } }], 3],
    ["production's standard", [{ proposal: { environment: "production" } }], 2],
  ])("lifts by one level %s", (_what, [sample, policy], level) => {
    const circumstances = { ...sample?.circumstances, ...elevated() };
    expect(levelOf({ ...sample, circumstances }, policy)).toBe(level);
    expect(levelOf(sample, policy)).toBe(level - 1);
  });

  it.each<[string, Parameters<typeof known>]>([
    ["an environment's ceiling", [{ proposal: { environment: "production" }, requestedLevel: 2 }]],
    ["a ceiling of the policy", [{ requestedLevel: 5 }, { ...audit, subjects: { "web-1": { ceiling: 2 } } }]],
    [
      "drift",
      [
        {
          proposal: { environment: "test" },
          requestedLevel: 4,
          circumstances: { drift: { attempts: 20, automatic: 20 } },
        },
      ],
    ],
    ["observe", [{ requestedLevel: 5 }, { ...audit, safetyMode: "observe" }]],
  ])("does not lift %s", (_what, [sample, policy]) => {
    const circumstances = { ...sample?.circumstances, ...elevated() };
    expect(levelOf({ ...sample, circumstances }, policy)).toBe(levelOf(sample, policy));
  });

  it.each([
    ["is over", 0],
    ["was over a minute ago", -1],
    ["reaches further than any may", 61],
  ])("counts for nothing when it %s", (_what, count) => {
    expect(levelOf({ requestedLevel: 2, circumstances: elevated(count) })).toBe(2);
  });

  it("is among the caps with how long it holds", () => {
    const { caps } = computeLevel(known({ requestedLevel: 2, circumstances: elevated(5) }));
    expect(caps).toContainEqual(expect.objectContaining({ name: "elevation", level: 3 }));
  });
});

function takeover(level: Level) {
  return { takeover: { level, scope: "subject", why: "set" } as const };
}
