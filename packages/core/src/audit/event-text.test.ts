import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditEvent } from "./audit-event.ts";
import { eventText } from "./event-text.ts";

const event: AuditEvent = {
  ...{ version: 1, tenantId: "ten_a", sequence: 7, at: "2026-03-01T09:00:00.000Z", previous: "0".repeat(64) },
  ...{ type: "step.executed", actor: { kind: "person", id: "act_riley", name: "Riley" }, outcome: "ok" },
  ...{ executionId: "exe_1", executionSequence: 3, part: 0, runbookId: "rbk_1", stepId: "stp_1", attempt: 1 },
  ...{ environment: "production", level: 2, traceId: "a".repeat(32), why: "It was approved", data: { z: 1, a: [] } },
};

/** An event of whatever it was given, whether its type allows that or not. */
const eventWith = (given: object): AuditEvent => ({ ...event, ...given });

/** What somebody says, or that they refuse. */
function said(write: () => string | undefined): string | undefined {
  try {
    return write();
  } catch {
    return "refused";
  }
}

const oddKey = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toJSON",
    "10",
    "9",
    "01",
    "-1",
    "\u20ac",
    "\r",
    "\ud83d\ude00",
    "\ufb33",
    "",
  ),
);
const oddValue = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: "binary" }),
  fc.double(),
  fc.constantFrom(-0, 1e21, 1e-7, "\ud83d", "\\ud83d", "\u2028", undefined, new Date(0), Object(7), new Array(2)),
);
const anyValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    oddValue,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(oddKey, tie("value"), { maxKeys: 5, noNullPrototype: false }),
  ),
})).value;

describe("the text of an event", () => {
  it("has its keys in order, wherever they stood, and leaves out what is not there", () => {
    const { why, type, version, ...rest } = event;
    const text = eventText({ why, version, type, ...rest, traceId: undefined } as unknown as AuditEvent);
    const keys = Object.keys(JSON.parse(text));
    expect(keys).toEqual(keys.toSorted());
    expect(keys).not.toContain("traceId");
    expect(text).toContain('"data":{"a":[],"z":1}');
  });

  it("is byte for byte what RFC 8785 says, for whatever its data is, and refused where that is refused", () => {
    fc.assert(
      fc.property(anyValue, fc.string({ unit: "binary" }), (data, why) => {
        const one = eventWith({ data, why });
        expect(said(() => eventText(one))).toBe(said(() => canonicalize(one)));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is so too for keys and values that no event has", () => {
    fc.assert(
      fc.property(fc.dictionary(oddKey, anyValue, { maxKeys: 3 }), anyValue, (given, level) => {
        const one = eventWith({ ...given, level });
        expect(said(() => eventText(one))).toBe(said(() => canonicalize(one)));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["half a character", { why: "\ud83d" }],
    ["half a character as a key", { data: { "\ude00": 1 } }],
    ["a number without end", { data: { a: [1, Number.POSITIVE_INFINITY] } }],
    ["no number", { attempt: Number.NaN }],
    ["a ring", { data: ring() }],
    ["a whole number that JSON has no form for", { data: { a: 1n } }],
  ])("is refused for %s", (_what, given) => {
    expect(() => eventText(eventWith(given))).toThrow();
  });

  it.each([
    ["whole numbers as keys", { data: { b: 1, 10: 2, 9: 3, a: 4 } }],
    ["a key that objects take for their kind", { data: JSON.parse('{"z":1,"__proto__":{"a":2}}') }],
    ["what writes itself", { data: { at: new Date(0), b: { toJSON: () => [1] } } }],
    ["a list that writes itself", { data: { a: Object.assign([1], { toJSON: () => 2 }) } }],
    ["wrapped values and classes", { data: { b: Object("b"), a: new Map([[1, 2]]), c: new Set([1]) } }],
    ["what JSON leaves out", { data: { b: () => 1, a: Symbol("a"), c: undefined, d: [() => 1, undefined] } }],
    ["any depth", { data: deep(20_000) }],
    ["an escape that only looks like half a character", { why: "\\ud83d" }],
    ["an unknown key before all others", { Before: 1 }],
    ["nothing as data", { data: undefined }],
  ])("knows %s", (_what, given) => {
    const one = eventWith(given);
    expect(eventText(one)).toBe(canonicalize(one));
  });
});

function ring(): object {
  const one: Record<string, unknown> = { b: 1 };
  one.a = one;
  return one;
}

function deep(levels: number): object {
  let one: object = {};
  for (let level = 0; level < levels; level++) one = { b: 1, a: one };
  return one;
}
