import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyChain, sealEvents } from "./index.ts";
import { readAny, readSeal, readUsual } from "./read-seal.ts";

const [sealed] = sealEvents({
  drafts: [
    {
      type: "step.executed",
      actor: { kind: "person", id: "act_riley", name: "Riley é" },
      ...{ executionId: "exe_a", executionSequence: 3, part: 0, runbookId: "rbk_web", stepId: "stp_1", attempt: 1 },
      ...{ environment: "production", level: 3, outcome: "ok", why: 'it "ended" \\' },
      ...{ traceId: "4bf92f3577b34da6a3ce929d0e0e4736", data: { list: [{ previous: "x" }, "]}"], of: { a: null } } },
    },
  ],
  tenantId: "ten_one",
  at: new Date("2026-03-01T03:00:00.000Z"),
  after: emptyChain,
});
const text = sealed?.text ?? "";

describe("reading what places an event", () => {
  it("knows the usual shape of all that we write, and says the same as going key by key", () => {
    const seal = { tenantId: "ten_one", sequence: 1, previous: "0".repeat(64), executionId: "exe_a" };
    expect([readUsual(text), readAny(text), readSeal(text)]).toEqual([seal, seal, seal]);
  });

  it("takes nothing for usual that reads differently key by key, whatever is changed", () => {
    const piece = fc.constantFrom(
      '"',
      "\\",
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      " ",
      "1",
      '"previous":"',
      '"at":"x",',
      "é",
      "",
    );
    const change = fc.tuple(fc.nat(text.length), fc.nat(3), piece);
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const changed = changes.reduce((all, [at, cut, put]) => all.slice(0, at) + put + all.slice(at + cut), text);
        const usual = readUsual(changed);
        expect(usual ?? readAny(changed)).toEqual(readAny(changed));
      }),
      { numRuns: 5_000 },
    );
  });

  it("reads a text with a million escapes", () => {
    const long = text.replace('"data":{', `"data":{"a":"${'\\"'.repeat(1_000_000)}",`);
    expect(readSeal(long)).toMatchObject({ sequence: 1 });
  });
});
