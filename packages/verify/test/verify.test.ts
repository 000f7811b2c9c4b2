import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { splitLines, verifyExportBytes, verifyExport as verifyWithCore } from "@steadyhand/core/audit";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { verifyExport } from "../src/verify.mjs";
import { chunksOf } from "./chunks-of.ts";
import {
  drafts,
  key,
  linesOf,
  linesOfExecution,
  linesOfStretch,
  sealed,
  signedAgain,
  signedTexts,
  stretched,
} from "./make-export.ts";
import { malformedTexts, unusualTexts } from "./readings.ts";
import { contradictions, tamperedLinesOfStretch } from "./stretch-tamperings.ts";
import { events, joined, tamperedBytes, tamperedLines, tamperedLinesOfExecution } from "./tamperings.ts";

const folder = mkdtempSync(join(tmpdir(), "steadyhand-verify-"));
const path = join(folder, "export.jsonl");
afterAll(() => rmSync(folder, { recursive: true }));

const { publicKeyPem } = key;

/** What the auditor's verifier and the core's say of the same bytes, by lines and, the same, by blocks of any size. */
async function both(bytes: Buffer) {
  writeFileSync(path, bytes);
  const found = ({ code }: { readonly code: string }) => ({ ok: false, code });
  const core = await verifyWithCore(splitLines([bytes]), { publicKeyPem }).catch(found);
  for (const size of [bytes.length, Math.max(1_500, bytes.length >> 6)]) {
    const byBlocks = await verifyExportBytes(chunksOf(bytes, size), { publicKeyPem }).catch(found);
    expect(byBlocks, `by blocks of ${size} bytes`).toEqual(core);
  }
  return { own: verifyExport({ path, publicKeyPem }), core };
}

async function expectBothFind(bytes: Buffer, code: string): Promise<void> {
  const { own, core } = await both(bytes);
  expect([own, core]).toMatchObject([
    { ok: false, code },
    { ok: false, code },
  ]);
  if ("sequence" in core) expect(own).toMatchObject({ sequence: core.sequence });
}

describe("an export of everything", () => {
  it("is whole for both verifiers, which say the same of it", async () => {
    const { own, core } = await both(joined(await linesOf(events)));
    expect(own).toEqual({ ...core, checkpoints: 0 });
    expect(own).toMatchObject({ ok: true, events: 5, head: events[4]?.hash });
  });

  it("is whole for both verifiers with thousands of events too", async () => {
    const { own, core } = await both(joined(await linesOf(sealed(drafts(2_345)))));
    expect(own).toEqual({ ...core, checkpoints: 0 });
    expect(own).toMatchObject({ ok: true, events: 2_345 });
  });

  it.each(tamperedLines)("with %s is found by both verifiers: %s", async (_what, code, tamper) => {
    const lines = await linesOf(events);
    const tampered = tamper(lines);
    expect(tampered).not.toEqual(lines);
    await expectBothFind(joined(tampered), code);
  });

  it.each(tamperedBytes)("with %s is found by both verifiers: %s", async (_what, code, tamper) => {
    await expectBothFind(tamper(joined(await linesOf(events))), code);
  });

  it("may lack its last line end, since what the key signed is there", async () => {
    const { own, core } = await both(joined(await linesOf(events)).subarray(0, -1));
    expect([own.ok, core.ok]).toEqual([true, true]);
  });

  it("is found empty where it holds no event, though the key signed it", async () => {
    await expectBothFind(joined(await linesOf([])), "export.empty");
  });

  it.each(malformedTexts)(
    "of texts with %s is found by both verifiers, though the key signed it",
    async (_what, write) => {
      await expectBothFind(joined(await signedTexts(write)), "ledger.malformed");
    },
  );

  it.each(unusualTexts)("of texts with %s is whole for both verifiers", async (_what, write) => {
    const { own, core } = await both(joined(await signedTexts(write)));
    expect([own, core]).toMatchObject([
      { ok: true, events: 4 },
      { ok: true, events: 4 },
    ]);
  });

  it.each(contradictions)("with %s is found by both verifiers: %s", async (_what, code, write) => {
    await expectBothFind(joined(write(await linesOf(events))), code);
  });
});

describe("an export of a stretch of time", () => {
  it("is whole for both verifiers, which say the same of it", async () => {
    const { own, core } = await both(joined(await linesOfStretch()));
    expect(own).toEqual({ ...core, checkpoints: 0 });
    expect(own).toMatchObject({ ok: true, events: 5, hidden: 0, first: 4, last: 8, root: expect.any(String) });
  });

  it("has the root that an export of everything has whose last event is the same", async () => {
    const everything = await both(joined(await linesOf(stretched.slice(0, 8))));
    const { own } = await both(joined(await linesOfStretch()));
    expect(own).toMatchObject({ root: "root" in everything.own ? everything.own.root : "none" });
  });

  it.each(tamperedLinesOfStretch)("with %s is found by both verifiers: %s", async (_what, code, tamper) => {
    await expectBothFind(joined(tamper(await linesOfStretch())), code);
  });
});

describe("an export of one execution", () => {
  it("is whole for both verifiers, which say the same of it", async () => {
    const { own, core } = await both(joined(await linesOfExecution()));
    expect(own).toEqual({ ...core, checkpoints: 0 });
    expect(own).toMatchObject({ ok: true, events: 5, hidden: 2, first: 3, last: 9 });
  });

  it("that holds none of its events is found empty by both, though the key signed it", async () => {
    const lines = await linesOfExecution();
    const hidden = lines.map((line, n) =>
      n > 0 && n < 8 ? `{"hidden":${n + 2},"hash":"${line.slice(-66, -2)}"}` : line,
    );
    const closing = signedAgain(lines[8] ?? "", { count: 0, hidden: 7 });
    await expectBothFind(joined(hidden.with(8, closing)), "export.empty");
  });

  it.each(tamperedLinesOfExecution)("with %s is found by both verifiers: %s", async (_what, code, tamper) => {
    await expectBothFind(joined(tamper(await linesOfExecution())), code);
  });
});

it("finds every change of any byte, and calls it what the core calls it", async () => {
  const exports = [joined(await linesOf(events)), joined(await linesOfExecution())];
  const anyByte = fc.integer({ min: 0x20, max: 0x7e });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...exports), fc.nat(), anyByte, async (bytes, seed, byte) => {
      const place = seed % (bytes.length - 1);
      // Within a character of several bytes it would be no text any more.
      fc.pre(bytes[place] !== byte && (bytes[place] ?? 0) < 0x80);
      const changed = Buffer.from(bytes);
      changed[place] = byte;
      const { own, core } = await both(changed);
      expect(own.ok).toBe(false);
      expect(own).toMatchObject({ code: "code" in core ? core.code : "none" });
    }),
    { numRuns: 400 },
  );
});
