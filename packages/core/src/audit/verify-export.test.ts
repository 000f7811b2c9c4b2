import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TenantId } from "../identity/index.ts";
import type { AuditEventDraft } from "./audit-event.ts";
import {
  type ChainLink,
  emptyChain,
  type SealedEvent,
  type SigningKey,
  sealEvents,
  signingKeyOf,
  splitLines,
  verifyExport,
  writeExport,
} from "./index.ts";

const tenantId: TenantId = "ten_one";
const at = new Date("2026-03-01T03:00:00.000Z");
const key = newKey();

describe("an export of everything", () => {
  it("verifies as it was written, with what it proves", async () => {
    const { lines, events } = await exported(drafts(5));
    expect(await verify(lines)).toEqual({
      ok: true,
      tenantId,
      filter: {},
      events: 5,
      hidden: 0,
      first: 1,
      last: 5,
      head: events.at(-1)?.hash,
      root: expect.stringMatching(/^[0-9a-f]{64}$/),
      exportedAt: at.toISOString(),
      keyId: key.keyId,
    });
  });

  it.each<[string, (lines: string[]) => string[], object]>([
    ["an edited text", (l) => edited(l, 3, "restart", "destroy"), { code: "ledger.edited", sequence: 3, events: 2 }],
    ["an edited hash", (l) => edited(l, 3, /"hash":"./, '"hash":"g'), { code: "ledger.edited", sequence: 3 }],
    ["a dropped event", (l) => l.toSpliced(3, 1), { code: "ledger.dropped", sequence: 3, events: 2 }],
    ["a cut middle", (l) => l.toSpliced(2, 3), { code: "ledger.dropped", sequence: 2 }],
    ["a cut head", (l) => l.toSpliced(1, 2), { code: "ledger.head_cut", sequence: 1 }],
    ["a cut tail", (l) => l.toSpliced(5, 1), { code: "ledger.tail_cut", sequence: 5 }],
    ["a cut tail and closing line", (l) => l.slice(0, 4), { code: "export.unfinished" }],
    ["swapped events", (l) => swapped(l, 2, 4), { code: "ledger.swapped", sequence: 2 }],
    ["swapped first events", (l) => swapped(l, 1, 2), { code: "ledger.swapped", sequence: 1 }],
    ["an event there twice", (l) => l.toSpliced(3, 0, l[2] ?? ""), { code: "ledger.doubled", sequence: 2 }],
    ["an old event there again", (l) => l.toSpliced(5, 0, l[2] ?? ""), { code: "ledger.doubled", sequence: 2 }],
    ["a row without hash", (l) => edited(l, 2, /,"hash":"\w+"/, ""), { code: "ledger.hash_missing", sequence: 2 }],
    ["no line at all", () => [], { code: "export.empty" }],
    ["no event", (l) => l.toSpliced(1, 5), { code: "ledger.tail_cut", sequence: 1 }],
    ["another kind of file", () => ["hello"], { code: "export.not_an_export" }],
    ["a newer format", (l) => edited(l, 0, '_export":1', '_export":2'), { code: "export.unsupported_version" }],
    ["lines after the closing line", (l) => [...l, l[1] ?? ""], { code: "export.after_end" }],
    ["a line of noise", (l) => l.toSpliced(2, 0, "{}"), { code: "export.malformed", sequence: 2 }],
    ["an edited closing line", (l) => edited(l, 6, '"count":5', '"count":4'), { code: "export.signature_wrong" }],
    [
      "a signature in other digits",
      (l) => edited(l, 6, /(.)==/, (_, d) => `${otherDigit(d)}==`),
      { code: "export.signature_wrong" },
    ],
    ["a first line in other words", (l) => edited(l, 0, '"first":1', '"first": 1'), { code: "export.contradicts" }],
    ["an edited first line", (l) => edited(l, 0, '"first":1', '"first":2'), { code: "ledger.head_cut" }],
    ["a hidden event", (l) => l.with(2, hiddenOf(l[2])), { code: "export.contradicts", sequence: 2 }],
  ])("names %s", async (_what, tamper, finding) => {
    const { lines } = await exported(drafts(5));
    expect(await verify(tamper(lines))).toMatchObject({ ok: false, ...finding });
  });

  it("names an event that was put between two others", async () => {
    const { lines, events } = await exported(drafts(5));
    const [forged] = sealEvents({ drafts: drafts(1, "forged"), tenantId, at, after: link(events[2]) });
    expect(await verify(lines.toSpliced(4, 0, lineOf(forged)))).toMatchObject({ code: "ledger.inserted", sequence: 4 });
  });

  it("names an event that was replaced and hashed anew", async () => {
    const { lines, events } = await exported(drafts(5));
    const [forged] = sealEvents({ drafts: drafts(1, "forged"), tenantId, at, after: link(events[1]) });
    expect(await verify(lines.with(3, lineOf(forged)))).toMatchObject({ code: "ledger.rechained", sequence: 4 });
  });

  it("finds a chain that was written anew under the old closing line", async () => {
    const { lines } = await exported(drafts(5));
    const { lines: anew } = await exported(drafts(5, "forged"));
    expect(await verify([...anew.slice(0, -1), lines.at(-1) ?? ""])).toMatchObject({ code: "ledger.rechained" });
  });

  it("finds a chain that was written anew and closed with another key", async () => {
    const { lines } = await exported(drafts(5, "forged"), newKey());
    expect(await verify(lines)).toMatchObject({ ok: false, code: "export.other_key" });
  });

  it("finds a closing line signed with another key under the name of ours", async () => {
    const { lines } = await exported(drafts(5, "forged"), { ...newKey(), keyId: key.keyId });
    expect(await verify(lines)).toMatchObject({ ok: false, code: "export.signature_wrong" });
  });

  it("finds an event of another tenant", async () => {
    const { lines } = await exported(drafts(5), key, "ten_two");
    const claimed = lines.map((line, n) => (n === 0 ? line.replace("ten_two", "ten_one") : line));
    expect(await verify(claimed)).toMatchObject({ code: "ledger.other_tenant", sequence: 1 });
  });

  it("calls an export without events empty", async () => {
    const { lines } = await exported([]);
    expect(await verify(lines)).toMatchObject({ ok: false, code: "export.empty" });
  });
});

describe("an export of one execution", () => {
  const mixed = [...drafts(2), ...drafts(3, "a", "exe_a"), ...drafts(2, "b", "exe_b"), ...drafts(2, "a", "exe_a")];

  it("shows its events and hides what lies between", async () => {
    const lines = await exportedOf("exe_a");
    expect(await verify(lines)).toMatchObject({ ok: true, events: 5, hidden: 2, first: 3, last: 9 });
    expect(lines.join("\n")).not.toContain("exe_b");
  });

  it.each<[string, (lines: string[]) => string[], object]>([
    ["a dropped hidden event", (l) => l.toSpliced(4, 1), { code: "ledger.dropped", sequence: 6 }],
    ["a changed hidden event", (l) => edited(l, 5, /"hash":"..../, '"hash":"0000'), { code: "ledger.rechained" }],
    ["an event hidden that belongs to it", (l) => l.with(2, hiddenOf(l[2], 4)), { ok: false }],
    ["a cut head", (l) => edited(l.toSpliced(1, 1), 0, '"first":3', '"first":4'), { code: "ledger.head_cut" }],
    ["a cut tail", (l) => l.toSpliced(7, 1), { code: "ledger.tail_cut", sequence: 9 }],
  ])("names %s", async (_what, tamper, finding) => {
    expect(await verify(tamper(await exportedOf("exe_a")))).toMatchObject({ ok: false, ...finding });
  });

  it("refuses an event of another execution", async () => {
    const sealed = sealEvents({ drafts: mixed, tenantId, at, after: emptyChain });
    const lines = await exportedOf("exe_a");
    expect(await verify(lines.with(4, lineOf(sealed[5])))).toMatchObject({
      code: "export.wrong_execution",
      sequence: 6,
    });
  });

  async function exportedOf(executionId: "exe_a" | "exe_b"): Promise<string[]> {
    const sealed = sealEvents({ drafts: mixed, tenantId, at, after: emptyChain });
    const own = sealed.filter(({ event }) => event.executionId === executionId).map(({ event }) => event.sequence);
    const [first = 1, last = 0] = [own.at(0), own.at(-1)];
    const rows = sealed.slice(first - 1, last).map(({ event, text, hash }) => ({
      sequence: event.sequence,
      hash,
      ...(event.executionId === executionId && { text }),
    }));
    const input = { tenantId, filter: { executionId }, first, last, rows: [rows], exportedAt: () => at, key };
    return collect(writeExport(input));
  }
});

describe("properties of an export", () => {
  const anyDraft: fc.Arbitrary<AuditEventDraft> = fc.record(
    {
      type: fc.constantFrom("step.executed", "execution.started"),
      actor: fc.record({
        kind: fc.constant("person"),
        id: fc.constant("act_riley"),
        name: fc.string({ unit: "binary" }),
      }),
      outcome: fc.constantFrom("ok", "refused", "failed", "unknown"),
      why: fc.string({ unit: "binary", maxLength: 40 }),
      data: fc.dictionary(fc.oneof(fc.string(), fc.constant("previous")), fc.jsonValue(), { maxKeys: 4 }),
      runbookId: fc.constant("rbk_x"),
      stepId: fc.constant("stp_1"),
    },
    { requiredKeys: ["type", "actor", "outcome", "why", "data"] },
  );
  const anyChain = fc.array(anyDraft, { minLength: 1, maxLength: 12 });

  it("verifies every chain as it was written", async () => {
    await fc.assert(
      fc.asyncProperty(anyChain, async (chain) => {
        const { lines } = await exported(chain);
        expect(await verify(lines)).toMatchObject({ ok: true, events: chain.length });
      }),
      { numRuns: 60 },
    );
  });

  it("finds any change of any character", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyChain,
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        async (chain, seed, character) => {
          const text = (await exported(chain)).lines.join("\n");
          const position = seed % text.length;
          const changed = text.slice(0, position) + character + text.slice(position + 1);
          fc.pre(changed !== text);
          expect(await verify(changed.split("\n"))).toMatchObject({ ok: false });
        },
      ),
      { numRuns: 200 },
    );
  });

  it("finds any lines dropped, doubled, moved or cut", async () => {
    const anyTampering = fc.constantFrom<(lines: string[], at: number, to: number) => string[]>(
      (lines, from) => lines.toSpliced(from, 1),
      (lines, from, to) => lines.toSpliced(Math.min(from, to), 1 + Math.abs(to - from)),
      (lines, from) => lines.toSpliced(from, 0, lines[from] ?? ""),
      (lines, from, to) => lines.toSpliced(to, 0, lines[from] ?? ""),
      (lines, from, to) => swapped(lines, from, to),
      (lines, from) => lines.slice(0, from),
      (lines, from) => lines.slice(from + 1),
    );
    await fc.assert(
      fc.asyncProperty(anyChain, anyTampering, fc.nat(), fc.nat(), async (chain, tamper, one, other) => {
        const { lines } = await exported(chain);
        const changed = tamper(lines, one % lines.length, other % lines.length);
        fc.pre(changed.join("\n") !== lines.join("\n"));
        expect(await verify(changed)).toMatchObject({ ok: false });
      }),
      { numRuns: 300 },
    );
  });

  it("finds a chain re-chained from anywhere, whichever closing line it has", async () => {
    await fc.assert(
      fc.asyncProperty(anyChain, fc.nat(), async (chain, seed) => {
        const from = seed % chain.length;
        const forged = chain.map((draft, n) => (n === from ? { ...draft, why: `${draft.why}!` } : draft));
        const [{ lines }, { lines: own }] = [await exported(chain), await exported(forged, newKey())];
        expect(await verify(own)).toMatchObject({ code: "export.other_key" });
        expect(await verify([...own.slice(0, -1), lines.at(-1) ?? ""])).toMatchObject({ code: "ledger.rechained" });
      }),
      { numRuns: 40 },
    );
  });

  it("reads the same lines however the bytes are cut", async () => {
    await fc.assert(
      fc.asyncProperty(anyChain, fc.integer({ min: 1, max: 50 }), async (chain, size) => {
        const { lines } = await exported(chain);
        const bytes = Buffer.from(`${lines.join("\n")}\n`);
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
          bytes.subarray(n * size, (n + 1) * size),
        );
        expect(await collect(splitLines(chunks))).toEqual(lines);
      }),
      { numRuns: 30 },
    );
  });
});

it("refuses bytes that are not UTF-8, which could hide a change", async () => {
  const reading = collect(splitLines([Buffer.from([0x7b, 0xff, 0x0a])]));
  await expect(reading).rejects.toMatchObject({ code: "export.not_utf8" });
});

function newKey(): SigningKey {
  const { privateKey } = generateKeyPairSync("ed25519");
  return signingKeyOf(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
}

function drafts(count: number, what = "restart", executionId?: "exe_a" | "exe_b"): AuditEventDraft[] {
  return Array.from({ length: count }, (_, n) => ({
    type: "step.executed",
    actor: { kind: "person", id: "act_riley", name: "Riley" },
    ...(executionId && { executionId, executionSequence: n, part: 0 }),
    outcome: "ok",
    why: `${what} the "web" service`,
    data: { previous: '"previous":"', n },
  }));
}

async function exported(chain: readonly AuditEventDraft[], by = key, tenant = tenantId) {
  const events = sealEvents({ drafts: chain, tenantId: tenant, at, after: emptyChain });
  const rows = events.map(({ event, text, hash }) => ({ sequence: event.sequence, text, hash }));
  const range = { first: 1, last: events.length };
  const written = writeExport({ tenantId: tenant, filter: {}, ...range, rows: [rows], exportedAt: () => at, key: by });
  return { events, lines: await collect(written) };
}

const verify = (lines: readonly string[]) => verifyExport(lines, { publicKeyPem: key.publicKeyPem });
const link = (sealed: SealedEvent | undefined): ChainLink =>
  sealed ? { sequence: sealed.event.sequence, hash: sealed.hash } : emptyChain;
const lineOf = (sealed: SealedEvent | undefined) => `{"event":${sealed?.text},"hash":"${sealed?.hash}"}`;

type Replacement = string | ((whole: string, digit: string) => string);

function edited(lines: readonly string[], n: number, from: string | RegExp, to: Replacement): string[] {
  const line = lines[n] ?? "";
  return lines.with(n, typeof to === "string" ? line.replace(from, to) : line.replace(from, to));
}

/** Another base64 digit that differs only in the four bits that fall off the end. */
function otherDigit(digit: string): string {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return digits[digits.indexOf(digit) ^ 1] ?? "";
}

function swapped(lines: readonly string[], one: number, other: number): string[] {
  return lines.with(one, lines[other] ?? "").with(other, lines[one] ?? "");
}

function hiddenOf(line = "", n = 2): string {
  return `{"hidden":${n},"hash":"${/"hash":"(\w{64})"\}$/.exec(line)?.[1]}"}`;
}

async function collect(lines: AsyncIterable<string | readonly string[]>): Promise<string[]> {
  const all: string[] = [];
  for await (const some of lines) all.push(...(typeof some === "string" ? [some] : some));
  return all;
}
