import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnsiReader } from "./ansi.ts";
import { createOutputCollector, findFirstError, plainText, searchLines, visibleSpans } from "./output-lines.ts";

function collect(...pieces: (string | ["stderr", string])[]) {
  const collector = createOutputCollector();
  for (const piece of pieces) {
    if (typeof piece === "string") collector.push("stdout", piece);
    else collector.push(...piece);
  }
  return collector.read().lines;
}

describe("the ANSI reader", () => {
  const read = (text: string) => createAnsiReader().push(text);

  it("maps colours and weight to the theme's names", () => {
    expect(read("\u001b[1;31mno\u001b[0m yes")).toEqual([
      { text: "no", style: { isBold: true, colour: "red" } },
      { text: " yes", style: {} },
    ]);
  });

  it.each([
    ["\u001b[38;5;196mx", "red"],
    ["\u001b[38;2;0;200;0mx", "green"],
    ["\u001b[94mx", "blue"],
    ["\u001b[38;5;232mx", undefined],
    ["\u001b[38;2;5;5;5mx", undefined],
  ])("takes %j for the nearest of them, and grey for none", (text, colour) => {
    expect(read(text)[0]?.style.colour).toBe(colour);
  });

  it("ignores backgrounds, in which text could hide", () => {
    expect(read("\u001b[41;31mx")).toEqual([{ text: "x", style: { colour: "red" } }]);
  });

  it("leaves every escape that is not a colour in the text", () => {
    expect(read("a\u001b[2Kb").map(({ text }) => text)).toEqual(["a\u001b[2Kb"]);
  });

  it("reads the same from any pieces", () => {
    const text = "x\u001b[1;32mgreen\u001b[0m\n\u001b[38;5;12mblue\u001b[39m end";
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length }), fc.integer({ min: 0, max: text.length }), (one, two) => {
        const [first, second] = [Math.min(one, two), Math.max(one, two)];
        const cut = collect(text.slice(0, first), text.slice(first, second), text.slice(second));
        const flat = (lines: typeof cut) =>
          lines.map(({ spans }) =>
            spans.flatMap(({ text: span, style }) => [...span].map((character) => [character, JSON.stringify(style)])),
          );
        expect(flat(cut)).toEqual(flat(collect(text)));
      }),
    );
  });
});

describe("output lines", () => {
  it("go on where the last piece ended", () => {
    expect(collect("one\ntw", "o\n", "\nfour").map(plainText)).toEqual(["one", "two", "", "four"]);
  });

  it("keep the two streams apart when they interleave", () => {
    const lines = collect("half ", ["stderr", "warning\n"], "done\n");
    expect(lines.map((line) => [line.stream, plainText(line)])).toEqual([
      ["stdout", "half done"],
      ["stderr", "warning"],
    ]);
  });

  it("drop the carriage return of a line's end and show any other", () => {
    const [first, second] = collect("windows\r\n10%\r20%\n");
    expect(first && plainText(first)).toBe("windows");
    expect(second && visibleSpans(second)[0]?.parts).toContainEqual(expect.objectContaining({ codePoint: "U+000D" }));
  });

  it("never draw a control character as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) =>
        collect(text).every((line) =>
          visibleSpans(line).every(({ parts }) =>
            parts.every((part) => part.kind !== "plain" || !/[\p{Cc}\p{Cf}]/u.test(part.text)),
          ),
        ),
      ),
    );
  });

  it("hold a bounded number of lines and count the rest", () => {
    const collector = createOutputCollector();
    for (let block = 0; block < 30; block++) collector.push("stdout", "line\n".repeat(1000));
    const { lines, droppedLines } = collector.read();
    expect(lines.length).toBeLessThan(22_001);
    expect(lines.length + droppedLines).toBe(30_000);
  });
});

describe("the first error", () => {
  it("is the first line that complains", () => {
    expect(findFirstError(collect("ok\n0 errors\n", "Error: connection refused\nfatal\n"))).toBe(2);
  });

  it("is the first line on stderr when none does", () => {
    expect(findFirstError(collect("ok\n", ["stderr", "hm\n"]))).toBe(1);
    expect(findFirstError(collect("ok\n"))).toBeUndefined();
  });
});

it("finds the lines that hold a text, in any case", () => {
  expect(searchLines(collect("Alpha\nbeta\nalphabet\n"), "ALPHA")).toEqual([0, 2]);
  expect(searchLines(collect("Alpha\n"), "")).toEqual([]);
});
