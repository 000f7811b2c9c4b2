import { expect, it } from "vitest";
import { openBraces } from "./braces.ts";

it.each([
  ["{a,b}", ["a", "b"]],
  ["x{a,}y", ["xay", "xy"]],
  ["{1..3}", ["1", "2", "3"]],
  ["{01..3}", ["01", "02", "03"]],
  ["{9..1..4}", ["9", "5", "1"]],
  ["{c..a}", ["c", "b", "a"]],
  ["{a,{b,c}}", ["a", "b", "c"]],
  ["{a}{b,c}", ["{a}b", "{a}c"]],
  ["{'a,b'}", ["{'a,b'}"]],
  ["{a\\,b}", ["{a\\,b}"]],
  ["${v}{a,b}", ["${v}a", "${v}b"]],
  ["{}a,b}", ["{}a,b}"]],
  ["{a,b", ["{a,b"]],
])("opens %s as bash does", (text, words) => {
  expect(openBraces(text)).toEqual(words);
});

it.each(["{1..100}", "{Z..b}", "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}"])(
  "does not follow %s: it is too much, or signs that the shell reads again",
  (text) => {
    expect(openBraces(text)).toBeUndefined();
  },
);
