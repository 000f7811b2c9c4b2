import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sayPath } from "../problem.ts";
import { closestName } from "./closest-name.ts";
import { readDocument } from "./read-document.ts";

function problemsOf(text: string) {
  const read = readDocument(text);
  return read.ok ? [] : read.problems;
}

function contentOf(text: string): unknown {
  const read = readDocument(text);
  // The reader makes objects without a prototype; only what they hold counts here.
  return read.ok ? JSON.parse(JSON.stringify(read.document.value)) : read.problems;
}

describe("readDocument", () => {
  it("takes comments, trailing commas and the mark that Windows editors put first", () => {
    expect(contentOf('\uFEFF// what holds\n{ "version": 1, /* one */ "list": [1, 2,], }')).toEqual({
      version: 1,
      list: [1, 2],
    });
  });

  it.each([
    ["", 1, 1, "the file is empty"],
    [" \n ", 1, 1, "the file is empty"],
    ['{ "a": 1 "b": 2 }', 1, 10, "a comma is missing before this"],
    ['{\n  "a": 1,\n  "b" 2\n}', 3, 7, "a colon is missing between key and value"],
    ['{\n  "a": yes\n}', 2, 8, "this stands outside double quotes and is no JSON value"],
    ["{\n  a: 1\n}", 2, 3, "this stands outside double quotes and is no JSON value"],
    ['{ "a": 1', 1, 9, "a { is never closed"],
    ['{ "a": [1 ', 1, 11, "a [ is never closed"],
    ['{ "a": }', 1, 8, "a value is missing here"],
    ['{ "a": 1 }\n{ "b": 2 }', 2, 1, "something stands behind the end"],
    ['{ "a": "x\n}', 1, 8, "a text is never closed"],
    ['{ "a": 1 /* never', 1, 10, "a comment is never closed"],
  ])("says where and how %j is no JSON", (text, line, column, message) => {
    expect(problemsOf(text)[0]).toMatchObject({ line, column, message, allowed: expect.any(String) });
  });

  it("refuses a key that stands twice, wherever it is, with the place of the second", () => {
    expect(problemsOf('{\n "a": { "b": 1,\n "b": 2 },\n "a": 3 }')).toMatchObject([
      { line: 3, column: 2, path: "a.b", message: "this key stands here twice" },
      { line: 4, column: 2, path: "a", message: "this key stands here twice" },
    ]);
  });

  it("refuses the name that would change an object's nature", () => {
    expect(problemsOf('{ "projects": { "__proto__": {} } }')).toMatchObject([{ line: 1, column: 17 }]);
  });

  it("refuses what would exhaust it, and does not read it", () => {
    expect(problemsOf("[".repeat(100_000))).toMatchObject([{ message: "brackets are nested too deeply", column: 33 }]);
    expect(problemsOf(`"${"x".repeat(300_000)}"`)).toMatchObject([{ message: "the file is too long" }]);
  });

  it("knows the place of each value, of each key, and of what is around a missing one", () => {
    const read = readDocument('{\n  "one": {\n    "two": [10,\n      20]\n  }\n}');
    if (!read.ok) throw new Error("it is JSON");
    expect(read.document.placeOf(["one", "two", 1])).toEqual({ line: 4, column: 7 });
    expect(read.document.placeOfKey(["one", "two"])).toEqual({ line: 3, column: 5 });
    expect(read.document.placeOf(["one", "three"])).toEqual({ line: 2, column: 10 });
  });

  it("never throws, and reads what JSON reads", () => {
    fc.assert(fc.property(fc.string(), (text) => void readDocument(text)));
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.boolean(), (value, isWide) => {
        const text = JSON.stringify(value, undefined, isWide ? 2 : 0);
        if (text.includes("__proto__")) return;
        expect(contentOf(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe("sayPath", () => {
  it("writes a path as people do", () => {
    expect(sayPath(["freezes", 0, "from"])).toBe("freezes[0].from");
    expect(sayPath(["subjects", "db.3", "locks"])).toBe('subjects["db.3"].locks');
    expect(sayPath([])).toBe("");
  });
});

describe("closestName", () => {
  it.each([
    ["enviroments", "environments"],
    ["governanceMode", "governance_mode"],
    ["governence_mode", "governance_mode"],
    ["governance-mode", "governance_mode"],
    ["freeze", "freezes"],
    ["env", "environments"],
    ["colour", undefined],
  ])("for %s it proposes %s", (given, expected) => {
    expect(closestName(given, ["environments", "governance_mode", "freezes", "panic"])).toBe(expected);
  });
});
