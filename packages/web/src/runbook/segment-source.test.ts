import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentSource } from "./segment-source.ts";

describe("segmentSource", () => {
  it("cuts where ranges begin and end, and says what each piece belongs to", () => {
    const segments = segmentSource("Run ls now", [
      { start: 0, end: 10, mark: "step", stepId: "stp_1" },
      { start: 4, end: 6, mark: "command", stepId: "stp_1" },
    ]);
    expect(segments.map(({ text, marks }) => [text, marks])).toEqual([
      ["Run ", ["step"]],
      ["ls", ["step", "command"]],
      [" now", ["step"]],
    ]);
  });

  it("gives back every character of any source under any ranges", () => {
    const ranges = fc.array(
      fc.record({ start: fc.integer({ min: -5, max: 60 }), end: fc.integer({ min: -5, max: 60 }) }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), ranges, (source, found) => {
        const segments = segmentSource(
          source,
          found.map((range) => ({ ...range, mark: "step" }) as const),
        );
        return segments.map(({ text }) => text).join("") === source;
      }),
    );
  });

  it("cuts a source of 2,000 steps quickly", () => {
    const source = "run it\n".repeat(2000);
    const ranges = Array.from({ length: 2000 }, (_, step) => ({
      start: step * 7,
      end: step * 7 + 6,
      mark: "step" as const,
      stepId: `stp_${step}`,
    }));
    expect(segmentSource(source, ranges)).toHaveLength(4000);
  });
});
