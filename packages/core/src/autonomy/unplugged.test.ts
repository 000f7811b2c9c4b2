import { describe, expect, it } from "vitest";
import type { Policy } from "../policy/index.ts";
import { frozen, looser, panicOn, wednesday } from "./any-gate-input.fixture.ts";
import type { GateInput } from "./decision.ts";
import { judge } from "./gate.ts";
import { gateInputOf } from "./gate-input.fixture.ts";
import { gateRules } from "./rules/index.ts";

type Sample = Parameters<typeof gateInputOf>[0];

/** At L5 in a lab, where nothing but the rule in question holds anything up. */
const free = (sample: Sample = {}, policy: Policy = {}): [GateInput, Policy] => [
  gateInputOf({ requestedLevel: 5, ...sample }),
  { governanceMode: "audit", ...policy },
];

/** For each rule something that is judged stricter only because of it. */
const witnesses: Readonly<Record<string, readonly [GateInput, Policy]>> = {
  // Not a level: whoever sends it must not be taken for somebody who asked for the highest.
  "unreadable input": free({ requestedLevel: 9 as never }),
  panic: free({ panic: panicOn }),
  lock: free({ circumstances: { lock: { by: "Riley", reason: "broken" } } }),
  "feature flags": free({}, { flags: { automatic_execution: false } }),
  "safety mode": free({}, { safetyMode: "observe" }),
  "environment ceiling": free({}, { subjects: { "web-1": { ceiling: 2 } } }),
  "chosen level": free({ requestedLevel: 2 }),
  "takeover level": free({ circumstances: { takeover: { level: 2, scope: "subject", why: "demoted" } } }),
  "runbook trust": free({ circumstances: { trust: { level: 1, why: "new" } } }),
  governance: free({}, { governanceMode: "strict" }),
  drift: free({ proposal: { environment: "development" }, circumstances: { drift: { attempts: 20, automatic: 15 } } }),
  level: free({}, { safetyMode: "observe", actionClasses: { writes: "require" } }),
  "dangerous needs a person": free({ proposal: { environment: "development", risk: "dangerous" } }),
  "action class": free({}, { actionClasses: { writes: "deny" } }),
  reversibility: free({ proposal: { isReversible: false, hasRollback: false, environment: "development" } }),
  "blast radius": free({ proposal: { blastRadius: "all", environment: "development" } }),
  "one change at a time": free({ circumstances: { busyWith: "exe_2" } }),
  "rate limit": free({ circumstances: { changesLastHour: 30 } }),
  "session risk": free({ circumstances: { session: { actions: 10, rapid: 0 } } }),
  "repetition guard": free({
    circumstances: { setbacks: [{ actionKey: "00", outcome: "unchanged", at: gateInputOf().now }] },
  }),
  "maintenance windows": free({}, { windows: [wednesday("22:00", "23:00")] }),
  freezes: free({}, { freezes: [frozen("nothing")] }),
  "dangerous is typed": free({ proposal: { environment: "test", risk: "dangerous" } }),
  "two pairs of eyes": free({ proposal: { environment: "production", risk: "dangerous" } }),
  approvers: free({}, { approvals: [{ name: "two of us", count: 2 }] }),
  "approval lifetime": free({ proposal: { environment: "test", risk: "dangerous" } }),
};

const lifting = ["elevation"];

describe("without one of its rules the gate", () => {
  it.each(gateRules.filter(({ name }) => !lifting.includes(name)))("is looser: $name", (rule) => {
    const [input, policy] = witnesses[rule.name] ?? [];
    if (input === undefined || policy === undefined) throw new TypeError(`no sample shows what ${rule.name} is for`);
    const whole = judge(input, policy);
    const without = judge(
      input,
      policy,
      gateRules.filter((other) => other !== rule),
    );
    expect(looser(without, whole)).not.toEqual([]);
  });

  it("lifts nothing when it is the elevation that is missing", () => {
    const until = new Date(gateInputOf().now.getTime() + 60_000);
    const [input, policy] = free({
      requestedLevel: 2,
      circumstances: { elevation: { id: "elv_1", grantedBy: "act_sam", until } },
    });
    const without = gateRules.filter(({ name }) => !lifting.includes(name));
    expect(judge(input, policy).level).toBe(3);
    expect(judge(input, policy, without).level).toBe(2);
  });
});
