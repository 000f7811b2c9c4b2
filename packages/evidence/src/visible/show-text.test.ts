import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openFaces } from "../pdf/faces.ts";
import { readShown, showExactly, showProse } from "./show-text.ts";

const { hasGlyph } = openFaces();
const exactly = (text: string) =>
  showExactly(text, (character) => hasGlyph("code", character))
    .map((part) => part.text)
    .join("");
const prose = (text: string) =>
  showProse(text, (character) => hasGlyph("text", character))
    .map((part) => part.text)
    .join("");

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(fc.constantFrom(..."ab \t\r\n⟦U+0041⟧↩\0\u202eа日😀é\u0301אﬁ\u200b"), { maxLength: 30 })
    .map((all) => all.join("")),
);

describe("a text of a command", () => {
  it("can be read back from what is shown, so that no two look the same", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readShown(exactly(text))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it("shows only characters that the font can draw", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect([...exactly(text)].filter((character) => !hasGlyph("code", character))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["rm -rf /tmp/a  b", "rm -rf /tmp/a  b"],
    ["a\tb\0", "a⟦U+0009⟧b⟦U+0000⟧"],
    ["echo \u202egpj.exe", "echo ⟦U+202E⟧gpj.exe"],
    ["echo 日本", "echo ⟦U+65E5⟧⟦U+672C⟧"],
    ["cаt", "c⟦U+0430⟧t"],
    ["שלום", "⟦U+05E9⟧⟦U+05DC⟧⟦U+05D5⟧⟦U+05DD⟧"],
    ["عر", "⟦U+0639⟧⟦U+0631⟧"],
    ["e\u0301", "e⟦U+0301⟧"],
    ["⟦U+0000⟧", "⟦U+27E6⟧U+0000⟦U+27E7⟧"],
    ["\ud800", "⟦U+D800⟧"],
    ["größer → ✔", "größer → ✔"],
    ["😀", "⟦U+1F600⟧"],
  ])("shows %j as %s", (text, shown) => {
    expect(exactly(text)).toBe(shown);
  });
});

describe("words of people", () => {
  it.each([
    ["Ринат и Élodie", "Ринат и Élodie"],
    ["E\u0301lodie", "Élodie"],
    ["a\u202eb", "a⟦U+202E⟧b"],
    ["李", "⟦U+674E⟧"],
    ["אב", "⟦U+05D0⟧⟦U+05D1⟧"],
  ])("shows %j as %s", (text, shown) => {
    expect(prose(text)).toBe(shown);
  });
});
