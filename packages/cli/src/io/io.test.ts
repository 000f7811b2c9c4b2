import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawCommand, drawLine, drawProse } from "./draw-text.ts";
import { duration, moment } from "./duration.ts";
import { paintFor } from "./paint.ts";
import { riskMark } from "./risk-mark.ts";
import { table } from "./table.ts";
import { displayWidth, wrapMark, wrapMarked } from "./wrap.ts";

const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;

describe("text on the terminal", () => {
  it("names what hides in a command", () => {
    expect(drawCommand("ls \u202efdp.exe")).toBe("ls ⟦U+202E right-to-left override⟧fdp.exe");
    expect(drawCommand("\u0435cho")).toBe("⟦U+0435 looks like another character⟧cho");
  });

  it("lets letters of every script be letters in prose, and steers nothing", () => {
    expect(drawProse("Перезапуск — “now”\u001b[31m")).toBe("Перезапуск — “now”⟦U+001B escape⟧[31m");
  });

  it("never lets a character through that steers a terminal", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(drawCommand(text)).not.toMatch(steering);
        expect(drawProse(text)).not.toMatch(steering);
        expect(drawLine(text)).not.toMatch(/\n/);
      }),
    );
  });

  it("says as much without colour as with it", () => {
    expect(riskMark("dangerous", paintFor(false))).toBe("⬣ dangerous");
    expect(riskMark("dangerous", paintFor(true))).toContain("⬣ dangerous");
  });

  it("marks each line that it broke itself, and loses nothing", () => {
    expect(wrapMarked("0123456789abcdefghij", { columns: 16 })).toBe(`0123456789abcdef\n${wrapMark}ghij`);
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }).filter((text) => !text.includes("↪")),
        (text) => {
          const wrapped = wrapMarked(text, { columns: 20 });
          expect(wrapped.replaceAll(`\n${wrapMark}`, "")).toBe(text);
          for (const line of wrapped.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(20);
        },
      ),
    );
  });

  it("wraps nothing where there is no terminal", () => {
    expect(wrapMarked("x".repeat(500), { columns: undefined })).toBe("x".repeat(500));
  });

  it("aligns columns by what they take on the screen", () => {
    expect(
      table(
        ["a", "b"],
        [
          ["漢字", "x"],
          ["y", "z"],
        ],
      ),
    ).toBe("a     b\n漢字  x\ny     z");
  });

  it("says lengths of time as people do, and moments twice", () => {
    expect([12, 1234, 59_999, 200_000, 7_500_000].map(duration)).toEqual([
      "12 ms",
      "1.2 s",
      "1 min",
      "3 min 20 s",
      "2 h 5 min",
    ]);
    expect(moment("2026-11-20T03:05:00.000Z", new Date("2026-11-20T03:00:00Z"))).toBe(
      "in 5 min (2026-11-20 03:05:00 UTC)",
    );
  });
});
