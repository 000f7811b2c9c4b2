import { readFileSync } from "node:fs";
import {
  actionClasses,
  blastRadii,
  defaultPolicy,
  environments,
  featureFlags,
  hardLimits,
  type Policy,
} from "@steadyhand/core/policy";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { examplePolicy, policyJsonSchema, policySha256, readPolicy, sayProblem, writePolicy } from "./index.ts";

/** The lines of problems that a text has, as `line:column path`, and what each says. */
function problemsOf(text: string) {
  const read = readPolicy(text);
  return read.ok ? [] : read.problems.map((problem) => `${problem.line}:${problem.column} ${sayProblem(problem)}`);
}

/** A file with one more setting, on its third line from column 3 on. */
const withSetting = (setting: string) => `{\n  "version": 1,\n  ${setting}\n}`;

describe("readPolicy", () => {
  it("takes the least there can be, which leaves everything as it is built in", () => {
    expect(readPolicy('{ "version": 1 }')).toEqual({ ok: true, policy: {} });
  });

  it("takes the example", () => {
    expect(problemsOf(examplePolicy)).toEqual([]);
  });

  it.each([
    // A slip, an unknown key, a wrong type.
    [
      '"governance_mode": "strickt"',
      /^3:22 governance_mode: "strickt" is not known; did you mean "strict"\?; allowed: "strict", "audit"$/,
    ],
    [
      '"governence_mode": "audit"',
      /^3:3 governence_mode: there is no .* did you mean "governance_mode"\?; allowed: .*governance_mode/,
    ],
    ['"colour": "red"', /^3:3 colour: there is no "colour" here; allowed: .*governance_mode/],
    [
      '"environments": { "prod": {} }',
      /^3:21 environments\.prod: .* did you mean "production"\?; allowed: lab, development/,
    ],
    [
      '"environments": { "production": { "celing": 1 } }',
      /^3:37 environments\.production\.celing: .* did you mean "ceiling"/,
    ],
    [
      '"flags": { "rollbak": false }',
      /^3:14 flags\.rollbak: .* did you mean "rollback"\?; allowed: automatic_execution/,
    ],
    ['"flags": { "rollback": "off" }', /^3:26 flags\.rollback: "off" does not fit; allowed: true or false$/],
    ['"ceiling": "L2"', /^3:14 ceiling: "L2" does not fit; allowed: a level from 1 to 5$/],
    ['"ceiling": 2.5', /^3:14 ceiling: .* allowed: a level from 1 to 5$/],
    ['"windows": {}', /^3:14 windows: \{\} does not fit; allowed: a list of/],
    ['"lock": { "reason": "" }', /^3:23 lock\.reason: .* allowed: a sentence of 1 to 500 characters$/],
    ['"lock": {}', /^3:11 lock\.reason: "reason" is missing/],
    ['"projects": { "a b": {} }', /^3:17 projects\["a b"\]: "a b" cannot be a name here; allowed: 1 to 64 of a-z/],
    [
      '"runbooks": { "restart": {} }',
      /^3:17 runbooks\.restart: "restart" cannot be a name here; allowed: a runbook's id/,
    ],
    ['"action_classes": { "delete": "deny" }', /^3:23 action_classes\.delete: .* did you mean "deletes"/],
    // Beyond what is hard.
    ['"ceiling": 6', /^3:14 ceiling: 6 is no level; allowed: a level from 1 to 5$/],
    [
      '"environments": { "production": { "ceiling": 4, "reason": "x" } }',
      /^3:48 .*L4 is above the hard maximum: production never goes above L3; allowed: 1 to 3$/,
    ],
    [
      '"environments": { "production": { "ceiling": 3 } }',
      /^3:48 .*L3 is above L2, which takes a reason; allowed: 1 to 2, or a "reason" beside it$/,
    ],
    ['"environments": { "pre-production": { "ceiling": 4 } }', /hard maximum: pre-production never goes above L3/],
    ['"environments": { "test": { "ceiling": 5 } }', /hard maximum: test never goes above L4/],
    [
      '"environments": { "test": { "ceiling": 2, "standard": 3 } }',
      /^3:57 .*L3 is above the ceiling of test, L2; allowed: 1 to 2$/,
    ],
    [
      '"approval_minutes": { "dangerous": 6 }',
      /^3:38 .*6 minutes are longer than the hard maximum of 5; allowed: more than 0 and at most 5 minutes$/,
    ],
    ['"approval_minutes": { "caution": 0 }', /0 minutes leave no time/],
    ['"attempt_seconds": { "safe": 61 }', /61 seconds are longer than the hard maximum of 60/],
    ['"approvals": [{ "name": "a", "lifetime_minutes": 16 }]', /16 minutes are longer than the hard maximum of 15/],
    [
      '"approvals": [{ "name": "a", "when": { "risks": ["dangerous"] }, "lifetime_minutes": 6 }]',
      /hard maximum of 5 for dangerous steps/,
    ],
    ['"approvals": [{ "name": "a", "count": 11 }]', /11 is too high; allowed: a whole number of people from 1 to 10/],
    // What could never be met, or says nothing.
    [
      '"approvals": [{ "name": "a", "count": 2, "approvers": [{ "person": "riley" }] }]',
      /2 different people are asked for, and 1 named; allowed: at most 1/,
    ],
    ['"approvals": [{ "name": "a", "approvers": [] }]', /allowed: a list of 1 to 50 people or roles/],
    [
      '"approvals": [{ "name": "a", "approvers": [{ "person": "riley", "role": "admin" }] }]',
      /either a person or a role/,
    ],
    [
      '"approvals": [{ "name": "a" }, { "name": "a" }]',
      /^3:44 approvals\[1\]\.name: "a" is the name of an earlier entry/,
    ],
    ['"panic": { "may_resume": [{ "role": "On Call" }] }', /"On Call" does not fit; allowed: 1 to 64 of a-z/],
    [
      '"session": { "tiers": [{ "at": 10, "kind": "click" }, { "at": 10, "kind": "click" }] }',
      /tiers must rise; allowed: more than 10/,
    ],
    // Times.
    [
      '"windows": [{ "name": "w", "when": { "days": ["mon"], "from": "22:00", "to": "04:00" } }]',
      /"mon" is not known; did you mean "monday"/,
    ],
    [
      '"windows": [{ "name": "w", "when": { "days": ["monday"], "from": "22:00", "to": "25:00" } }]',
      /^3:83 windows\[0\]\.when\.to: .* allowed: a time from 00:00 to 24:00/,
    ],
    [
      '"windows": [{ "name": "w", "when": { "days": ["monday"], "from": "9:00", "to": "10:00" } }]',
      /windows\[0\]\.when\.from: .* allowed: a time from 00:00 to 23:59/,
    ],
    [
      '"windows": [{ "name": "w", "when": { "days": ["monday"], "from": "09:00", "to": "09:00" } }]',
      /it ends when it begins/,
    ],
    [
      '"windows": [{ "name": "w", "when": { "days": ["monday"], "from": "09:00", "to": "10:00", "time_zone": "Mars" } }]',
      /"Mars" is no time zone; allowed: a name of the IANA database/,
    ],
    [
      '"freezes": [{ "name": "f", "reason": "r", "allows": "nothing", "when": { "from": "2026-12-24", "to": "2027-01-01T00:00:00Z" } }]',
      /"2026-12-24" is no moment; allowed: a date and time with its offset/,
    ],
    [
      '"freezes": [{ "name": "f", "reason": "r", "allows": "nothing", "when": { "from": "2027-01-01T00:00:00Z", "to": "2026-12-24T00:00:00Z" } }]',
      /it ends before it begins; allowed: a moment after 2027-01-01T00:00:00Z/,
    ],
    [
      '"freezes": [{ "name": "f", "reason": "r", "allows": "nothing", "when": { "days": ["monday"], "from": "x", "to": "10:00" } }]',
      /freezes\[0\]\.when\.from: .*; allowed: a time from 00:00 to 24:00/,
    ],
    // No JSON, and keys that stand twice.
    ['"ceiling": 2 "reason": "x"', /^3:16 a comma is missing before this; allowed: ,$/],
    ['"ceiling": 2, "ceiling": 3', /^3:17 ceiling: this key stands here twice; allowed: each key once$/],
  ])("refuses %s with its place and what is allowed", (setting, says) => {
    expect(problemsOf(withSetting(setting)).join("\n")).toMatch(says);
  });

  it.each([
    ["[]", /^1:1 \[\] does not fit/],
    ["{}", /^1:1 version: "version" is missing; allowed: 1$/],
    ['{ "version": 2 }', /^1:14 version: 2 is not known; allowed: 1$/],
    ["", /^1:1 the file is empty; allowed: at least/],
  ])("refuses %s as a whole", (text, says) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(says)]);
  });

  it("says everything that is wrong at once, in the order of the text", () => {
    const problems = problemsOf('{\n "version": 1,\n "ceiling": 9,\n "flags": { "x": 1 },\n "colour": 1\n}');
    expect(problems.map((line) => line.split(" ")[0])).toEqual(["3:13", "4:13", "5:2"]);
  });

  it("takes a night that goes on into the next day, and a whole day", () => {
    const night = (from: string, to: string) =>
      withSetting(`"windows": [{ "name": "w", "when": { "days": ["friday"], "from": "${from}", "to": "${to}" } }]`);
    expect(problemsOf(night("22:00", "04:00"))).toEqual([]);
    expect(problemsOf(night("00:00", "24:00"))).toEqual([]);
  });

  it("leaves names that people chose as they are", () => {
    const read = readPolicy(
      withSetting('"subjects": { "my_db_1": { "rate_limit": { "changes_per_hour": 1, "then": "deny" } } }'),
    );
    expect(read).toEqual({
      ok: true,
      policy: { subjects: { my_db_1: { rateLimit: { changesPerHour: 1, then: "deny" } } } },
    });
  });

  it("never throws, whatever the text", () => {
    fc.assert(fc.property(fc.string(), (text) => void readPolicy(text)));
    fc.assert(fc.property(fc.jsonValue(), (value) => void readPolicy(JSON.stringify(value))));
    fc.assert(
      fc.property(fc.constantFrom(...settingNames), fc.jsonValue(), (name, value) => {
        const read = readPolicy(JSON.stringify({ version: 1, [name]: value }));
        if (read.ok) return;
        expect(read.problems).not.toEqual([]);
        for (const { line, column, message } of read.problems) {
          expect(line).toBe(1);
          expect(column).toBeGreaterThan(0);
          expect(message).not.toBe("");
        }
      }),
    );
  });
});

const settingNames = Object.keys((policyJsonSchema() as { properties: object }).properties);

const anyMode = fc.constantFrom("auto" as const, "require" as const, "deny" as const);
const strictMode = fc.constantFrom("require" as const, "deny" as const);
const anyLevel = fc.constantFrom(1 as const, 2 as const);
function some<const Name extends string, Value>(names: readonly Name[], value: fc.Arbitrary<Value>) {
  return fc.dictionary(fc.constantFrom(...names), value, { noNullPrototype: true });
}
const anyName = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/);
const anyScope = fc.record(
  {
    governanceMode: fc.constantFrom("strict" as const, "audit" as const),
    ceiling: anyLevel,
    reason: fc.constant("because"),
    lock: fc.record({ reason: fc.constant("broken") }),
    actionClasses: some(actionClasses, anyMode),
    blastRadius: some(blastRadii, anyMode),
    reversibility: some(["irreversible", "unknown"], anyMode),
    rateLimit: fc.record({ changesPerHour: fc.nat(100), then: strictMode }),
  },
  { requiredKeys: [] },
);
const anyApprover = fc.oneof(fc.record({ person: anyName }), fc.record({ role: anyName }));
const anyKind = fc.constantFrom("click" as const, "typed_target" as const, "four_eyes" as const);
const anyApproval = fc.record(
  {
    name: anyName,
    when: fc.record(
      {
        environments: fc.constant(["production" as const]),
        risks: fc.constant(["caution" as const]),
        subjects: fc.array(anyName, { minLength: 1 }),
      },
      { requiredKeys: [] },
    ),
    approvers: fc.array(anyApprover, { minLength: 1, maxLength: 3 }),
    kind: anyKind,
    lifetimeMinutes: fc.integer({ min: 1, max: 15 }),
    escalation: fc.constant([{ afterMinutes: 3, approvers: [{ role: "admin" }] }]),
  },
  { requiredKeys: ["name"] },
);

/** A policy that a file can hold. */
const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    all: anyScope,
    rest: fc.record(
      {
        safetyMode: fc.constantFrom("observe" as const, "execute" as const),
        environments: some(environments, anyScope),
        projects: fc.dictionary(anyName, anyScope, { noNullPrototype: true }),
        subjects: fc.dictionary(anyName, anyScope, { noNullPrototype: true }),
        approvals: fc.uniqueArray(anyApproval, { selector: ({ name }) => name, maxLength: 3 }),
        approvalMinutes: some(
          ["safe", "caution", "dangerous"],
          fc.integer({ min: 1, max: hardLimits.approvalMinutes.dangerous }),
        ),
        session: fc.constant({ tiers: [{ at: 3, kind: "four_eyes" as const }] }),
        repetition: fc.record({ afterUnchanged: strictMode, afterWorse: strictMode }),
        flags: some(featureFlags, fc.boolean()),
        promotion: fc.record({ attempts: fc.integer({ min: 1, max: 500 }), worse: fc.nat(3) }, { requiredKeys: [] }),
        panic: fc.record({ mayResume: fc.array(anyApprover, { minLength: 1, maxLength: 2 }) }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ all, rest }) => ({ ...all, ...rest }));

describe("writePolicy", () => {
  it("writes what reads as the same policy again", () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        const read = readPolicy(JSON.stringify(writePolicy(policy)));
        expect(read).toEqual({ ok: true, policy });
        expect(read.ok && policySha256(read.policy)).toBe(policySha256(policy));
      }),
    );
  });

  it("writes the standard as a file could hold it", () => {
    expect(writePolicy(defaultPolicy)).toEqual({ version: 1 });
  });
});

describe("policyJsonSchema", () => {
  it("is the one that is published", () => {
    const published = readFileSync(new URL("../../../docs/policy.schema.json", import.meta.url), "utf8");
    expect(JSON.parse(published), "write it anew: npx steady policy schema > docs/policy.schema.json").toEqual(
      policyJsonSchema(),
    );
  });

  it("says its version, its name, and something of every setting", () => {
    const schema = policyJsonSchema() as { properties: Record<string, { description?: string }> };
    expect(schema).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: expect.stringContaining("policy.schema.json"),
      additionalProperties: false,
    });
    const silent = Object.entries(schema.properties).filter(([, { description }]) => description === undefined);
    expect(silent.map(([name]) => name)).toEqual([]);
  });
});
