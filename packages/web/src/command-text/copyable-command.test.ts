import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copyableCommand } from "./copyable-command.ts";

describe("copyableCommand", () => {
  it("quotes what a shell would take apart", () => {
    expect(copyableCommand({ kind: "words", words: ["rm", "-rf", "/tmp/a b", "it's", "", "$HOME"] })).toBe(
      "rm -rf '/tmp/a b' 'it'\\''s' '' '$HOME'",
    );
  });

  it("leaves a script as it is", () => {
    expect(copyableCommand({ kind: "shell", script: "a | b\n" })).toBe("a | b\n");
  });

  it("gives a shell back the very words", () => {
    const word = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !text.includes("\0"));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        const text = copyableCommand({ kind: "words", words: ["printf", "%s\\0", ...words] });
        const output = execFileSync("sh", ["-c", text], { encoding: "utf8" });
        expect(output).toBe(words.map((each) => `${each}\0`).join(""));
      }),
      { numRuns: 25 },
    );
  });
});
