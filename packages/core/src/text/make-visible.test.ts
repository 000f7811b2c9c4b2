import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headAndTail, isPlain, makeVisible } from "./make-visible.ts";

describe("makeVisible", () => {
  it("leaves an ordinary command as it is", () => {
    expect(makeVisible("kubectl get pods -n web | head")).toEqual([
      { kind: "plain", text: "kubectl get pods -n web | head" },
    ]);
    expect(isPlain("echo 'grüße, 日本語'")).toBe(true);
  });

  it.each([
    ["rm -rf /\r", "carriage return", "U+000D"],
    ["echo \u202ehi", "right-to-left override", "U+202E"],
    ["ls\u200b", "zero-width space", "U+200B"],
    ["a\u00a0b", "no-break space", "U+00A0"],
    ["\u001b[2K", "escape", "U+001B"],
    ["\u0441url x", "looks like another character", "U+0441"],
    ["rm \u2013rf", "looks like another character", "U+2013"],
    ["ｌs", "looks like another character", "U+FF4C"],
    ["a\u{e0041}", "character without a shape", "U+E0041"],
    ["a\ud800", "character without a shape", "U+D800"],
  ])("marks what hides or deceives in %j as %s", (text, name, codePoint) => {
    expect(makeVisible(text)).toContainEqual(expect.objectContaining({ kind: "marked", name, codePoint }));
    expect(isPlain(text)).toBe(false);
  });

  it("gives back every character of any text, in order", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        return (
          makeVisible(text)
            .map((part) => part.text)
            .join("") === text
        );
      }),
    );
  });

  it("never shows a control or format character as plain", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) =>
        makeVisible(text).every(({ kind, text: part }) => kind !== "plain" || !/[\p{Cc}\p{Cf}]/u.test(part)),
      ),
    );
  });
});

describe("headAndTail", () => {
  it("shows a text whole when it fits", () => {
    expect(headAndTail("short", { characters: 100, lines: 3 })).toBeUndefined();
  });

  it("shows both ends of a long text and counts exactly what lies between", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 50, maxLength: 400 }), fc.integer({ min: 4, max: 40 }), (text, characters) => {
        const cut = headAndTail(text, { characters, lines: 4 });
        if (cut === undefined) return text.length <= characters;
        const { head, tail, hiddenCharacters } = cut;
        return (
          text.startsWith(head) && text.endsWith(tail) && head.length + tail.length + hiddenCharacters === text.length
        );
      }),
    );
  });
});
