import { expect, it } from "vitest";
import { displayWidth } from "../../io/wrap.ts";
import { fitLine, wrapWords } from "./line.ts";

const plain = (_tone: unknown, text: string) => text;

it("fills a line to its width, and cuts a longer one with a mark", () => {
  expect(fitLine(["ab", ["strong", "cd"]], 6, plain)).toBe("abcd  ");
  expect(fitLine(["abc", ["strong", "defg"]], 5, plain)).toBe("abcd…");
});

it("counts what takes two columns as two", () => {
  expect(displayWidth(fitLine(["日本語です"], 5, plain))).toBe(5);
});

it("breaks prose between words, and a word that is longer than the line within itself", () => {
  expect(wrapWords("one two three", 7)).toEqual(["one two", "three"]);
  expect(wrapWords("http://127.0.0.1:39891 is away", 10)).toEqual(["http://127", ".0.0.1:398", "91 is away"]);
});
