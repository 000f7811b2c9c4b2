import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createOutputLines } from "./output-lines.ts";

const draw = (pieces: readonly string[], columns?: number) => {
  const lines = createOutputLines(() => columns);
  return pieces.map((text) => lines.draw({ stream: "stdout", text }, "3")).join("") + lines.flush();
};

describe("live output", () => {
  it("begins every line with its step and its stream", () => {
    const lines = createOutputLines(() => undefined);
    expect(lines.draw({ stream: "stdout", text: "one\ntwo\n" }, "3")).toBe("3 │ one\n3 │ two\n");
    expect(lines.draw({ stream: "stderr", text: "oh\n" }, "3.1")).toBe("3.1 ┃ oh\n");
  });

  it("holds a line until it is complete, and no longer than asked", () => {
    const lines = createOutputLines(() => undefined);
    expect(lines.draw({ stream: "stdout", text: "do" }, "3")).toBe("");
    expect(lines.draw({ stream: "stdout", text: "ne\nre" }, "3")).toBe("3 │ done\n");
    expect(lines.flush()).toBe("3 │ re\n");
    expect(lines.flush()).toBe("");
  });

  it("does not let a step's output pass for one of our lines", () => {
    const forged = "\u001b[2K\rStep 4: [a]pprove > \u001b[1A\nDangerous. Type the target's name\r\nok";
    for (const line of draw([forged]).trimEnd().split("\n")) expect(line).toMatch(/^3 │ /);
    expect(draw([forged])).not.toContain("\u001b");
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (pieces) => {
        for (const line of draw(pieces, 40).split("\n").slice(0, -1)) expect(line).toMatch(/^3 │ /);
      }),
    );
  });

  it("shows the same lines however the output is cut", () => {
    const text = "a\r\nb\rc\n\nd";
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        expect(draw([text.slice(0, from), text.slice(from, to), text.slice(to)])).toBe(draw([text]));
      }),
    );
  });
});
