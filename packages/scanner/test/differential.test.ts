import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Argument } from "../src/programs/call.ts";
import { joinLines } from "../src/shell/join-lines.ts";
import { judgeShell } from "../src/shell/judge-shell.ts";
import { openSandbox, realWrappers, type Sandbox, standIns } from "./bash-words.ts";

let sandbox: Sandbox;
beforeAll(() => {
  sandbox = openSandbox();
});
afterAll(() => sandbox?.remove());

const pick = (...options: readonly string[]) => fc.constantFrom(...options);
const joined = (piece: fc.Arbitrary<string>, maxLength: number, separator = "") =>
  fc.array(piece, { maxLength }).map((pieces) => pieces.join(separator));

const plain = pick(
  "x",
  "a1",
  "-",
  "-n",
  "--long",
  "_",
  ".",
  ",",
  "=",
  "+",
  "@",
  "%",
  ":",
  "#",
  "~/",
  "^",
  "]",
  "}",
  "{",
  "é",
  "!",
);
const escaped = pick(
  "\\ ",
  "\\*",
  "\\$",
  "\\'",
  '\\"',
  "\\\\",
  "\\\n",
  "\\{",
  "\\,",
  "\\~",
  "\\#",
  "\\!",
  "\\\t",
  "\\x",
);
const single = joined(pick("x", " ", "$v", "\\", "{a,b}", "*", '"', "\n", "~/", "#", "`"), 3).map(
  (text) => `'${text}'`,
);
const inDouble = pick(
  "x",
  " ",
  '\\"',
  "\\$",
  "\\\\",
  "\\x",
  "'",
  "{a,b}",
  "$v",
  "${v}",
  "${w}",
  "*",
  "~/",
  "\\\n",
  "\n",
  "\\`",
  "$",
  "${v}y",
  "#",
  "$IFS",
);
const double = joined(inDouble, 4).map((text) => `"${text}"`);
const ansiC = joined(
  pick(
    "x",
    "\\n",
    "\\t",
    "\\x41",
    "\\x4",
    "\\x{41}",
    "\\101",
    "\\1",
    "\\u0041",
    "\\u41",
    "\\U00000041",
    "\\cA",
    "\\e",
    "\\\\",
    "\\'",
    '\\"',
    "\\?",
    "\\z",
    "\\0",
    "\\a",
    " ",
    "$v",
    "{a,b}",
    "\\08",
  ),
  3,
).map((text) => `$'${text}'`);
const variable = pick("$v", "${v}", "$w", "${w}", "$v$w", "$IFS", "${IFS}", "$(echo x y)", "$(printf x)");
const braces = pick(
  "{x,y}",
  "{x,}",
  "{,x}",
  "{x}",
  "{}",
  "{1..3}",
  "{3..1}",
  "{a..c}",
  "{c..a}",
  "{01..03}",
  "{1..5..2}",
  "{5..1..2}",
  "{a..e..2}",
  "{-1..1}",
  "{-3..-1}",
  "{x,y}{1,2}",
  "{x,{y,z}}",
  "{{x,y},z}",
  "{x,'y z'}",
  '{x,"y,z"}',
  "{$v,y}",
  "{x,y",
  "x,y}",
  "{x\\,y,z}",
  "{a..}",
  "{..b}",
  "{1..a}",
  "{{x,y}",
  "{x,y}}",
  "{x,y,}",
  "{x y}",
  "${v}{x,y}",
  "{x,*}",
  "{~/,x}",
  "{'a,b'}",
  "{a,b\\}}",
  "{,}",
  "{a..a}",
  "{a,$'b'}",
  "{a}{b,c}",
  "{x,y}\\ z",
  "{-n,--all}",
  "{#a,b}",
);
const word = fc
  .array(fc.oneof(plain, plain, escaped, single, double, ansiC, variable, braces), { minLength: 1, maxLength: 3 })
  .map((pieces) => pieces.join(""));

const value = pick(
  "x",
  "'x y'",
  "' x'",
  "'x '",
  "''",
  '"$v"',
  "$v",
  "x$v",
  "$'a\\tb'",
  "~/",
  "\\ ",
  "'*'",
  "'-n'",
  "$w$v",
  "'a  b'",
  "~/x:~",
  '"a\nb"',
);
const assignment = fc.tuple(pick("v", "w"), pick("=", "=", "=", "+="), value).map((parts) => parts.join(""));
const program = pick(
  "alpha",
  "beta",
  "gamma",
  "'alpha'",
  "\\beta",
  "al''pha",
  "$'gamma'",
  '"be"ta',
  "{alpha,beta}",
  "al{pha,x}",
);
const wrapper = pick(
  "",
  "",
  "",
  "",
  "command ",
  "builtin command ",
  "env ",
  "env -u V ",
  "nice ",
  "nice -n 1 ",
  "nohup ",
  "time ",
);
const blank = pick(" ", "  ", "\t", " \\\n");
const simple = fc
  .tuple(wrapper, program, blank, fc.array(word, { maxLength: 4 }))
  .map(([around, name, between, words]) => around + [name, ...words].join(between));
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const nested = fc.oneof(
  { weight: 6, arbitrary: simple },
  { weight: 1, arbitrary: simple.map((text) => `eval ${quoted(text)}`) },
  { weight: 1, arbitrary: simple.map((text) => `bash -c ${quoted(text)}`) },
  { weight: 1, arbitrary: simple.map((text) => `bash <<'END'\n${text}\nEND\n`) },
  { weight: 1, arbitrary: simple.map((text) => `( ${text}\n)`) },
  { weight: 1, arbitrary: simple.map((text) => `{ ${text}\n}`) },
  { weight: 1, arbitrary: simple.map((text) => `if alpha; then ${text}\nfi`) },
  { weight: 1, arbitrary: simple.map((text) => `f() { ${text}\n}; f`) },
  { weight: 1, arbitrary: fc.tuple(simple, simple).map((both) => both.join("\n| ")) },
);
const command = fc
  .tuple(
    joined(assignment, 3, "; "),
    fc.array(nested, { minLength: 1, maxLength: 2 }),
    pick("; ", "\n", " && ", "\n\n"),
  )
  .map(([set, commands, between]) => (set === "" ? "" : `${set}\n`) + commands.join(between));

interface Reading {
  readonly isConstant: boolean;
  readonly calls: readonly (readonly string[])[];
}

/** What the scanner takes the stand-ins of a text to receive. */
function read(text: string): Reading {
  const seen: (readonly Argument[])[] = [];
  const found = judgeShell(
    text,
    () => [],
    (words) => seen.push(words),
  );
  const names: ReadonlySet<string> = new Set(standIns);
  return {
    isConstant:
      seen.every((words) => words.every(({ kind }) => kind === "constant")) &&
      !found.some(({ rule }) => rule === "shell.syntax"),
    calls: seen.map((words) => words.map((one) => one.text)).filter(([name]) => name !== undefined && names.has(name)),
  };
}

const distinct = (calls: readonly (readonly string[])[]) =>
  [...new Set(calls.map((call) => JSON.stringify(call)))].sort();

it("resolves the words of constant commands to those that programs receive from bash", { timeout: 120_000 }, () => {
  let compared = 0;
  let decided = 0;
  const differences: unknown[] = [];
  // One bash reads a batch. Shrinking it would start hundreds of them, and a difference names its one command anyway.
  const batches = fc.noShrink(fc.array(command, { minLength: 50, maxLength: 50 }));
  const { seed } = fc.check(
    fc.property(batches, (commands) => {
      const received = sandbox.run(commands);
      expect(received.length).toBe(commands.length);
      for (const [index, text] of commands.entries()) {
        const { isConstant, calls } = read(text);
        compared++;
        // Where a backslash ends a line in what may be a comment, the text is read in both ways.
        if (!isConstant || joinLines(text)?.isCertain === false) continue;
        decided++;
        const [resolved, real] = [distinct(calls), distinct(received[index] ?? [])];
        if (resolved.join() !== real.join()) differences.push({ text, resolved, real });
      }
      return differences.length < 5;
    }),
    { numRuns: 8 },
  );
  expect({ seed, differences }).toEqual({ seed, differences: [] });
  expect(compared).toBe(400);
  // A scanner that takes nothing for constant would agree with every shell.
  expect(decided / compared).toBeGreaterThan(0.45);
});

it("runs nothing but stand-ins, and programs that only run them", () => {
  expect(sandbox.run(["alpha x", "ls", "/bin/sh -c 'alpha y'; cat /etc/hostname", "beta 'a b' ''"])).toEqual([
    [["alpha", "x"]],
    [],
    [["alpha", "y"]],
    [["beta", "a b", ""]],
  ]);
  expect(realWrappers).toEqual(["env", "nice", "nohup", "bash"]);
});
