import { expect, it } from "vitest";
import type { FeatureFlag } from "../../policy/index.ts";
import { panicOn } from "../any-gate-input.fixture.ts";
import { whatIsKnown } from "../gate.ts";
import { gateInputOf, type smallChange } from "../gate-input.fixture.ts";
import { featureFlags, lock, panic } from "./stops.ts";

const known = (sample: Parameters<typeof gateInputOf>[0], policy = {}) => whatIsKnown(gateInputOf(sample), policy);

it("refuses everything while panic is on, and says why it was pressed", () => {
  expect(panic.says?.(known({ panic: panicOn }), 5)).toMatchObject({
    verdict: "refuse",
    reason: expect.stringMatching(/smoke/),
  });
  expect(panic.says?.(known({}), 5)).toBeUndefined();
});

it.each([
  ["a person's lock on the runbook", { circumstances: { lock: { by: "Riley", reason: "broken" } } }, {}],
  ["everything", {}, { lock: { reason: "broken" } }],
  ["the environment", {}, { environments: { lab: { lock: { reason: "broken" } } } }],
  ["the project", {}, { projects: { default: { lock: { reason: "broken" } } } }],
  ["the subject", {}, { subjects: { "web-1": { lock: { reason: "broken" } } } }],
  ["the runbook", {}, { runbooks: { rbk_1: { lock: { reason: "broken" } } } }],
])("refuses what is locked: %s", (_what, sample, policy) => {
  expect(lock.says?.(known(sample, policy), 5)).toMatchObject({
    verdict: "refuse",
    reason: expect.stringMatching(/broken/),
  });
});

it("lets alone what is locked elsewhere", () => {
  expect(lock.says?.(known({}, { subjects: { "web-2": { lock: { reason: "broken" } } } }), 5)).toBeUndefined();
});

it.each<[FeatureFlag, Partial<typeof smallChange>, string | undefined]>([
  ["automatic_execution", {}, "approve"],
  ["rollback", { purpose: "rollback" }, "refuse"],
  ["rollback", {}, undefined],
  ["scripts", { kind: "script" }, "refuse"],
  ["scripts", { kind: "action" }, undefined],
  ["actions", { kind: "action" }, "refuse"],
  ["actions", { kind: "script" }, "refuse"],
  ["actions", {}, undefined],
  ["schedules", { proposedBy: "schedule" }, "refuse"],
  ["schedules", {}, undefined],
])("with %s switched off says of %j: %s", (flag, proposal, verdict) => {
  const off = known({ proposal }, { flags: { [flag]: false } });
  expect(featureFlags.says?.(off, 5)?.verdict).toBe(verdict);
  expect(featureFlags.says?.(known({ proposal }, { flags: { [flag]: true } }), 5)).toBeUndefined();
});

it("lets the stricter of two flags that are off speak", () => {
  const both = known({ proposal: { purpose: "rollback" } }, { flags: { automatic_execution: false, rollback: false } });
  expect(featureFlags.says?.(both, 5)).toMatchObject({
    verdict: "refuse",
    reason: expect.stringMatching(/flags\.rollback/),
  });
});
