import type { Policy } from "@steadyhand/core/policy";
import { describe, expect, it } from "vitest";
import { examplePolicy } from "../example-policy.ts";
import { readPolicy } from "../read-policy.ts";
import { describePolicy } from "./describe-policy.ts";
import { diffPolicies } from "./diff-policies.ts";

const said = (before: Policy, after: Policy) =>
  diffPolicies(before, after).map(({ path, direction, says }) => `${direction} ${path}: ${says}`);

describe("diffPolicies", () => {
  it.each<[Policy, string]>([
    [{ governanceMode: "audit" }, "looser governance_mode: strict (built in) → audit"],
    [{ safetyMode: "observe" }, "stricter safety_mode: execute (built in) → observe"],
    [{ ceiling: 1 }, "stricter ceiling: nothing → L1"],
    [
      { environments: { production: { ceiling: 3, reason: "r" } } },
      "looser environments.production.ceiling: L2 (built in) → L3",
    ],
    [{ environments: { test: { standard: 1 } } }, "stricter environments.test.standard: L2 (built in) → L1"],
    [{ lock: { reason: "broken" } }, "stricter lock.reason: nothing → broken"],
    [{ actionClasses: { deletes: "deny" } }, "stricter action_classes.deletes: auto (built in) → deny"],
    [{ actionClasses: { grants: "auto" } }, "looser action_classes.grants: require (built in) → auto"],
    [
      { environments: { lab: { actionClasses: { reads: "require" } } } },
      "stricter environments.lab.action_classes.reads: auto (built in) → require",
    ],
    [
      { subjects: { db: { governanceMode: "audit" } } },
      "looser subjects.db.governance_mode: strict (built in) → audit",
    ],
    [
      { rateLimit: { changesPerHour: 60, then: "require" } },
      "looser rate_limit.changes_per_hour: 30 an hour (built in) → 60 an hour",
    ],
    [{ approvalMinutes: { caution: 5 } }, "stricter approval_minutes.caution: 15 min (built in) → 5 min"],
    [{ approvals: [{ name: "two", count: 2 }] }, "stricter approvals.two: nothing → an entry"],
    [
      {
        session: {
          tiers: [
            { at: 10, kind: "click" },
            { at: 25, kind: "four_eyes" },
          ],
        },
      },
      "stricter session.tiers: from 10 on click, from 25 on typed_target, from 50 on four_eyes → from 10 on click, from 25 on four_eyes",
    ],
    [{ flags: { automatic_execution: false } }, "stricter flags.automatic_execution: on (built in) → off"],
    [
      { drift: { share: 0.9, atLeast: 20, environments: ["development", "test", "pre-production", "production"] } },
      "looser drift.share: 70 % (built in) → 90 %",
    ],
    [{ promotion: { attempts: 10 } }, "looser promotion.attempts: 100 (built in) → 10"],
    [{ demotion: { failuresInARow: 2 } }, "stricter demotion.failures_in_a_row: 3 (built in) → 2"],
    [
      { panic: { mayResume: [{ role: "admin" }, { role: "lead" }] } },
      "looser panic.may_resume: everybody with role admin (built in) → everybody with role admin, everybody with role lead",
    ],
  ])("of %j says %s", (policy, line) => {
    expect(said({}, policy).map((text) => text.replace(" four_eyes (built in)", " four_eyes"))).toContain(line);
  });

  it("says of a change the opposite when it is taken back", () => {
    const read = readPolicy(examplePolicy);
    if (!read.ok) throw new Error("the example is a policy");
    const there = diffPolicies({}, read.policy);
    const back = diffPolicies(read.policy, {});
    const opposite = { stricter: "looser", looser: "stricter", other: "other" } as const;
    expect(back.map(({ path, direction }) => [path, direction]).toSorted()).toEqual(
      there.map(({ path, direction }) => [path, opposite[direction]]).toSorted(),
    );
    expect(diffPolicies(read.policy, read.policy)).toEqual([]);
  });

  it("says nothing of a setting that repeats what is built in", () => {
    expect(said({}, { governanceMode: "strict", approvalMinutes: { safe: 15 }, flags: { rollback: true } })).toEqual(
      [],
    );
  });

  it("compares what is within an entry that stays", () => {
    const rule = { name: "two", approvers: [{ person: "a" }, { person: "b" }], count: 2 } as const;
    const other = { ...rule, approvers: [{ person: "a" }], count: 1, kind: "four_eyes" } as const;
    expect(said({ approvals: [rule] }, { approvals: [other] })).toEqual([
      "stricter approvals.two.approvers: a, b → a",
      "looser approvals.two.count: 2 → 1",
      "stricter approvals.two.kind: nothing → four_eyes",
    ]);
  });

  it("compares a narrower setting with the one for all that held there", () => {
    const wide: Policy = { governanceMode: "audit" };
    expect(said(wide, { ...wide, projects: { billing: { governanceMode: "strict" } } })).toEqual([
      "stricter projects.billing.governance_mode: audit (for all) → strict",
    ]);
  });
});

describe("describePolicy", () => {
  it("says what holds of everything, and marks what a file has changed", () => {
    const sections = describePolicy({
      environments: { test: { standard: 3 } },
      freezes: [{ name: "f", reason: "r", allows: "nothing", when: { days: ["friday"], from: "12:00", to: "18:00" } }],
    });
    const settings = sections.flatMap((section) => section.settings);
    expect(settings.filter(({ isStandard }) => !isStandard)).toEqual([
      { path: "environments.test.standard", says: "L3", isStandard: false },
      { path: "freezes.f", says: "reason: r; when: friday 12:00 to 18:00 UTC; allows: nothing", isStandard: false },
    ]);
    expect(settings).toContainEqual({ path: "environments.production.ceiling", says: "L2", isStandard: true });
  });
});
