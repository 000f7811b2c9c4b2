import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Action, ActionDeclaration } from "./action.ts";
import { type ActionCall, readActionCall, writeActionCall } from "./action-call.ts";
import { bindCall, variablesOf } from "./bind-call.ts";
import { createCatalogue } from "./catalogue.ts";
import { describeCall } from "./describe-call.ts";

const declaration: ActionDeclaration = {
  name: "scale",
  version: 3,
  origin: "subject",
  title: "Scale",
  what: "Sets how many there are.",
  parameters: [],
  riskFloor: "caution",
  effect: "scales",
  isIdempotent: true,
  isReversible: true,
  blastRadius: "many",
  verification: "as many run",
  settlingMs: 5000,
  timeLimitMs: 1000,
  availability: { isAvailable: true },
};

/** A subject's action as it will be: it knows what takes it back, and finds `drop` dangerous. */
const scale: Action = {
  declare: () => declaration,
  prepare(parameters) {
    const { to, drop } = parameters;
    if (typeof to !== "number") {
      return { ok: false, code: "action.parameters", problems: [{ path: "to", message: "it is needed" }] };
    }
    const remarks = drop === true ? [{ rule: "action.scale.drop", risk: "dangerous", why: "It drops." } as const] : [];
    const inverse = { name: "scale", parameters: { to: 1 } };
    return { ok: true, call: { declaration, parameters, timeoutMs: 1000, remarks, inverse } };
  },
};

const catalogue = createCatalogue([{ actions: [scale] }]);
const anyCall: fc.Arbitrary<ActionCall> = fc.record({
  name: fc.constant("scale"),
  // JSON is all that a call can hold.
  parameters: fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<ActionCall["parameters"]>,
});

describe("an action's call", () => {
  it("reads back from its text as what it was", () => {
    fc.assert(
      fc.property(anyCall, (call) => {
        const read = readActionCall(writeActionCall(call));
        expect(read.ok && JSON.stringify(read.state)).toBe(
          JSON.stringify(JSON.parse(JSON.stringify(read.ok && read.state))),
        );
        expect(read.ok && writeActionCall(read.state)).toBe(writeActionCall(call));
      }),
    );
  });

  it.each(["", "  ", "Scale {}", "scale [1]", "scale {", "scale null", "rm -rf /", "scale {} x"])(
    "is refused as %j",
    (text) => expect(readActionCall(text)).toMatchObject({ ok: false, refusal: { code: "action.unreadable" } }),
  );

  it.each(["restart_node", "checkout-limits.restart_node", `${"a".repeat(64)}.${"b".repeat(64)}`])(
    "may be of a subject, whose name stands in front: %s",
    (name) => {
      const call = { name, parameters: { node: "node-1" } };
      expect(readActionCall(writeActionCall(call))).toMatchObject({ ok: true, state: call });
    },
  );

  it.each([".restart", "limits.", "limits..restart", "a.b.c", "Limits.restart", "limits_1.restart", "1limits.restart"])(
    "has at most one subject, named as subjects are: not %s",
    (name) => expect(readActionCall(`${name} {}`)).toMatchObject({ ok: false }),
  );

  it("keeps every value inside the string that it stands in", () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const bound = bindCall('scale {"note":"<{{ who }}>","list":["{{who}}"]}', { who: value });
        const read = bound.ok ? readActionCall(bound.state) : bound;
        expect(read.ok && read.state.parameters).toEqual({ note: `<${value}>`, list: [value] });
      }),
    );
  });

  it("is never filled in where it is code, and says which values are missing elsewhere", () => {
    const text = 'script {"source":"echo {{who}}","arguments":["{{who}}","{{what}}"]}';
    expect(variablesOf({ name: "script", parameters: JSON.parse(text.slice(7)) })).toEqual(["who", "what"]);
    expect(bindCall(text, { who: "x" })).toMatchObject({ ok: false, refusal: { code: "variables.missing" } });
    const bound = bindCall(text, { who: "; rm", what: "y" });
    expect(bound).toMatchObject({ ok: true, state: expect.stringContaining('"source":"echo {{who}}"') });
  });
});

describe("the catalogue", () => {
  it("answers with the declared floor, raised by what stands in the parameters and never lowered", () => {
    expect(catalogue.classify('scale {"to":2}')).toMatchObject({
      risk: "caution",
      evidence: [{ rule: "action.scale", effect: "scales", reach: "many", isReversible: true, undo: 'scale {"to":1}' }],
    });
    expect(catalogue.classify('scale {"to":2,"drop":true}').risk).toBe("dangerous");
    expect(catalogue.classifyWritten('scale {"to":"{{n}}"}')).toMatchObject({
      risk: "caution",
      evidence: [{ rule: "action.scale" }, { rule: "action.variables" }],
    });
    expect(catalogue.classifyWritten('scale {"to":2,"drop":true}').risk).toBe("dangerous");
  });

  it("takes what looks like a variable for a value in a call that would run", () => {
    const call = 'scale {"to":2,"drop":true,"note":"{{n}}"}';
    expect(catalogue.classify(call)).toMatchObject({
      risk: "dangerous",
      evidence: [{ rule: "action.scale" }, { rule: "action.scale.drop" }],
    });
    expect(catalogue.classify('scale {"to":"{{n}}"}')).toMatchObject({ risk: "unknown" });
  });

  it("calls what it does not know or cannot check unknown", () => {
    expect(catalogue.classify("nothing {}")).toMatchObject({ risk: "unknown", evidence: [{ rule: "action.unknown" }] });
    expect(catalogue.classify("scale {}")).toMatchObject({
      risk: "unknown",
      evidence: [{ rule: "action.parameters" }],
    });
  });

  it("resolves a call to its name, the version of its meaning and its whole parameters", () => {
    expect(catalogue.resolve('scale {"to":2}')).toMatchObject({
      ok: true,
      command: { kind: "action", name: "scale", version: 3, parameters: { to: 2 } },
    });
  });

  it("takes no two actions of one name", () => {
    expect(() => createCatalogue([{ actions: [scale] }, { actions: [scale] }])).toThrow("scale");
  });
});

describe("a described call", () => {
  it("shows a text of several lines so that nothing in it looks like another parameter", () => {
    const parameters = { source: 'a\n  timeout: "9"', timeout: 3 };
    expect(describeCall({ name: "script", version: 1, parameters })).toBe(
      'script (version 1)\n  source:\n    | a\n    |   timeout: "9"\n  timeout: 3',
    );
  });
});
