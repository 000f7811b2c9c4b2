import { createHash, generateKeyPairSync } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createZstdCompress, zstdDecompressSync } from "node:zlib";
import { verifyBackup } from "@steadyhand/server/backup";
import { extract, pack } from "tar-stream";
import { beforeAll, describe, expect, it } from "vitest";
import { createFrameEnd } from "../src/backup/frame-end.ts";
import type { BackupHouse } from "./backup-house.ts";

const passphrase = "correct horse battery staple";

interface Entry {
  readonly name: string;
  readonly content: Buffer;
  readonly type?: "file" | "symlink";
}

/** Everything that can be done to a file of bytes by somebody who does not know what is in it. */
const ofBytes: readonly (readonly [string, (file: Buffer) => Buffer, readonly string[]])[] = [
  [
    "a bit near its beginning",
    (file) => flipped(file, 40),
    ["backup.wrong_passphrase", "backup.damaged", "backup.part_changed", "backup.cut"],
  ],
  [
    "a bit in its middle",
    (file) => flipped(file, file.length >> 1),
    ["backup.damaged", "backup.part_changed", "ledger.edited"],
  ],
  ["its last bit", (file) => flipped(file, file.length - 1), ["backup.damaged"]],
  ["its last byte cut off", (file) => file.subarray(0, -1), ["backup.cut", "backup.damaged"]],
  ["its second half cut off", (file) => file.subarray(0, file.length >> 1), ["backup.cut", "backup.damaged"]],
  ["a byte in its middle taken out", (file) => without(file, file.length >> 1), ["backup.damaged", "backup.cut"]],
  [
    "a byte put behind its end",
    (file) => Buffer.concat([file, Buffer.of(0)]),
    ["backup.part_unexpected", "backup.damaged"],
  ],
  ["itself put behind its end", (file) => Buffer.concat([file, file]), ["backup.part_unexpected", "backup.damaged"]],
];

/** What somebody does who unpacks it, changes it and packs it again, and may even write the indexes anew. */
const ofEntries: readonly (readonly [
  what: string,
  change: (entries: readonly Entry[]) => readonly Entry[],
  code: string,
  part?: string,
])[] = [
  ["without its manifest", (all) => all.slice(0, -1), "backup.cut"],
  ["without its header", (all) => all.slice(1), "backup.part_missing"],
  ["without its index", (all) => all.filter(({ name }) => !name.startsWith("index/")), "backup.part_missing"],
  [
    "without the rows of one table",
    (all) => all.filter(({ name }) => !name.includes("/person/")),
    "backup.part_missing",
    "person",
  ],
  ["without an output", (all) => dropped(all, "blobs/"), "backup.part_missing", "blobs/"],
  [
    "without the ledger of a tenant",
    (all) => dropped(all, "tables/ten_other/audit_event"),
    "backup.part_missing",
    "ten_other",
  ],
  [
    "without the ledger of a tenant, and the rest to it",
    (all) => restated(dropped(all, "tables/ten_other/audit_event")),
    "ledger.tail_cut",
    "ten_other",
  ],
  [
    "without the ledger's public key",
    (all) => dropped(all, "folder/ledger-key.pub"),
    "backup.part_missing",
    "ledger-key.pub",
  ],
  [
    "with a part twice",
    (all) => all.flatMap((entry) => (entry.name.includes("/person/") ? [entry, entry] : entry)),
    "backup.part_missing",
  ],
  ["with two parts in each other's place", swapped, "backup.part_moved"],
  [
    "with a part that no backup has",
    (all) => [...all.slice(0, -2), file("folder/../../etc/passwd", "x"), ...all.slice(-2)],
    "backup.part_unexpected",
  ],
  [
    "with a link in it",
    (all) => [...all.slice(0, -2), { ...file("folder/policy.json", ""), type: "symlink" }, ...all.slice(-2)],
    "backup.part_unexpected",
  ],
  ["with something behind its manifest", (all) => [...all, file("folder/policy.json", "{}")], "backup.part_unexpected"],
  [
    "with another role of a person",
    (all) => edited(all, "/person/", "admin", "nimda"),
    "backup.part_changed",
    "person",
  ],
  [
    "with another role, and the index to it",
    (all) => indexed(edited(all, "/person/", "admin", "nimda")),
    "backup.part_changed",
    "index/",
  ],
  [
    "with another role, the index and the manifest to it",
    (all) => restated(edited(all, "/person/", "admin", "nimda")),
    "backup.manifest_edited",
  ],
  [
    "with an edited event",
    (all) => restated(edited(all, "ten_other/audit_event", '"number":1', '"number":9')),
    "ledger.edited",
    "ten_other",
  ],
  [
    "with an event cut out of the middle",
    (all) => restated(lines(all, (rows) => rows.toSpliced(2, 1))),
    "ledger.dropped",
    "ten_other",
  ],
  [
    "with the last event cut off",
    (all) => restated(lines(all, (rows) => rows.slice(0, -1))),
    "ledger.tail_cut",
    "ten_other",
  ],
  [
    "with two events in each other's place",
    (all) => restated(lines(all, ([one = "", two = "", ...rest]) => [two, one, ...rest])),
    "ledger.",
  ],
  [
    "with columns that say something else",
    (all) => restated(lines(all, (rows) => rows.map((row) => row.replace("person.added", "person.removed")))),
    "ledger.columns_edited",
  ],
  ["with an older head", (all) => restated(headed(all)), "ledger.head_edited"],
  ["with an edited checkpoint", (all) => edited(all, "ledger-anchors", '"count":', '"count":1'), "anchor."],
  [
    "with less rows than the manifest counts",
    (all) => indexed(dropped(all, "/person/")),
    "backup.part_changed",
    "index/",
  ],
  ["signed by nobody", (all) => signed(all, ""), "backup.manifest_edited"],
  ["with another's signature", (all) => signed(all, Buffer.alloc(64, 7).toString("base64")), "backup.manifest_edited"],
];

/** A backup is tampered with in every way that we know, and each is found and named. */
export function describeBackupTampering(houseOf: () => BackupHouse): void {
  describe("a backup that was changed", () => {
    let plain: Buffer;
    let sealed: Buffer;
    let entries: readonly Entry[];
    let path: string;
    beforeAll(async () => {
      const house = houseOf();
      path = join(house.folder, "tampered.backup");
      plain = readFileSync((await house.create()).file);
      sealed = readFileSync((await house.create({ passphrase })).file);
      entries = await unpacked(plain);
    }, 60_000);
    const check = async (bytes: Buffer) => {
      writeFileSync(path, bytes);
      return verifyBackup({ file: path, passphrase }).finally(() => rmSync(path));
    };

    it("is whole when it is packed as it was: what is found below is what was changed", async () => {
      expect(await check(await packed(entries))).toMatchObject({ ok: true });
      expect(await check(await packed(restated(entries)))).toMatchObject({ code: "backup.manifest_edited" });
    });

    const isFound = async (bytes: Buffer, codes: readonly string[]) => {
      const report: unknown = await check(bytes).catch((error: unknown) => error);
      expect(report).toMatchObject({ code: expect.any(String) });
      expect(codes).toContain((report as { code: string }).code); // just looked at
    };

    it.each(ofBytes)("is found with %s", async (_what, change, codes) => isFound(change(plain), codes));

    // A key made of a passphrase is meant to be slow, so of these there are fewer.
    it.each([
      ["a bit in its middle", flipped],
      ["a byte in its middle taken out", without],
      ["its second half cut off", (bytes: Buffer, at: number) => bytes.subarray(0, at)],
      ["something behind its end", (bytes: Buffer) => Buffer.concat([bytes, bytes])],
    ])("is found sealed as well with %s", async (_what, change) => {
      await isFound(change(sealed, sealed.length >> 1), ["backup.damaged"]);
    });

    it.each(ofEntries.map(([what, change, code, part]) => ({ what, change, code, part })))(
      "is found $what",
      async (one) => {
        const { change, code, part = "" } = one;
        const report = await check(await packed(change(entries)));
        expect(report).toMatchObject({ ok: false });
        const { code: found, part: where = "", problem } = report as { code: string; part?: string; problem: string };
        expect(`${found} ${problem}`).toMatch(new RegExp(`^${code.replaceAll(".", "\\.")}`));
        expect(where).toContain(part);
      },
    );

    it("is another installation's where another key signed it", async () => {
      writeFileSync(path, plain);
      const { publicKey } = generateKeyPairSync("ed25519");
      const publicKeyPem = publicKey.export({ type: "spki", format: "pem" }).toString();
      expect(await verifyBackup({ file: path, publicKeyPem })).toMatchObject({ ok: false, code: "backup.other_key" });
      writeFileSync(path, "no backup at all");
      await expect(verifyBackup({ file: path })).rejects.toMatchObject({ code: "backup.no_backup" });
    });
  });
}

const flipped = (bytes: Buffer, at: number) =>
  Buffer.from(bytes.map((byte, place) => (place === at ? byte ^ 1 : byte)));
const without = (bytes: Buffer, at: number) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
const digestOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const file = (name: string, text: string): Entry => ({ name, content: Buffer.from(text) });

function dropped(all: readonly Entry[], part: string): readonly Entry[] {
  const at = all.findIndex(({ name }) => name.includes(part));
  expect(at).toBeGreaterThan(0);
  return all.toSpliced(at, 1);
}

function edited(all: readonly Entry[], part: string, from: string, to: string): readonly Entry[] {
  return all.map((entry) => {
    if (!entry.name.includes(part)) return entry;
    const content = Buffer.from(entry.content.toString("utf8").replace(from, to));
    expect(content.equals(entry.content)).toBe(false);
    return { ...entry, content };
  });
}

function swapped(all: readonly Entry[]): readonly Entry[] {
  const rows = all.findIndex(({ name }) => name.includes("/runbook_version/"));
  const next = all[rows + 1];
  return next === undefined ? all : all.toSpliced(rows, 2, next, all[rows] ?? next);
}

/** The events of the second tenant, changed line by line. */
function lines(all: readonly Entry[], change: (rows: readonly string[]) => readonly string[]): readonly Entry[] {
  return all.map((entry) => {
    if (!entry.name.startsWith("tables/ten_other/audit_event/")) return entry;
    const rows = entry.content.toString("utf8").trimEnd().split("\n");
    return { ...entry, content: Buffer.from(`${change(rows).join("\n")}\n`) };
  });
}

/** The head of the second tenant, as it was one event ago. */
function headed(all: readonly Entry[]): readonly Entry[] {
  return all.map((entry) => {
    if (!entry.name.startsWith("tables/ten_other/audit_head/")) return entry;
    const [tenant, sequence, ...rest] = entry.content.toString("utf8").split("\t");
    return { ...entry, content: Buffer.from([tenant, Number(sequence) - 1, ...rest].join("\t")) };
  });
}

/** Writes the index anew, so that every part is what it says. */
function indexed(all: readonly Entry[]): readonly Entry[] {
  const own = all.filter(({ name }) => !name.startsWith("index/") && name !== "manifest.json");
  const text = own.map(({ name, content }) => {
    const entry = { name, bytes: content.length, sha256: digestOf(content) };
    return `${JSON.stringify(entry)}\n`;
  });
  const manifest = all.filter(({ name }) => name === "manifest.json");
  return [...own, file("index/000000001", text.join("")), ...manifest];
}

/** Writes the index and the manifest anew, with the signature that there is: the key itself is out of reach. */
function restated(all: readonly Entry[]): readonly Entry[] {
  const stated = indexed(all);
  const index = stated.find(({ name }) => name === "index/000000001")?.content ?? Buffer.alloc(0);
  return stated.map((entry) => {
    if (entry.name !== "manifest.json") return entry;
    const { manifest, signature } = JSON.parse(entry.content.toString("utf8"));
    const value = JSON.parse(manifest);
    const tables = value.tables.map((table: { table: string; tenantId: string }) => countedAnew(stated, table));
    const next = { ...value, indexes: [digestOf(index)], entries: stated.length - 2, tables };
    return file("manifest.json", JSON.stringify({ manifest: `${JSON.stringify(next)} `, signature }));
  });
}

function countedAnew(all: readonly Entry[], table: { readonly table: string; readonly tenantId: string }) {
  const content = Buffer.concat(
    all.filter(({ name }) => name.startsWith(`tables/${table.tenantId}/${table.table}/`)).map((entry) => entry.content),
  );
  const rows = content.toString("latin1").split("\n").length - 1;
  return { ...table, rows, sha256: digestOf(content) };
}

function signed(all: readonly Entry[], signature: string): readonly Entry[] {
  return all.map((entry) =>
    entry.name === "manifest.json"
      ? file(entry.name, JSON.stringify({ ...JSON.parse(entry.content.toString("utf8")), signature }))
      : entry,
  );
}

async function unpacked(bytes: Buffer): Promise<readonly Entry[]> {
  const archive = extract();
  archive.end(zstdDecompressSync(bytes));
  const entries: Entry[] = [];
  for await (const entry of archive) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    entries.push({ name: entry.header.name, content: Buffer.concat(chunks) });
  }
  return entries;
}

async function packed(entries: readonly Entry[]): Promise<Buffer> {
  const archive = pack();
  for (const { name, content, type = "file" } of entries) {
    archive.entry({ name, type, ...(type === "symlink" && { linkname: "/etc/passwd" }) }, content);
  }
  archive.finalize();
  const compressed = Readable.from(archive as AsyncIterable<Buffer>).pipe(createZstdCompress());
  const bytes = Buffer.concat(await compressed.toArray());
  return bytes.subarray(0, createFrameEnd().take(bytes));
}
