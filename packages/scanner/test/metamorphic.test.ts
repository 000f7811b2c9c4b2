import type { Risk } from "@steadyhand/core/risk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadScanner } from "../src/index.ts";
import { readFixtures } from "./fixtures.ts";

const scanner = await loadScanner();
const order: Readonly<Record<Risk, number>> = { safe: 0, caution: 1, unknown: 2, dangerous: 3 };
const shell = [...readFixtures("canaries.txt"), ...readFixtures("reads.txt")]
  .filter(({ dialect, text }) => dialect === "shell" && !/<</.test(text))
  .map(({ text }) => text);
const parsable = shell.filter(
  (text) => !scanner.scan(text, "shell").evidence.some(({ rule }) => rule === "shell.syntax"),
);
// Reserved words stop being ones when they are quoted or given to a program.
const simple = parsable.filter(
  (text) => /^[\w./-]+(?: [\w./:=,@+-]+)*$/.test(text) && !/^(?:\w+=|coproc|time|exec|if|for|while|case)/.test(text),
);
const riskOf = (text: string) => order[scanner.scan(text, "shell").risk];
const anyOf = (commands: readonly string[]) => fc.constantFrom(...commands);
const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

describe("the risk of a command is never lowered by", () => {
  const holds = (commands: readonly string[], change: (command: string) => string) =>
    expect(commands.filter((command) => riskOf(change(command)) < riskOf(command)).map(change)).toEqual([]);

  it.each([
    ["sudo", (text: string) => `sudo ${text}`],
    ["timeout", (text: string) => `timeout 5 ${text}`],
    ["nice", (text: string) => `nice -n 5 ${text}`],
    ["env", (text: string) => `env ${text}`],
    ["nohup", (text: string) => `nohup ${text}`],
    ["docker exec", (text: string) => `docker exec c ${text}`],
    ["kubectl exec", (text: string) => `kubectl exec pod -- ${text}`],
    ["find -exec", (text: string) => `find . -exec ${text} \\;`],
    [
      "an absolute path",
      (text: string) =>
        text.startsWith("/") || text.startsWith(".") || text.startsWith("~") ? text : `/usr/bin/${text}`,
    ],
  ])("wrapping it in %s", (_name, change) => {
    const programs = simple.filter(
      (text) =>
        !/^(?:\.|:|\[|cd|eval|exec|source|set|export|alias|trap|builtin|command|unset|read|ulimit|umask|type|history|test|echo|printf)(?:\s|$)/.test(
          text,
        ),
    );
    holds(programs, change);
  });

  it.each([
    ["a safe command before it", (text: string) => `ls; ${text}`],
    ["a safe command after it", (text: string) => `${text}; ls`],
    ["a safe command on the line before", (text: string) => `ls\n${text}`],
    ["and-ing it", (text: string) => `ls && ${text}`],
    ["or-ing it", (text: string) => `ls || ${text}`],
    ["a subshell", (text: string) => `( ${text}\n)`],
    ["a group", (text: string) => `{ ${text}\n}`],
    ["a condition", (text: string) => `if ls; then ${text}\nfi`],
    ["a loop", (text: string) => `for i in 1 2; do ${text}\ndone`],
    ["a substitution", (text: string) => `echo "$( ${text}\n)"`],
    ["a process substitution", (text: string) => `cat <( ${text}\n)`],
    ["a pipe after it", (text: string) => `{ ${text}\n} | cat`],
    ["bash -c", (text: string) => `bash -c ${quote(text)}`],
    ["eval", (text: string) => `eval ${quote(text)}`],
    ["ssh", (text: string) => `ssh host ${quote(text)}`],
    ["watch", (text: string) => `watch ${quote(text)}`],
    ["trap", (text: string) => `trap ${quote(text)} EXIT`],
  ])("%s", (_name, change) => holds(parsable, change));

  it("quoting any of its words", () => {
    const styles = [
      (word: string) => `"${word}"`,
      (word: string) => `'${word}'`,
      (word: string) => `""${word}`,
      (word: string) => `\\${word}`,
      (word: string) => `$'${word}'`,
    ];
    fc.assert(
      fc.property(
        anyOf(simple),
        fc.array(fc.constantFrom(...styles), { minLength: 20, maxLength: 20 }),
        (command, chosen) => {
          const quoted = command
            .split(" ")
            .map((word, index) => (chosen[index] ?? styles[0])?.(word))
            .join(" ");
          return riskOf(quoted) >= riskOf(command);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it("splitting its words by variables set before", () => {
    fc.assert(
      fc.property(anyOf(simple.filter((text) => text.length > 2)), fc.nat(), (command, seed) => {
        const at = 1 + (seed % (command.length - 1));
        if (/\s/.test(command[at - 1] ?? "") || /[\s=]/.test(command[at] ?? "")) return true;
        const word = /^\S*/.exec(command.slice(at))?.[0] ?? "";
        const split = `v=${quote(word)}; ${command.slice(0, at)}\${v}${command.slice(at + word.length)}`;
        return riskOf(split) >= riskOf(command);
      }),
      { numRuns: 3_000 },
    );
  });

  it("more blanks between its words", () => {
    fc.assert(
      fc.property(
        anyOf(simple),
        fc.integer({ min: 1, max: 4 }),
        (command, count) => riskOf(command.replaceAll(" ", " ".repeat(count))) === riskOf(command),
      ),
    );
  });
});

it("gives the same answer for the same text", () => {
  fc.assert(
    fc.property(anyOf(parsable), (command) => {
      expect(scanner.scan(command, "shell")).toEqual(scanner.scan(command, "shell"));
    }),
  );
});

it("never throws and never calls noise safe that runs an unknown program", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."abc -$(){}[]|&;<>'\"`\\\n=*?~!#/0+"), maxLength: 60 }),
      (noise) => {
        expect(() => scanner.scan(noise, "shell")).not.toThrow();
        expect(() => scanner.scan(noise, "sql")).not.toThrow();
        expect(scanner.scan(`nosuchprogram x\n${noise}`, "shell").risk).not.toBe("safe");
      },
    ),
    { numRuns: 3_000 },
  );
});
