import { expect, it } from "vitest";
import { decodeAnsiC } from "./ansi-c.ts";

it.each([
  ["$'r\\x6d'", "rm"],
  ["$'\\162\\155'", "rm"],
  ["$'\\x{72}m'", "rm"],
  ["$'\\u0072\\U0000006d'", "rm"],
  ["$'rm\\0 x'", "rm"],
  ["$'a\\'b\\\\c\\z'", "a'b\\c\\z"],
  ["$'\\cA'", "\x01"],
])("decodes %s as bash does", (source, text) => {
  expect(decodeAnsiC(source)).toBe(text);
});

it.each(["$'\\xff'", "$'\\u00e9'", "$'\\x{zz}'", "$'\\c'"])(
  "leaves %s open: it depends on the locale or on the version",
  (source) => {
    expect(decodeAnsiC(source)).toBeUndefined();
  },
);
