import { describe, expect, it } from "vitest";
import type { Policy } from "../../policy/index.ts";
import type { StoredCircumstances } from "../circumstances.ts";
import { judge, whatIsKnown } from "../gate.ts";
import { gateInputOf } from "../gate-input.fixture.ts";
import type { GateRule } from "../gate-rule.ts";
import { oneChangeAtATime, rateLimit, repetitionGuard, sessionRisk } from "./pace.ts";

const reads = { actionClasses: ["reads"] } as const;

function saidBy(rule: GateRule, sample: Parameters<typeof gateInputOf>[0], policy: Policy = {}) {
  return rule.says?.(whatIsKnown(gateInputOf(sample), policy), 5);
}

describe("one change at a time", () => {
  const busy = { circumstances: { busyWith: "exe_2" } } as const;

  it("asks a person first, and then does not take a yes while another run changes the same", () => {
    expect(saidBy(oneChangeAtATime, busy)).toMatchObject({ verdict: "approve" });
    const approving = saidBy(oneChangeAtATime, { ...busy, occasion: "approval" });
    expect(approving).toMatchObject({ verdict: "refuse", reason: expect.stringContaining("exe_2") });
  });

  it("lets what only reads go on", () => {
    expect(saidBy(oneChangeAtATime, { ...busy, proposal: reads, occasion: "approval" })).toBeUndefined();
  });
});

describe("the rate limit", () => {
  it.each<[number, Policy, string | undefined]>([
    [29, {}, undefined],
    [30, {}, "approve"],
    [4, { rateLimit: { changesPerHour: 5, then: "deny" } }, undefined],
    [5, { rateLimit: { changesPerHour: 5, then: "deny" } }, "refuse"],
    [5, { subjects: { "web-1": { rateLimit: { changesPerHour: 5, then: "require" } } } }, "approve"],
    [5, { subjects: { "web-2": { rateLimit: { changesPerHour: 5, then: "require" } } } }, undefined],
    [
      5,
      {
        rateLimit: { changesPerHour: 4, then: "require" },
        subjects: { "web-1": { rateLimit: { changesPerHour: 5, then: "deny" } } },
      },
      "refuse",
    ],
  ])("after %d changes under %j: %s", (changesLastHour, policy, verdict) => {
    expect(saidBy(rateLimit, { circumstances: { changesLastHour } }, policy)?.verdict).toBe(verdict);
  });

  it("lets what only reads go on", () => {
    expect(saidBy(rateLimit, { circumstances: { changesLastHour: 99 }, proposal: reads })).toBeUndefined();
  });
});

describe("the risk of a session", () => {
  const session = (actions: number) => ({ circumstances: { session: { actions, rapid: actions - 1 } } });

  it.each([
    [9, undefined, "click", 1],
    [10, "approve", "click", 1],
    [24, "approve", "click", 1],
    [25, "approve", "typed_target", 1],
    [49, "approve", "typed_target", 1],
    [50, "approve", "four_eyes", 2],
  ] as const)("after %d actions in five minutes: %s, %s by %d", (actions, verdict, kind, count) => {
    expect(saidBy(sessionRisk, session(actions))?.verdict).toBe(verdict);
    expect(judge(gateInputOf(session(actions)), {}).demand).toMatchObject({ kind, count });
  });

  it("goes by the tiers of the policy", () => {
    const policy: Policy = { session: { tiers: [{ at: 3, kind: "four_eyes" }] } };
    expect(judge(gateInputOf(session(3)), policy).demand).toMatchObject({ kind: "four_eyes", count: 2 });
    expect(saidBy(sessionRisk, session(2), policy)).toBeUndefined();
  });

  it("lets what only reads go on", () => {
    expect(saidBy(sessionRisk, { ...session(99), proposal: reads })).toBeUndefined();
  });
});

describe("the repetition guard", () => {
  const at = new Date(0);
  const setbacks = (...outcomes: StoredCircumstances["setbacks"][number]["outcome"][]) => ({
    circumstances: { setbacks: outcomes.map((outcome) => ({ actionKey: "00", outcome, at })) },
  });

  it.each<[Parameters<typeof gateInputOf>[0], Policy, string | undefined]>([
    [setbacks(), {}, undefined],
    [setbacks("unchanged"), {}, "approve"],
    [setbacks("worse"), {}, "approve"],
    [setbacks("unchanged", "worse"), { repetition: { afterUnchanged: "require", afterWorse: "deny" } }, "refuse"],
    [setbacks("unchanged"), { repetition: { afterUnchanged: "require", afterWorse: "deny" } }, "approve"],
    [{ ...setbacks("worse"), proposal: { actionKey: "11" } }, {}, undefined],
    [{ ...setbacks("worse"), proposal: reads }, {}, undefined],
  ])("%j under %j: %s", (sample, policy, verdict) => {
    expect(saidBy(repetitionGuard, sample, policy)?.verdict).toBe(verdict);
  });
});
