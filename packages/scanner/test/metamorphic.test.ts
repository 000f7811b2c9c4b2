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
// Each command is held against a hundred changes of it, and a scan is the same each time: see below.
const risks = new Map([...new Set([...parsable, ...simple])].map((text) => [text, riskOf(text)]));
const riskBefore = (command: string) => risks.get(command) ?? riskOf(command);
const anyOf = (commands: readonly string[]) => fc.constantFrom(...commands);
const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

describe("the risk of a command is never lowered by", () => {
  const holds = (commands: readonly string[], change: (command: string) => string) =>
    expect(commands.filter((command) => riskOf(change(command)) < riskBefore(command)).map(change)).toEqual([]);

  it.each([
    ["sudo", (text: string) => `sudo ${text}`],
    ["sudo with a user and a variable", (text: string) => `sudo -n -u app TZ=UTC ${text}`],
    ["doas", (text: string) => `doas ${text}`],
    ["timeout", (text: string) => `timeout 5 ${text}`],
    ["nice", (text: string) => `nice -n 5 ${text}`],
    ["ionice", (text: string) => `ionice -c3 ${text}`],
    ["stdbuf", (text: string) => `stdbuf -oL ${text}`],
    ["setsid", (text: string) => `setsid ${text}`],
    ["setarch", (text: string) => `setarch -R ${text}`],
    ["env", (text: string) => `env ${text}`],
    ["env with a variable", (text: string) => `env -u A LC_ALL=C ${text}`],
    ["nohup", (text: string) => `nohup ${text}`],
    ["command", (text: string) => `command ${text}`],
    ["exec", (text: string) => `exec ${text}`],
    ["time", (text: string) => `time -p ${text}`],
    ["a negation", (text: string) => `! ${text}`],
    ["chroot", (text: string) => `chroot /mnt ${text}`],
    ["nsenter", (text: string) => `nsenter -t 1 -m -- ${text}`],
    ["unshare", (text: string) => `unshare -m ${text}`],
    ["strace", (text: string) => `strace -f ${text}`],
    ["flock", (text: string) => `flock -n /tmp/lock ${text}`],
    ["busybox", (text: string) => `busybox nice ${text}`],
    ["xargs", (text: string) => `ls | xargs -I{} ${text}`],
    ["docker exec", (text: string) => `docker exec c ${text}`],
    ["kubectl exec", (text: string) => `kubectl exec pod -- ${text}`],
    ["find -exec", (text: string) => `find . -exec ${text} \\;`],
    ["find -execdir", (text: string) => `find . -execdir ${text} \\;`],
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
    ["the other branch", (text: string) => `if ls; then :; else ${text}\nfi`],
    ["a case", (text: string) => `case a in b) ls ;; *) ${text}\n;; esac`],
    ["a loop", (text: string) => `for i in 1 2; do ${text}\ndone`],
    ["a while loop", (text: string) => `while ${text}\ndo ls; done`],
    ["an until loop", (text: string) => `until ls; do ${text}\ndone`],
    ["a function", (text: string) => `f() { ${text}\n}; f`],
    ["a function that is not called", (text: string) => `f() { ${text}\n}`],
    ["the background", (text: string) => `{ ${text}\n} &`],
    ["a coprocess", (text: string) => `coproc { ${text}\n}`],
    ["a line of its own in a here-document to bash", (text: string) => `bash <<'END'\nls\n${text}\nEND`],
    ["a here-document to ssh", (text: string) => `ssh host <<'END'\n${text}\nEND`],
    ["a here-string to sh", (text: string) => `sh <<< ${quote(text)}`],
    ["a default", (text: string) => `echo "\${v:-$( ${text}\n)}"`],
    ["arithmetic", (text: string) => `echo $(( 1 + $( ${text}\n) ))`],
    ["an output substitution", (text: string) => `ls > >( ${text}\n)`],
    ["a condition's test", (text: string) => `[[ -n $( ${text}\n) ]]`],
    ["a redirection's target", (text: string) => `cat < <( ${text}\n)`],
    ["output to /dev/null", (text: string) => `{ ${text}\n} >/dev/null 2>&1`],
    ["a substitution", (text: string) => `echo "$( ${text}\n)"`],
    ["a process substitution", (text: string) => `cat <( ${text}\n)`],
    ["a pipe after it", (text: string) => `{ ${text}\n} | cat`],
    ["bash -c", (text: string) => `bash -c ${quote(text)}`],
    ["bash with flags", (text: string) => `/bin/bash --norc -eu -o pipefail -c ${quote(text)} name word`],
    ["bash -c in bash -c", (text: string) => `bash -c ${quote(`bash -c ${quote(text)}`)}`],
    ["sudo sh -c", (text: string) => `sudo sh -c ${quote(text)}`],
    ["env -S", (text: string) => `env -S ${quote(`sh -c ${quote(text)}`)}`],
    ["su -c", (text: string) => `su - app -c ${quote(text)}`],
    ["flock -c", (text: string) => `flock /tmp/lock -c ${quote(text)}`],
    ["script -c", (text: string) => `script -qc ${quote(text)} /dev/null`],
    ["docker exec sh -c", (text: string) => `docker exec -i c sh -c ${quote(text)}`],
    ["find -exec sh -c", (text: string) => `find . -exec sh -c ${quote(text)} _ {} +`],
    ["mapfile", (text: string) => `mapfile -C ${quote(text)} -c 1 lines < f`],
    ["eval", (text: string) => `eval ${quote(text)}`],
    ["ssh", (text: string) => `ssh host ${quote(text)}`],
    ["watch", (text: string) => `watch ${quote(text)}`],
    ["trap", (text: string) => `trap ${quote(text)} EXIT`],
  ])("%s", (_name, change) => holds(parsable, change));

  it("writing any of its words in another way", () => {
    const hex = (char: string) => `\\x${(char.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}`;
    const octal = (char: string) => `\\${(char.codePointAt(0) ?? 0).toString(8).padStart(3, "0")}`;
    const inside = (word: string, text: string) => word.slice(0, 1) + text + word.slice(1);
    const styles = [
      (word: string) => word,
      (word: string) => `"${word}"`,
      (word: string) => `'${word}'`,
      (word: string) => `""${word}`,
      (word: string) => `\\${word}`,
      (word: string) => `$'${word}'`,
      (word: string) => `$'${[...word].map(hex).join("")}'`,
      (word: string) => `$'${[...word].map(octal).join("")}'`,
      (word: string) => `$'${hex(word[0] ?? "")}'${word.slice(1)}`,
      (word: string) => inside(word, "''"),
      (word: string) => inside(word, '""'),
      (word: string) => inside(word, "\\\n"),
      (word: string) => [...word].map((char) => `'${char}'`).join(""),
      (word: string) => (word.startsWith("-") ? word : `$(echo ${word})`),
      (word: string) => (word.startsWith("-") ? word : `"$(printf ${word})"`),
      (word: string) => `$(printf %s '${word}')`,
    ];
    fc.assert(
      fc.property(
        anyOf(simple),
        fc.array(fc.constantFrom(...styles), { minLength: 20, maxLength: 20 }),
        (command, chosen) => {
          const written = command
            .split(" ")
            .map((word, index) => (chosen[index] ?? styles[0])?.(word))
            .join(" ");
          return riskOf(written) >= riskBefore(command);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it("braces that open into its words", () => {
    fc.assert(
      fc.property(anyOf(simple.filter((text) => /^[^,{}]+ [^,{}]+$/.test(text))), (command) => {
        const [program = "", ...words] = command.split(" ");
        const opened = `{${[program, ...words].join(",")}}`;
        return (
          riskOf(opened) >= riskBefore(command) && riskOf(`${program} {${words.join(",")},}`) >= riskBefore(command)
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it("several things around it at once", () => {
    const around = [
      (text: string) => `ls; ${text}`,
      (text: string) => `ls && ${text}`,
      (text: string) => `v=1; { ${text}\n}`,
      (text: string) => `( ${text}\n)`,
      (text: string) => `if ls; then ${text}\nfi`,
      (text: string) => `for i in a b; do ${text}\ndone`,
      (text: string) => `f() { ${text}\n}; f`,
      (text: string) => `echo "$( ${text}\n)"`,
      (text: string) => `bash -c ${quote(text)}`,
      (text: string) => `eval ${quote(text)}`,
      (text: string) => `sudo bash -c ${quote(text)}`,
      (text: string) => `ssh host ${quote(text)}`,
      (text: string) => `timeout 9 sh -ec ${quote(text)}`,
      (text: string) => `bash <<'END${text.length}'\n${text}\nEND${text.length}\n`,
      (text: string) => `case x in x) ${text}\n;; esac`,
      (text: string) => `ls | { ${text}\n}`,
    ];
    fc.assert(
      fc.property(
        anyOf(parsable.filter((text) => text.length < 200)),
        fc.array(fc.constantFrom(...around), { minLength: 1, maxLength: 4 }),
        (command, wrappers) => {
          const wrapped = wrappers.reduce((text, wrap) => wrap(text), command);
          return riskOf(wrapped) >= riskBefore(command);
        },
      ),
      { numRuns: 4_000 },
    );
  });

  it("splitting its words by variables set before", () => {
    fc.assert(
      fc.property(anyOf(simple.filter((text) => text.length > 2)), fc.nat(), (command, seed) => {
        const at = 1 + (seed % (command.length - 1));
        if (/\s/.test(command[at - 1] ?? "") || /[\s=]/.test(command[at] ?? "")) return true;
        const word = /^\S*/.exec(command.slice(at))?.[0] ?? "";
        const split = `v=${quote(word)}; ${command.slice(0, at)}\${v}${command.slice(at + word.length)}`;
        return riskOf(split) >= riskBefore(command);
      }),
      { numRuns: 3_000 },
    );
  });

  it("more blanks between its words", () => {
    fc.assert(
      fc.property(
        anyOf(simple),
        fc.integer({ min: 1, max: 4 }),
        (command, count) => riskOf(command.replaceAll(" ", " ".repeat(count))) === riskBefore(command),
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
