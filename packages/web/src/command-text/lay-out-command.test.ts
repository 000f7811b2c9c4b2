import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layOutCommand, layOutText, sayMark, splitIntoLines } from "./lay-out-command.ts";

const shown = (pieces: ReturnType<typeof layOutCommand>) =>
  pieces.flatMap((piece) => (piece.kind === "text" ? piece.parts.map(({ text }) => text) : [])).join("");

describe("layOutCommand", () => {
  it("draws each word, and the boundary of a word that could be misread", () => {
    const pieces = layOutCommand({ kind: "words", words: ["echo", "a b", "", "x\u202ey"] }, { isWhole: false });
    expect(pieces.map((piece) => piece.kind === "text" && piece.isBounded)).toEqual([false, true, true, true]);
  });

  it("draws every character of any command when it is asked for all of it", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (words) => {
        return shown(layOutCommand({ kind: "words", words }, { isWhole: true })) === words.join("");
      }),
    );
  });

  it("says how much of a long script lies between its ends", () => {
    const script = Array.from({ length: 500 }, (_, index) => `echo line ${index}`).join("\n");
    const pieces = layOutCommand({ kind: "shell", script }, { isWhole: false });
    const hidden = pieces.find((piece) => piece.kind === "hidden");
    const count = Number(hidden?.kind === "hidden" && hidden.says.replaceAll(",", "").match(/^\d+/)?.[0]);
    expect(shown(pieces).length + count).toBe(script.length);
    expect(shown(pieces)).toContain("echo line 499");
  });

  it("marks an end of line inside a word, which would look like a soft wrap", () => {
    const [piece] = layOutCommand({ kind: "words", words: ["line\nbreak"] }, { isWhole: false });
    const parts = piece?.kind === "text" ? piece.parts : [];
    expect(parts.map((part) => (part.kind === "marked" ? sayMark(part) : part.text))).toEqual([
      "line",
      "⟦U+000A newline⟧",
      "break",
    ]);
  });

  it("says how many words it leaves out", () => {
    const words = Array.from({ length: 300 }, (_, index) => `file-${index}`);
    const pieces = layOutCommand({ kind: "words", words }, { isWhole: false });
    expect(pieces).toContainEqual({ kind: "hidden", says: expect.stringContaining("200 more words") });
    expect(shown(pieces)).toContain("file-299");
  });
});

describe("marks", () => {
  it("name the character that hides", () => {
    const [piece] = layOutText("a\u202eb", { isWhole: true });
    const mark = piece?.kind === "text" ? piece.parts.find((part) => part.kind === "marked") : undefined;
    expect(mark && sayMark(mark)).toBe("⟦U+202E right-to-left override⟧");
  });

  it("show a look-alike beside its code point", () => {
    const [piece] = layOutText("\u0441url", { isWhole: true });
    const mark = piece?.kind === "text" ? piece.parts[0] : undefined;
    expect(mark?.kind === "marked" && sayMark(mark)).toContain("U+0441 looks like another character");
  });
});

describe("splitIntoLines", () => {
  it("gives one list a line", () => {
    const [piece] = layOutText("one\n\nthree", { isWhole: true });
    expect(piece?.kind === "text" && splitIntoLines(piece.parts)).toHaveLength(3);
  });
});
