import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor, type Redactor } from "../redactor.ts";
import { addresses } from "./addresses.fixture.ts";
import { assignments } from "./assignments.fixture.ts";
import { commandLines } from "./command-lines.fixture.ts";
import { files } from "./files.fixture.ts";
import { harmless, harmlessLines } from "./harmless.fixture.ts";
import { type Kind, readMarks } from "./kind.ts";
import { learned, learnedWithin } from "./learned.fixture.ts";
import { structures } from "./structures.fixture.ts";
import { tokens } from "./tokens.fixture.ts";

const kinds: readonly Kind[] = [
  ...assignments,
  ...structures,
  ...commandLines,
  ...addresses,
  ...files,
  ...tokens,
  ...learned,
];
const plain = createRedactor({ learned: [] });

describe.each(kinds)("secrets in $name", ({ texts, learned: values = [] }) => {
  const redactor = createRedactor({ learned: values });

  it.each(texts)("vanish, and nothing else, from %j", (marked) => {
    const { text, stays } = readMarks(marked);
    expect(blank(redactor.redact(text))).toBe(stays.join("[redacted]"));
  });

  it("vanish wherever their text is cut in two", () => {
    for (const { text } of texts.map(readMarks)) {
      const whole = redactor.redact(text);
      for (let at = 0; at <= text.length; at += 1) {
        expect(streamed(redactor, [text.slice(0, at), text.slice(at)]), `cut at ${at}`).toBe(whole);
      }
    }
  });

  it("are gone for good: redacting again changes nothing", () => {
    for (const { text } of texts.map(readMarks)) {
      const once = redactor.redact(text);
      expect(redactor.redact(once)).toBe(once);
    }
  });
});

describe("what only looks like a secret", () => {
  it.each(harmlessLines)("stays as it is: %j", (line) => {
    expect(plain.redact(line)).toBe(line);
    expect(streamed(plain, [...line])).toBe(line);
  });

  it.each(harmless)("stays as it is among its like: $name", ({ text }) => {
    expect(plain.redact(text)).toBe(text);
  });
});

describe("a learned value inside a longer text in base64", () => {
  it.each(learnedWithin)("is not left between %j", ({ text, value }) => {
    const shown = createRedactor({ learned: [value] }).redact(text);
    expect(shown).toContain("[redacted:");
    const rest = shown.split(/\[redacted:[\w-]+\]/).map((piece) => Buffer.from(piece, "base64").toString("latin1"));
    for (let at = 0; at + 3 <= value.length; at += 1) expect(rest.join(" ")).not.toContain(value.slice(at, at + 3));
  });
});

/** What makes a careless reader go back and forth. */
const hostile = [
  ...[
    "password",
    "eyJ.",
    "://a:b",
    "://a:b/@",
    "-----BEGIN RSA PRIVATE KEY----- ",
    "mysql -p",
    "curl --user ",
    "echo ",
  ],
  ...['password="\\\n', "password\\\\\\", "<password>", "<password ", 'name="password"', "password%", "password%3D"],
  ...['secret "', "vault login ", ":5432:a:b:", "password=${", "&amp;", "\\\\u0061", "%25", "aGVsbG8gd29ybGQ", "a"],
  ...[
    "eyJ",
    "password=a,b",
    "password ",
    "a:b@",
    "a:",
    "Private-Lines: 3\nAA",
    "---- BEGIN SSH2 PRIVATE KEY ----\n-",
    "token=<a>,",
    `password: |\n${" ".repeat(300)}\n`,
    "name: password\n",
  ],
];

describe("the whole corpus in one text", () => {
  const texts = kinds.flatMap((kind) => kind.texts.map((marked) => readMarks(marked).text));
  const values = kinds.flatMap((kind) => kind.learned ?? []);
  const redactor = createRedactor({ learned: values });
  const known = createRedactor({ learned: ["Tr0ub4dor&3/é ok", "aaaaaaaaab"] });

  it("comes out the same however it is cut into pieces", () => {
    const pieces = fc.array(fc.constantFrom(...texts, ...harmlessLines), { minLength: 1, maxLength: 6 });
    const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(pieces, sizes, (parts, lengths) => {
        const text = parts.join("\n");
        expect(streamed(redactor, cut(text, lengths))).toBe(redactor.redact(text));
      }),
      { numRuns: 300 },
    );
  });

  it.each(hostile)("takes time in proportion to its length where it is made of %j", (unit) => {
    const time = (length: number) => {
      const text = unit.repeat(Math.ceil(length / unit.length));
      return Math.min(...[1, 2, 3].map(() => cpuOf(() => known.redact(text))));
    };
    time(5_000);
    // Eight times the text, and four times as much again for what else the machine does; a square would be 64.
    expect(time(40_000)).toBeLessThan(Math.max(time(5_000), 1) * 32);
  });
});

it("is what docs/redaction.md counts", () => {
  const page = readFileSync(new URL("../../../../../docs/redaction.md", import.meta.url), "utf8");
  const rows = [
    ...kinds.map(({ name, texts }) => `| ${name} | ${texts.length} |`),
    ...harmless.map(({ name, text }) => `| ${name} | ${text.split("\n").filter(Boolean).length} |`),
  ];
  const secrets = kinds.reduce((sum, { texts }) => sum + texts.length, 0);
  rows.push(`${secrets} texts with secrets, ${harmlessLines.length} lines without`);
  expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  expect(secrets).toBeGreaterThanOrEqual(300);
  expect(harmlessLines.length).toBeGreaterThanOrEqual(300);
});

const blank = (text: string) => text.replaceAll(/\[redacted:[\w-]+\]/g, "[redacted]");

function streamed(redactor: Redactor, pieces: readonly string[]): string {
  const stream = redactor.stream();
  return pieces.map((piece) => stream.push(piece)).join("") + stream.end();
}

function cut(text: string, lengths: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}

/** Of this process alone, in milliseconds. */
function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1000;
}
