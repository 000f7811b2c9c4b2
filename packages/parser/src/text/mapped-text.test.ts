import fc from "fast-check";
import { expect, it } from "vitest";
import { MappedTextBuilder } from "./mapped-text.ts";

it("maps characters to where they stand, and a decoded entity to all of its reference", () => {
  const out = new MappedTextBuilder();
  out.add("a ", 10);
  out.add(">", 12, 4);
  out.add(" b", 16);
  const text = out.build();
  expect(text.text).toBe("a > b");
  expect(text.range(0, 5)).toEqual({ start: 10, end: 18 });
  expect(text.range(2, 3)).toEqual({ start: 12, end: 16 });
  expect(text.slice(2, 5).range(0, 3)).toEqual({ start: 12, end: 18 });
});

it("gives back any slice of a source it was built from in pieces", () => {
  const pieces = fc.array(fc.record({ skip: fc.nat(3), take: fc.integer({ min: 1, max: 5 }) }), { minLength: 1 });
  fc.assert(
    fc.property(pieces, fc.nat(), fc.nat(), (cuts, a, b) => {
      const source = "abcdefghij".repeat(60);
      const out = new MappedTextBuilder();
      let at = 0;
      for (const { skip, take } of cuts) {
        at += skip;
        if (at + take > source.length) break;
        out.add(source.slice(at, at + take), at);
        at += take;
      }
      const text = out.build();
      const from = a % (text.text.length + 1);
      const to = from + (b % (text.text.length - from + 1));
      const { start, end } = text.range(from, Math.min(to, from + 1));
      expect(source.slice(start, end)).toBe(text.text.slice(from, Math.min(to, from + 1)));
      expect(text.slice(from, to).text).toBe(text.text.slice(from, to));
    }),
  );
});
