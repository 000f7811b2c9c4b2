import { readFileSync } from "node:fs";
import type { Effect, Risk } from "@steadyhand/core/risk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isKnownProgram,
  loadScanner,
  type OwnProblem,
  type OwnPrograms,
  readOwnPrograms,
  scannerVersion,
} from "../src/index.ts";
import { families } from "../src/programs/families.ts";
import { opaquePrograms } from "../src/programs/opaque.ts";
import { readFixtures } from "./fixtures.ts";

const order: Readonly<Record<Risk, number>> = { safe: 0, caution: 1, unknown: 2, dangerous: 3 };
const effects: readonly Effect[] =
  "reads reveals writes deletes executes starts stops scales configures sends grants spends".split(" ") as Effect[];
const plain = await loadScanner();
const fixtures = [...readFixtures("canaries.txt"), ...readFixtures("reads.txt")];

async function read(text: string): Promise<OwnPrograms> {
  const reading = await readOwnPrograms(text);
  if (!reading.ok) throw new Error(reading.problems.map(({ line, message }) => `${line}: ${message}`).join("\n"));
  return reading.programs;
}

async function problemsOf(text: string): Promise<readonly OwnProblem[]> {
  const reading = await readOwnPrograms(text);
  return reading.ok ? [] : reading.problems;
}

const shop = `
version: 1
programs:
  shopctl:
    global: ["-n, --namespace NAME"]
    commands:
      "order list": { effect: reads, flags: ["--limit N", "--json"], operands: 1 }
      "cache flush": { effect: deletes, reach: all, why: Empties every cache node, undo: cache warm }
      "worker stop": { effect: stops, flags: ["--queue NAME"], undo: worker start }
      "worker start": { effect: starts, flags: ["--queue NAME"], undo: worker stop }
      "deploy": { effect: configures }
      "deploy --prune": { effect: deletes }
  wipe-cache: { effect: configures }
  kubectl:
    commands:
      "get secrets": { effect: reveals, risk: dangerous }
`;
const scanner = await loadScanner({ programs: await read(shop) });
const judge = (command: string) => scanner.scan(command, "shell");

describe("an own program", () => {
  it.each<[Risk, string]>([
    ["safe", "shopctl order list --limit 5"],
    ["safe", "shopctl -n prod order list --json"],
    ["safe", "sudo shopctl order list"],
    ["safe", 'shopctl order list "$ID"'],
    ["safe", "shopctl --help"],
    ["caution", "shopctl deploy"],
    ["caution", "ssh db1 shopctl order list"],
    ["caution", "shopctl order list ~/.ssh/id_rsa"],
    ["dangerous", "shopctl deploy --prune"],
    ["dangerous", "shopctl -n prod cache flush"],
  ])("is %s as its author says: %s", (risk, command) => {
    expect(judge(command).risk).toBe(risk);
  });

  it.each([
    ["another subcommand", "shopctl order"],
    ["another flag of one that reads", "shopctl order list --force"],
    ["more operands than are allowed", "shopctl order list a b"],
    ["a word that is only known when it runs", "shopctl order list $ID"],
    ["a pattern", "shopctl order list *"],
    ["a program from a path", "/opt/shop/shopctl order list"],
    ["a variable that nobody knows", "SHOP=1 shopctl order list"],
    ["--help of a program that does something by itself", "wipe-cache --help"],
    ["a redirection into the system", "shopctl order list > /etc/passwd"],
    ["a substitution that deletes", "shopctl order list $(rm -rf x)"],
    ["another meaning given to its name", "shopctl() { rm x; }; shopctl order list"],
    ["what it may hand on", "shopctl rm -rf x"],
  ])("is not safe with %s", (_what, command) => {
    expect(judge(command).risk).not.toBe("safe");
  });

  it("says why, how far it reaches and what takes it back in its author's words", () => {
    expect(judge("sudo shopctl -n prod cache flush").evidence).toMatchObject([
      {
        rule: "own.shopctl",
        effect: "deletes",
        reach: "all",
        why: "Empties every cache node",
        isReversible: true,
        undo: "sudo shopctl -n prod cache warm",
      },
    ]);
    expect(judge("shopctl worker stop --queue mail").evidence[0]?.undo).toBe("shopctl worker start --queue mail");
    expect(judge("shopctl worker stop --force").evidence[0]?.undo).toBeUndefined();
  });

  it("is known, and names the scanner, without changing any other scanner", () => {
    expect(scanner.isKnownProgram("shopctl")).toBe(true);
    expect(scanner.isKnownProgram("ls")).toBe(true);
    expect(scanner.isKnownProgram("constructor")).toBe(false);
    expect(isKnownProgram("shopctl")).toBe(false);
    expect(plain.scan("shopctl order list", "shell").risk).toBe("unknown");
    expect(plain.version).toBe(scannerVersion);
    expect(scanner.version).toMatch(/^\d+\.[0-9a-f]{12}\+[0-9a-f]{12}$/);
  });

  it("is named by what the file says and not by how it is written", async () => {
    const text = "version: 1\nprograms: { a1: { effect: stops }, b1: { effect: reads } }";
    const same =
      "# why\nprograms:\n  b1: { effect: reads }\n  a1:\n    effect: stops\nversion: 1\ntests: [{ command: b1, risk: safe }]";
    expect((await read(text)).digest).toBe((await read(same)).digest);
    expect((await read(text)).digest).not.toBe((await read(text.replace("stops", "deletes"))).digest);
  });
});

describe("a built-in program", () => {
  it("becomes stricter, and keeps what the tables say", () => {
    expect(judge("kubectl -n prod get secrets").risk).toBe("dangerous");
    expect(judge("kubectl get pods").risk).toBe("safe");
    expect(judge("kubectl delete pod x").risk).toBe("dangerous");
  });

  it.each([
    ...[
      "ls",
      "kubectl",
      "sudo",
      "bash",
      "python3",
      "vim",
      "find",
      "psql",
      "eval",
      "cd",
      "test",
      "xargs",
      "make",
      "terraform",
    ],
  ])("cannot be made safe: %s", async (name) => {
    const text = `version: 1\nprograms: { "${name}": { commands: { "rm *": { effect: reads } } } }`;
    expect((await problemsOf(text)).map(({ what }) => what).join()).toContain("is built in");
  });

  it.each([
    ["another case", "Kubectl"],
    ["a version", "python3.12"],
    ["a file ending", "rm.exe"],
    ["a word of the shell", "then"],
    ["a builtin that the tables do not have", "disown"],
    ["a path", "/usr/bin/rm"],
    ["a path of one's own", "./rm"],
    ["a flag", "-rf"],
    ["a blank", "rm x"],
    ["nothing", ""],
    ["a name that objects have", "__proto__"],
  ])("cannot be reached by %s", async (_how, name) => {
    expect(await problemsOf(`version: 1\nprograms: { ${JSON.stringify(name)}: { effect: reads } }`)).toHaveLength(1);
  });

  const builtIns = [...Object.values(families).flatMap((family) => Object.keys(family)), ...opaquePrograms];
  const inFixtures = new Set(fixtures.flatMap(({ text }) => text.split(/[^\w.-]+/)));
  const met = builtIns.filter((name) => inFixtures.has(name) && /^(?!(?:time|coproc)$)[A-Za-z0-9][\w.+-]*$/.test(name));
  const words = [
    "get",
    "list",
    "delete",
    "-rf",
    "*",
    "a",
    "x",
    "--force",
    "show",
    "status",
    "exec",
    "stop",
    "run",
    "-c",
  ];
  const paths = fc
    .array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })
    .map((given) =>
      [...given].sort((left, right) => Number(left.startsWith("-")) - Number(right.startsWith("-"))).join(" "),
    );
  const commands = (allowed: readonly Effect[]) =>
    fc.dictionary(paths, fc.record({ effect: fc.constantFrom(...allowed) }), { minKeys: 1, maxKeys: 4 });
  const files = fc.tuple(
    fc.dictionary(fc.constantFrom(...met), commands(effects.filter((effect) => effect !== "reads")), {
      minKeys: 20,
      maxKeys: 60,
    }),
    fc.dictionary(fc.constantFrom("shopctl", "nosuchtool", "constructor", "toString"), commands(effects), {
      maxKeys: 3,
    }),
  );

  it("is never judged less strictly, whatever an own file says, nor is any text that names no own program", async () => {
    const before = fixtures.map(({ text, dialect }) => order[plain.scan(text, dialect).risk]);
    await fc.assert(
      fc.asyncProperty(files, fc.nat(7), async ([strict, foreign], part) => {
        const says = (all: Readonly<Record<string, unknown>>) =>
          Object.entries(all).map(([name, value]) => [name, { commands: value }]);
        const text = JSON.stringify({ version: 1, programs: Object.fromEntries([...says(strict), ...says(foreign)]) });
        const reading = await readOwnPrograms(text);
        // Flags of the same path in another order are the same path, which is refused.
        fc.pre(reading.ok);
        const own = await loadScanner({ programs: reading.programs });
        for (const [index, { text: command, dialect }] of fixtures.entries()) {
          if (index % 8 !== part) continue;
          if (/shopctl|nosuchtool|constructor|toString/.test(command)) continue;
          const after = order[own.scan(command, dialect).risk];
          if (after < (before[index] ?? 0)) throw new Error(`${command} became less strict by ${text}`);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("has at least the own risk too, whichever program it is", async () => {
    const names = [...new Set(builtIns)].filter((name) => /^(?!(?:time|coproc)$)[A-Za-z0-9][\w.+-]*$/.test(name));
    const tooMild: string[] = [];
    for (let from = 0; from < names.length; from += 500) {
      const part = names.slice(from, from + 500);
      const programs = Object.fromEntries(part.map((name) => [name, { effect: "stops" }]));
      const own = await loadScanner({ programs: await read(JSON.stringify({ version: 1, programs })) });
      tooMild.push(...part.filter((name) => own.scan(`${name} a b`, "shell").risk !== "dangerous"));
    }
    expect(tooMild).toEqual([]);
  });
});

describe("what is wrong with a file", () => {
  it.each([
    ["an empty file", "", 1, /does not say anything/],
    ["no YAML", "version: 1\nprograms: [", 2, /not plain YAML/],
    ["no version", "programs: {}", 1, /Allowed: version: 1/],
    ["another version", "version: 2\nprograms: {}", 1, /version/],
    ["a mistyped key", "version: 1\nprogramms: {}\nprograms: {}", 2, /Did you mean `programs`\?/],
    [
      "a mistyped effect",
      "version: 1\nprograms:\n  a1: { effect: read }",
      3,
      /`read` is no effect.*Did you mean `reads`\?/,
    ],
    ["no effect", "version: 1\nprograms:\n  a1: { commands: { b: { why: x } } }", 3, /no effect/],
    [
      "a key of another place",
      "version: 1\nprograms:\n  a1: { effect: stops, flgas: [] }",
      3,
      /Did you mean `flags`\?/,
    ],
    ["the same key twice", "version: 1\nprograms:\n  a1: { effect: stops }\n  a1: { effect: reads }", 4, /twice/],
    [
      "the same path twice",
      "version: 1\nprograms:\n  a1: { commands: { 'b c': { effect: stops },\n    'b  c': { effect: reads } } }",
      4,
      /twice/,
    ],
    ["an alias", "version: 1\nprograms:\n  a1: &x { effect: stops }\n  b1: *x", 3, /anchor &x/],
    ["a tag", "version: 1\nprograms: !!set { a1 }", 2, /tag/],
    ["any flag", 'version: 1\nprograms:\n  a1: { effect: reads, flags: ["*"] }', 3, /has to be named/],
    ["no flag", 'version: 1\nprograms:\n  a1: { effect: reads, flags: ["--a b"] }', 3, /is not a flag/],
    ["a lesser risk", "version: 1\nprograms:\n  a1: { effect: deletes, risk: safe }", 3, /cannot be made less/],
    [
      "a reason that hides something",
      'version: 1\nprograms:\n  a1: { effect: stops, why: "a\\u202eb" }',
      3,
      /cannot be shown/,
    ],
    [
      "a script as undo",
      "version: 1\nprograms:\n  a1: { effect: stops, undo: 'x; rm y' }",
      3,
      /undo is not a subcommand/,
    ],
    ["no program's name", "version: 1\nprograms:\n  'a;b': { effect: stops }", 3, /not a program's name/],
    [
      "a failing test",
      "version: 1\nprograms:\n  a1: { effect: stops }\ntests:\n  - { command: a1, risk: safe }",
      5,
      /expected to be safe and is dangerous/,
    ],
    [
      "a failing undo",
      "version: 1\nprograms:\n  a1: { effect: stops }\ntests:\n  - { command: a1, risk: dangerous, undo: b }",
      5,
      /nothing does/,
    ],
    ["too many levels", `version: 1\nprograms: ${"[".repeat(5_000)}`, 1, /inside one another/],
    [
      "too many levels of lines",
      `version: 1\nprograms:\n${Array.from({ length: 40 }, (_, at) => `${" ".repeat(at + 1)}a:`).join("\n")}`,
      undefined,
      /inside one another/,
    ],
    ["too many bytes", `version: 1\n#${"x".repeat(256 * 1024)}`, 1, /longer than 256 KiB/],
    [
      "too many programs",
      `version: 1\nprograms:\n${Array.from({ length: 501 }, (_, at) => `  p${at}x: { effect: stops }`).join("\n")}`,
      undefined,
      /at most 500/,
    ],
  ])("is told with its place: %s", async (_what, text, line, message) => {
    const problems = await problemsOf(text);
    expect(problems.map((problem) => problem.message).join("\n")).toMatch(message);
    if (line !== undefined) expect(problems.find((problem) => message.test(problem.message))?.line).toBe(line);
    for (const { column } of problems) expect(column).toBeGreaterThan(0);
  });

  it("is told in the order of the file, all at once", async () => {
    const problems = await problemsOf("version: 2\nprograms:\n  a1: { effect: x }\n  b/1: {}\ntests: 5");
    expect(problems.map(({ line }) => line)).toEqual([1, 3, 4, 5]);
  });

  it("does not let a few bytes stand for many", async () => {
    const bomb = `version: 1\nprograms:\n  a: &a [x,x,x]\n${"bcdefgh"
      .split("")
      .map((name, at) => `  ${name}: &${name} [${`*${"abcdefg"[at]},`.repeat(9)}]`)
      .join("\n")}`;
    expect((await problemsOf(bomb)).length).toBeGreaterThan(0);
  });

  it("never makes reading throw", async () => {
    const unit = fc.constantFrom(
      ..."ab1:-[]{},&*!|>'\"#%@`? \n\t$",
      "version: 1\n",
      "programs:\n",
      "  a1: { effect: reads }\n",
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 80 }), async (text) => {
        expect(typeof (await readOwnPrograms(text)).ok).toBe("boolean");
      }),
      { numRuns: 500 },
    );
  });
});

it("reads the whole example of the guide, whose tests all hold", async () => {
  const guide = readFileSync(new URL("../../../docs/programs.md", import.meta.url), "utf8");
  const example = /```yaml\n([\s\S]*?)```/.exec(guide)?.[1] ?? "";
  const reading = await readOwnPrograms(example);
  expect(reading.ok ? [] : reading.problems).toEqual([]);
  expect(reading).toMatchObject({ ok: true, tests: 8 });
});
