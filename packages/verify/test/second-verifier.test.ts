import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyExport } from "../src/verify.mjs";
import { drafts, key, linesOf, linesOfExecution, linesOfStretch, sealed, signedTexts } from "./make-export.ts";
import { malformedTexts, unusualTexts } from "./readings.ts";
import { contradictions, tamperedLinesOfStretch } from "./stretch-tamperings.ts";
import { events, joined, tamperedBytes, tamperedLines, tamperedLinesOfExecution } from "./tamperings.ts";

type Answer = { readonly ok: boolean; readonly code?: string; readonly sequence?: number };

const program = fileURLToPath(new URL("second_verifier.py", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "steadyhand-second-verifier-"));
const { publicKeyPem } = key;
const whole = joined(await linesOf(events));
const ofExecution = joined(await linesOfExecution());

const good: readonly [string, Buffer, object][] = [
  ["an export of everything", whole, { events: 5, head: events[4]?.hash }],
  ["an export of thousands of events", joined(await linesOf(sealed(drafts(2_345)))), { events: 2_345 }],
  ["an export of one execution", ofExecution, { events: 5 }],
  ["an export of a stretch of time", joined(await linesOfStretch()), { events: 5 }],
  ...(await Promise.all(
    unusualTexts.map(async ([what, write]): Promise<[string, Buffer, object]> => {
      return [`an export of texts with ${what}`, joined(await signedTexts(write)), { events: 4 }];
    }),
  )),
  ["an export without its last line end", whole.subarray(0, -1), { events: 5 }],
];

const bad: readonly [string, string, Buffer][] = [
  ...(await Promise.all(
    tamperedLines.map(async ([what, code, tamper]) => ofEverything(what, code, joined(tamper(await linesOf(events))))),
  )),
  ...tamperedBytes.map(([what, code, tamper]) => ofEverything(what, code, tamper(whole))),
  ...(await Promise.all(
    tamperedLinesOfExecution.map(async ([what, code, tamper]): Promise<[string, string, Buffer]> => {
      return [`one execution with ${what}`, code, joined(tamper(await linesOfExecution()))];
    }),
  )),
  ["an export that holds no event", "export.empty", joined(await linesOf([]))],
  ...(await Promise.all(
    malformedTexts.map(async ([what, write]): Promise<[string, string, Buffer]> => {
      return [`texts with ${what}`, "ledger.malformed", joined(await signedTexts(write))];
    }),
  )),
  ...(await Promise.all(
    contradictions.map(async ([what, code, tamper]) => ofEverything(what, code, joined(tamper(await linesOf(events))))),
  )),
  ...(await Promise.all(
    tamperedLinesOfStretch.map(async ([what, code, tamper]): Promise<[string, string, Buffer]> => {
      return [`a stretch with ${what}`, code, joined(tamper(await linesOfStretch()))];
    }),
  )),
];

const answers = new Map<string, Answer>();
const fileOf = (what: string) => `${what.replaceAll(/\W+/g, "-")}.jsonl`;

// One process over all files: starting Python for each would take most of the time.
beforeAll(() => {
  for (const [what, bytes] of [...good, ...bad.map(([what, , bytes]) => [what, bytes] as const)]) {
    writeFileSync(join(folder, fileOf(what)), bytes);
    writeFileSync(join(folder, fileOf(what).replace(".jsonl", ".pem")), publicKeyPem);
  }
  const printed = execFileSync("python3", ["-B", program, "--batch", folder], { encoding: "utf8" });
  for (const line of printed.trim().split("\n")) {
    const { file, ...answer } = JSON.parse(line) as Answer & { file: string };
    answers.set(file, answer);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a verifier written from docs/ledger-format.md alone", () => {
  it("answers for every export", () => {
    expect(answers.size).toBe(good.length + bad.length);
  });

  it.each(good)("calls %s whole, as ours does", (what, _bytes, expected) => {
    const ours = verifyExport({ path: join(folder, fileOf(what)), publicKeyPem });
    expect([answers.get(fileOf(what)), ours]).toMatchObject([
      { ok: true, ...expected },
      { ok: true, ...expected },
    ]);
  });

  it.each(bad)("finds what is wrong with %s by the code that ours finds it by: %s", (what, code) => {
    const ours = verifyExport({ path: join(folder, fileOf(what)), publicKeyPem });
    expect([answers.get(fileOf(what)), ours]).toMatchObject([
      { ok: false, code },
      { ok: false, code },
    ]);
  });
});

function ofEverything(what: string, code: string, bytes: Buffer): [string, string, Buffer] {
  return [`everything with ${what}`, code, bytes];
}
