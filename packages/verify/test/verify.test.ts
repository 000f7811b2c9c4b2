import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { splitLines, verifyExport as verifyWithCore } from "@steadyhand/core/audit";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { verifyExport } from "../src/verify.mjs";
import { drafts, key, linesOf, linesOfExecution, sealed, signedTexts } from "./make-export.ts";
import { events, joined, tamperedBytes, tamperedLines, tamperedLinesOfExecution } from "./tamperings.ts";

const folder = mkdtempSync(join(tmpdir(), "steadyhand-verify-"));
const path = join(folder, "export.jsonl");
afterAll(() => rmSync(folder, { recursive: true }));

const { publicKeyPem } = key;

/** What the auditor's verifier and the core's say of the same bytes. */
async function both(bytes: Buffer) {
  writeFileSync(path, bytes);
  const core = await verifyWithCore(splitLines([bytes]), { publicKeyPem }).catch(({ code }) => ({ ok: false, code }));
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

  it("that the key's holder signed with texts that name their place twice is still found", async () => {
    const lines = await signedTexts((text) => text.replace(/"type":/, '"tenantId":"ten_one","type":'));
    await expectBothFind(joined(lines), "ledger.malformed");
  });

  it("is found by this verifier where a text that the key's holder signed could be read in two ways", async () => {
    const texts: readonly ((text: string) => string)[] = [
      (text) => `{"sequence":9,${text.slice(1)}`,
      (text) => text.replace('"data":', '"at":"2020-01-01T00:00:00.000Z","data":'),
      (text) => text.replace('"outcome":', '"\\u0070revious":"x","outcome":'),
      (text) => `{"\\u0070revious":"x",${text.slice(1)}`,
      (text) => `{"a":${text}`,
      (text) => `[${text.slice(1)}`,
      (text) => `{"a":1}${text}`,
      (text) => `[${text}`,
    ];
    for (const write of texts) {
      writeFileSync(path, joined(await signedTexts(write)));
      expect(verifyExport({ path, publicKeyPem })).toMatchObject({ ok: false, code: "ledger.malformed", sequence: 1 });
    }
  });
});

describe("an export of one execution", () => {
  it("is whole for both verifiers, which say the same of it", async () => {
    const { own, core } = await both(joined(await linesOfExecution()));
    expect(own).toEqual({ ...core, checkpoints: 0 });
    expect(own).toMatchObject({ ok: true, events: 5, hidden: 2, first: 3, last: 9 });
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
