import { createHash } from "node:crypto";
import {
  checkStretch,
  type SealedEvent,
  type StretchCheck,
  splitLines,
  verifyExport,
  verifyExportBytes,
} from "@steadyhand/core/audit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunksOf } from "./chunks-of.ts";
import {
  drafts,
  hashOf,
  key,
  lineOf,
  linesOf,
  linesOfExecution,
  linesOfStretch,
  link,
  sealed,
  signedTexts,
} from "./make-export.ts";
import { malformedTexts, unusualTexts } from "./readings.ts";
import { joined } from "./tamperings.ts";

const { publicKeyPem } = key;
const events = sealed(drafts(24));
const others = sealed(drafts(24, "forged"), "ten_two");
const exports = await Promise.all([
  linesOf(events),
  linesOfStretch(),
  linesOfExecution(),
  linesOf(others, key, "ten_two"),
  ...[...unusualTexts, ...malformedTexts].map(([, write]) => signedTexts(write)),
]);

/** Changes lines at a place, or at two: by hand, or with hashes that are right. */
type Damage = (lines: readonly string[], at: number, to: number) => readonly string[];

/** The event that stands in a line, written anew in one place and with its own hash. */
const rehashed = (line: string, from: string | RegExp, to: string): string => {
  const text = line.slice('{"event":'.length, -75).replace(from, to);
  return line.startsWith('{"event":') ? `{"event":${text},"hash":"${hashOf(text)}"}` : line;
};

const damages: Readonly<Record<string, Damage>> = {
  nothing: (lines) => lines,
  "a text is edited": (lines, at) => lines.with(at, (lines[at] ?? "").replace("restart", "destroy")),
  "a hash is edited": (lines, at) => lines.with(at, (lines[at] ?? "").replace(/"hash":".{4}/, '"hash":"0000')),
  "a hash has another name": (lines, at) => lines.with(at, (lines[at] ?? "").replace(',"hash":', ',"hach":')),
  "a line ends otherwise": (lines, at) => lines.with(at, (lines[at] ?? "").replace(/\}$/, "]")),
  "one is dropped": (lines, at) => lines.toSpliced(at, 1),
  "one is there twice": (lines, at, to) => lines.toSpliced(to, 0, lines[at] ?? ""),
  "two are swapped": (lines, at, to) => lines.with(at, lines[to] ?? "").with(to, lines[at] ?? ""),
  "the rest is cut": (lines, at) => lines.slice(0, at),
  "one is of another tenant": (lines, at) => lines.with(at, lineOf(others[at - 1])),
  "the rest is of another tenant": (lines, at) => [...lines.slice(0, at), ...others.slice(at - 1).map(lineOf)],
  "one was put in its place": (lines, at) => lines.with(at, lineOf(forgedBehind(events[at - 2])[0])),
  "the rest was written anew": (lines, at) => [
    ...lines.slice(0, at),
    ...forgedBehind(events[at - 2]).map(lineOf),
    lines.at(-1) ?? "",
  ],
  "a place is left out": (lines, at) =>
    lines.with(at, rehashed(lines[at] ?? "", /("sequence":)(\d+)(?=,"[st])/, "$1$29")),
  "the one before is another": (lines, at) =>
    lines.with(at, rehashed(lines[at] ?? "", /("previous":")[0-9a-f]{4}/, "$1ffff")),
  "a key stands there twice": (lines, at) =>
    lines.with(at, rehashed(lines[at] ?? "", '"type":', '"tenantId":"x","type":')),
  "lines follow": (lines, at) => [...lines, ...lines.slice(at, at + 3)],
  "a line is empty": (lines, at) => lines.toSpliced(at, 0, ""),
};

function forgedBehind(before: SealedEvent | undefined): SealedEvent[] {
  return sealed(drafts(4, "forged"), "ten_one", link(before));
}

/** Threads as they may be: at once, late, in another order, or not there any more. */
const anyCheck: fc.Arbitrary<StretchCheck> = fc.infiniteStream(fc.nat(3)).map((kinds) => (block) => {
  const kind = kinds.next().value;
  if (kind === 0) return undefined;
  if (kind === 1) return checkStretch(block);
  if (kind === 2) return Promise.reject(new Error("the thread is gone"));
  return new Promise((resolve) => setImmediate(() => resolve(checkStretch(block))));
});

const byLines = (bytes: Buffer) => verifyExport(splitLines([bytes]), { publicKeyPem });

describe("reading an export by blocks", () => {
  it("says what reading it line by line says, of any export, damage and block, whoever checks", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          lines: fc.constantFrom(...exports),
          damage: fc.constantFrom(...Object.keys(damages)),
          places: fc.tuple(fc.nat(), fc.nat()),
          size: fc.integer({ min: 1, max: 4_000 }),
          ahead: fc.nat(4),
          check: fc.oneof({ weight: 3, arbitrary: fc.constant(checkStretch) }, anyCheck),
        }),
        async ({ lines, damage, places, size, ahead, check }) => {
          const [at = 0, to = 0] = places.map((place) => 1 + (place % (lines.length - 1)));
          const bytes = joined([...(damages[damage]?.(lines, at, to) ?? [])]);
          const report = await verifyExportBytes(chunksOf(bytes, size), { publicKeyPem, check, ahead });
          expect(report).toEqual(await byLines(bytes));
        },
      ),
      { numRuns: 800 },
    );
  });

  it("takes all events of an ordinary export by the block", async () => {
    const bytes = joined(await linesOf(events));
    const start = bytes.indexOf("\n") + 1;
    const stretch = checkStretch(bytes.subarray(start));
    expect(stretch).toMatchObject({ tenantId: "ten_one", first: 1, last: { sequence: 24, hash: events[23]?.hash } });
    expect(bytes.subarray(start + (stretch?.bytes ?? 0)).toString()).toMatch(/^\{"statement":/);
    expect(stretch?.subtrees.map(({ size }) => size)).toEqual([16, 8]);
  });

  it.each(unusualTexts)("takes a text with %s by the block too", async (_what, write) => {
    const lines = (await signedTexts(write)).slice(1, -1);
    expect(checkStretch(joined(lines))).toMatchObject({ first: 1, last: { sequence: lines.length } });
  });

  it("takes no tenant for another whose name in one byte a character looks like it", async () => {
    const named = sealed(drafts(3), "ten_é" as "ten_one");
    const lines = await linesOf(named, key, "ten_Ã©" as "ten_one");
    const report = await verifyExportBytes([joined(lines)], { publicKeyPem });
    expect(report).toMatchObject({ ok: false, code: "ledger.other_tenant", sequence: 1 });
    expect(report).toEqual(await byLines(joined(lines)));
  });

  it("takes no event whose bytes are not UTF-8, though their hash is right", () => {
    const [wrong = Buffer.alloc(0)] = events.map(({ text }) => Buffer.from(text));
    wrong.fill(0xff, wrong.indexOf("Riley"), wrong.indexOf("Riley") + 1);
    const hash = createHash("sha256").update(wrong).digest("hex");
    const line = Buffer.concat([Buffer.from('{"event":'), wrong, Buffer.from(`,"hash":"${hash}"}\n`)]);
    expect(checkStretch(line)).toBeUndefined();
    expect(checkStretch(joined([lineOf(events[0])]))).toMatchObject({ first: 1 });
  });

  it("refuses bytes that are not UTF-8, once all before them was judged", async () => {
    const bytes = joined(await linesOf(events));
    const place = bytes.lastIndexOf("Riley") + 2;
    const wrong = Buffer.from(bytes).fill(0xff, place, place + 1);
    const check = (block: Buffer) => verifyExportBytes(chunksOf(block, 900), { publicKeyPem, ahead: 9 });
    await expect(check(wrong)).rejects.toMatchObject({ code: "export.not_utf8" });
    const edited = wrong.fill("X", bytes.indexOf("restart"), bytes.indexOf("restart") + 1);
    expect(await check(edited)).toMatchObject({ ok: false, code: "ledger.edited", sequence: 1 });
  });

  it("judges what was read before a line that is too long", async () => {
    const bytes = joined(await linesOf(events));
    const filling = Array.from({ length: 65 }, () => Buffer.alloc(1024 * 1024, "x"));
    const read = (first: Buffer) => verifyExportBytes([first, ...filling], { publicKeyPem, ahead: 100 });
    await expect(read(bytes)).rejects.toMatchObject({ code: "export.line_too_long" });
    const edited = Buffer.from(bytes).fill("X", bytes.indexOf("restart"), bytes.indexOf("restart") + 1);
    expect(await read(edited)).toMatchObject({ ok: false, code: "ledger.edited", sequence: 1 });
  });
});
