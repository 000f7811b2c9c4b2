import { describe, expect, it } from "vitest";
import { defaultPolicy } from "./built-in.ts";
import type { Policy, PolicyScope } from "./policy.ts";
import { resolvePolicy } from "./resolve-policy.ts";

const scope: PolicyScope = { environment: "test", project: "shop", subject: "web-1", runbookId: "rbk_1" };

describe("what holds", () => {
  it("is strict and within its limits, and says that it is built in, where a policy says nothing", () => {
    expect(resolvePolicy({}, scope)).toMatchObject({
      governanceMode: { value: "strict", from: "built in" },
      safetyMode: { value: "execute", from: "built in" },
      standard: { value: 2, from: "built in" },
      ceilings: [{ value: 4, from: "built in" }],
      actionClasses: { unknown: { value: "require", from: "built in" }, writes: { value: "auto" } },
      approvalMs: { safe: { value: 900_000 }, dangerous: { value: 300_000 } },
      attemptMs: { safe: { value: 60_000 }, caution: { value: 120_000 }, dangerous: { value: 300_000 } },
      promotion: { attempts: 100, days: 30, successShare: 0.98, worse: 0 },
      demotion: { over: 20, failuresInARow: 3, errorShare: { production: 0.02 } },
    });
    expect(resolvePolicy(defaultPolicy, scope).governanceMode.value).toBe("strict");
  });

  it.each<[string, Policy, string, string]>([
    ["everything", { governanceMode: "audit" }, "audit", "policy.json governance_mode"],
    [
      "the environment before everything",
      { governanceMode: "strict", environments: { test: { governanceMode: "audit" } } },
      "audit",
      "policy.json environments.test.governance_mode",
    ],
    [
      "the project before the environment",
      { environments: { test: { governanceMode: "audit" } }, projects: { shop: { governanceMode: "strict" } } },
      "strict",
      "policy.json projects.shop.governance_mode",
    ],
    [
      "the subject before the project",
      { projects: { shop: { governanceMode: "strict" } }, subjects: { "web-1": { governanceMode: "audit" } } },
      "audit",
      "policy.json subjects.web-1.governance_mode",
    ],
    [
      "the stricter of subject and runbook",
      { subjects: { "web-1": { governanceMode: "audit" } }, runbooks: { rbk_1: { governanceMode: "strict" } } },
      "strict",
      "policy.json runbooks.rbk_1.governance_mode",
    ],
    ["nobody else's", { subjects: { "web-2": { governanceMode: "audit" } } }, "strict", "built in"],
  ])("of governance is the word of %s", (_what, policy, value, from) => {
    expect(resolvePolicy(policy, scope).governanceMode).toEqual({ value, from });
  });

  it.each<[string, Policy, string, string]>([
    [
      "the narrower scope's word",
      { actionClasses: { writes: "require" }, projects: { shop: { actionClasses: { writes: "auto" } } } },
      "auto",
      "policy.json projects.shop.action_classes.writes",
    ],
    [
      "a deny before every other word",
      { actionClasses: { writes: "deny" }, subjects: { "web-1": { actionClasses: { writes: "auto" } } } },
      "deny",
      "policy.json action_classes.writes",
    ],
    [
      "the stricter of subject and runbook",
      {
        subjects: { "web-1": { actionClasses: { writes: "require" } } },
        runbooks: { rbk_1: { actionClasses: { writes: "auto" } } },
      },
      "require",
      "policy.json subjects.web-1.action_classes.writes",
    ],
  ])("of a class of action is %s", (_what, policy, value, from) => {
    expect(resolvePolicy(policy, scope).actionClasses.writes).toEqual({ value, from });
  });

  it("keeps every ceiling, lock and limit, with where each comes from", () => {
    const { ceilings, locks, rateLimits } = resolvePolicy(
      {
        ceiling: 4,
        environments: { test: { ceiling: 3 } },
        subjects: { "web-1": { ceiling: 2, rateLimit: { changesPerHour: 5, then: "deny" } } },
        runbooks: { rbk_1: { lock: { reason: "being rewritten" } }, rbk_2: { lock: { reason: "no" } } },
      },
      scope,
    );
    expect(ceilings).toEqual([
      { value: 3, from: "policy.json environments.test.ceiling" },
      { value: 4, from: "policy.json ceiling" },
      { value: 2, from: "policy.json subjects.web-1.ceiling" },
    ]);
    expect(locks).toEqual([{ value: "being rewritten", from: "policy.json runbooks.rbk_1.lock" }]);
    expect(rateLimits).toEqual([
      { value: { changesPerHour: 5, then: "deny" }, from: "policy.json subjects.web-1.rate_limit" },
    ]);
  });

  it.each([
    ["constructor", "toString"],
    ["__proto__", "hasOwnProperty"],
  ])("takes names of every object for names only: %s", (project, subject) => {
    const policy: Policy = { projects: {}, subjects: {}, governanceMode: "audit" };
    expect(resolvePolicy(policy, { ...scope, project, subject })).toMatchObject({
      governanceMode: { value: "audit" },
      locks: [],
    });
  });

  it("never sets a standard above the ceiling", () => {
    const policy: Policy = { environments: { test: { standard: 5, ceiling: 3 } } };
    expect(resolvePolicy(policy, scope).standard.value).toBe(3);
  });

  it("only ever shortens times", () => {
    const { approvalMs, attemptMs } = resolvePolicy(
      { approvalMinutes: { safe: 60, caution: 2 }, attemptSeconds: { safe: 10, dangerous: 9999 } },
      scope,
    );
    expect([approvalMs.safe.value, approvalMs.caution.value]).toEqual([900_000, 120_000]);
    expect([attemptMs.safe.value, attemptMs.dangerous.value]).toEqual([10_000, 300_000]);
  });

  it("keeps what concerns the scope and leaves out the rest", () => {
    const when = { days: ["monday"], from: "08:00", to: "18:00" } as const;
    const policy: Policy = {
      windows: [
        { name: "here", projects: ["shop"], when },
        { name: "there", projects: ["bank"], when },
      ],
      freezes: [{ name: "there", reason: "", environments: ["production"], when, allows: "nothing" }],
      approvals: [
        { name: "here", when: { subjects: ["web-1"], risks: ["dangerous"] } },
        { name: "there", when: { runbooks: ["rbk_2"] } },
      ],
      flags: { rollback: false, scripts: true },
    };
    const { windows, freezes, approvals, flagsOff } = resolvePolicy(policy, scope);
    expect(windows.map(({ from }) => from)).toEqual(['policy.json windows "here"']);
    expect(freezes).toEqual([]);
    expect(approvals.map(({ value }) => value.name)).toEqual(["here"]);
    expect(flagsOff).toEqual({ rollback: { value: false, from: "policy.json flags.rollback" } });
  });

  it("is found once for each policy and scope", () => {
    const policy: Policy = { governanceMode: "audit" };
    expect(resolvePolicy(policy, { ...scope })).toBe(resolvePolicy(policy, scope));
    expect(resolvePolicy(policy, { ...scope, subject: "web-2" })).not.toBe(resolvePolicy(policy, scope));
    expect(resolvePolicy({ ...policy }, scope)).not.toBe(resolvePolicy(policy, scope));
  });
});
