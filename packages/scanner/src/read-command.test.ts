import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCommand } from "./index.ts";

describe("readCommand", () => {
  it.each([
    ["ls -la /tmp", ["ls", "-la", "/tmp"]],
    ["grep 'a b' \"c d\" e\\ f", ["grep", "a b", "c d", "e f"]],
    ["r''m x", ["rm", "x"]],
    ["kubectl get pod -o jsonpath='{.items[*].x}'", ["kubectl", "get", "pod", "-o", "jsonpath={.items[*].x}"]],
    ["echo {x}", ["echo", "{x}"]],
  ])("gives the words of %s", (text, words) => {
    expect(readCommand(text)).toEqual({ kind: "words", words });
  });

  it.each([
    "ls | cat",
    "ls; ls",
    "ls && ls",
    "ls &",
    "ls > f",
    "ls < f",
    "A=1 ls",
    "ls $X",
    "ls $(x)",
    "ls `x`",
    "ls *.x",
    "ls a?",
    "ls {a,b}",
    "ls ~",
    "ls ~/x",
    "(ls)",
    "{ ls; }",
    "if ls; then ls; fi",
    "f() { ls; }",
    "cd /tmp",
    "export A=1",
    "source x",
    "set -x",
    "ulimit -n",
    "alias a=b",
    "ls <<< x",
    "! ls",
    "time ls",
    "[[ a ]]",
    "((1))",
    "cat <<E\nx\nE",
  ])("leaves %s to a shell", (text) => {
    expect(readCommand(text).kind).toBe("shell");
  });

  it.each(["", "   ", "# only a comment", "ls 'x", "ls )", "ls \0 x"])("refuses %j", (text) => {
    expect(readCommand(text).kind).toBe("invalid");
  });

  it("gives the very words that bash gives to the program", () => {
    const piece = fc.constantFrom(
      "a",
      "b",
      "-",
      "=",
      "/",
      ".",
      ":",
      ",",
      "%",
      "@",
      "+",
      "{",
      "}",
      "{a,b}",
      "[",
      "]",
      "*",
      "?",
      "~",
      "!",
      "#",
      "^",
      "$",
      "$x",
      "\\",
      "\\ ",
      "\\$",
      "'",
      "''",
      "'a b'",
      '"',
      '""',
      '"a b"',
      '"$x"',
      "$'\\t'",
      "$'a'",
      '$"a"',
      " ",
      "\t",
      "\n",
      ";",
      "|",
      "&",
      "<",
      ">",
      "(",
      ")",
      "`",
      "é",
      "1",
      "0",
    );
    const texts = fc
      .sample(fc.array(piece, { minLength: 1, maxLength: 9 }), { numRuns: 4_000, seed: 7 })
      .map((pieces) => `prog ${pieces.join("")}`);
    const checked = texts.flatMap((text) => {
      const form = readCommand(text);
      return form.kind === "words" && form.words[0] === "prog" ? [{ text, words: form.words.slice(1) }] : [];
    });
    expect(checked.length).toBeGreaterThan(200);
    const script = ['prog() { printf \'%s\\0\' "$#" "$@"; }', ...checked.map(({ text }) => text)].join("\n");
    const { stdout, stderr } = spawnSync("bash", ["--norc", "--noprofile", "-c", script], {
      env: {},
      cwd: "/",
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    expect(stderr).toBe("");
    const answers = stdout.split("\0");
    let at = 0;
    for (const { text, words } of checked) {
      const count = Number(answers[at]);
      expect(answers.slice(at + 1, at + 1 + count), text).toEqual(words);
      at += count + 1;
    }
  });
});
