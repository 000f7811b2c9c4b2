import { expect, it } from "vitest";
import { frozen, panicOn } from "../autonomy/any-gate-input.fixture.ts";
import { gateInputOf } from "../autonomy/gate-input.fixture.ts";
import { type Decision, judge } from "../autonomy/index.ts";
import type { Policy } from "../policy/index.ts";
import { judgedAgain } from "./judged-again.ts";

const strict: Policy = { governanceMode: "strict" };
const asked = judge(gateInputOf(), strict);
const approving = (sample: Parameters<typeof gateInputOf>[0] = {}, policy: Policy = {}) =>
  judge(gateInputOf({ occasion: "approval", ...sample }), { ...strict, ...policy });
const again = (now: Decision | undefined, before: Decision = asked) => judgedAgain("Cannot approve it", before, now);

it("lets a yes stand while the gate says the same, or less", () => {
  expect(again(approving())).toEqual({ kind: "stands" });
  expect(again(approving({ requestedLevel: 5 }, { governanceMode: "audit" }))).toEqual({ kind: "stands" });
});

it.each<[string, Decision, string]>([
  ["panic", approving({ panic: panicOn }), "panic: panic is on"],
  ["a freeze", approving({}, { freezes: [frozen("nothing")] }), "freezes: frozen: closing the books"],
  ["a lock", approving({ circumstances: { lock: { by: "Riley", reason: "broken" } } }), "lock: Riley locked"],
  ["another change", approving({ circumstances: { busyWith: "exe_2" } }), "one change at a time: exe_2"],
  ["a class that is denied", approving({}, { actionClasses: { writes: "deny" } }), "action class: it writes"],
])("refuses a yes during %s, and says which rule it was", (_what, now, why) => {
  const refusal = { code: "gate.refused", message: expect.stringContaining(`Cannot approve it: ${why}`) };
  expect(again(now)).toMatchObject({ kind: "refused", refusal });
});

it("refuses a yes about which the gate was not asked", () => {
  expect(again(undefined)).toMatchObject({ kind: "refused", refusal: { code: "gate.refused" } });
});

it.each<[string, Decision]>([
  ["a name typed", approving({ circumstances: { session: { actions: 25, rapid: 0 } } })],
  ["a second person", approving({}, { freezes: [frozen("second_person")] })],
  ["people that are named", approving({}, { approvals: [{ name: "sre", approvers: [{ role: "sre" }] }] })],
  ["a person's own hand", approving({}, { safetyMode: "observe" })],
])("says that a yes was asked for too little when it takes %s now", (_what, now) => {
  expect(again(now)).toMatchObject({ kind: "asked_too_little" });
});

it("asks anew what an earlier version asked, which kept nothing of what a yes takes", () => {
  const { demand: _demand, demands: _demands, ...old } = asked;
  // What that version stored.
  expect(again(approving(), old as Decision)).toMatchObject({ kind: "asked_too_little" });
});
