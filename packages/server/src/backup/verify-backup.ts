import { createHash, createPublicKey } from "node:crypto";
import { Readable } from "node:stream";
import { createMerkleTree, keyIdOf, type MerkleTree, splitLines } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import {
  type Anchor,
  type CopiedLedgerCheck,
  createCopiedLedgerCheck,
  readAnchorLine,
  readCopiedRow,
} from "@steadyhand/postgres";
import { type ArchiveEntry, type ArchiveReader, BackupProblem, readArchive } from "./archive-reader.ts";
import { type BackupHeader, type BackupManifest, entryNames, type KeptLedger } from "./backup-format.ts";
import { createRowCount, type RowCount } from "./count-rows.ts";

/** What a backup was found to be. */
export type BackupReport =
  | ({ readonly ok: true } & WholeBackup)
  | { readonly ok: false; readonly code: string; readonly problem: string; readonly part?: string };

export interface WholeBackup {
  readonly id: string;
  readonly at: string;
  readonly release: string;
  readonly machine: string;
  readonly isSealed: boolean;
  readonly keyId: string;
  /** Whether it was signed by a key that whoever asked holds, and not only by the one that lies in it. */
  readonly isKeyKnown: boolean;
  readonly rows: number;
  readonly outputs: number;
  /** Keys of outputs, each wrapped by a master key that is not among them. */
  readonly dataKeys: number;
  readonly checkpoints: number;
  readonly ledgers: readonly KeptLedger[];
  readonly leftOut: readonly string[];
}

export interface VerifyOptions {
  readonly file: string;
  readonly passphrase?: string;
  /** The key that must have signed it. */
  readonly publicKeyPem?: string;
  readonly onProgress?: (line: string) => void;
}

/**
 * Checks a backup with nothing but itself: every digest, every count, the ledger of each tenant and its checkpoints. Throws
 * where there is nothing to check: `backup.not_found`, `backup.no_backup`, `backup.needs_passphrase`, `backup.wrong_passphrase`.
 */
export async function verifyBackup(options: VerifyOptions): Promise<BackupReport> {
  let archive: ArchiveReader | undefined;
  try {
    archive = await readArchive(options.file, options.passphrase);
    return { ok: true, ...(await checkArchive(archive, options)) };
  } catch (error) {
    const found = asProblem(error);
    if (found === undefined) throw error;
    const { code, message: problem, part } = found;
    return { ok: false, code, problem, ...(part !== undefined && { part }) };
  } finally {
    archive?.close();
  }
}

function asProblem(error: unknown): BackupProblem | undefined {
  if (error instanceof BackupProblem) return error;
  // What cuts bytes into lines says so where they are no text.
  const isNoText = error instanceof OpsError && error.code.startsWith("export.");
  return isNoText ? new BackupProblem("backup.part_changed", "it holds what is no text") : undefined;
}

async function checkArchive(archive: ArchiveReader, options: VerifyOptions): Promise<WholeBackup> {
  const { header } = archive;
  const checks = createContentChecks(header);
  for await (const entry of archive.entries()) {
    await checks.take(entry);
    if (entry.name.kind === "rows" && entry.name.part > 1) {
      options.onProgress?.(`Checking ${entry.name.table} of ${entry.name.tenantId}: part ${entry.name.part}`);
    }
  }
  const signed = archive.manifest();
  const publicKeyPem = checks.publicKeyPem();
  // What exactly is wrong says more than that the signature does not hold, so it comes first.
  const found = await checks.finish(signed.manifest);
  if (!signed.isSignedBy(publicKeyPem)) {
    throw new BackupProblem(
      "backup.manifest_edited",
      "the signature does not hold: it was edited afterwards",
      entryNames.manifest,
    );
  }
  if (options.publicKeyPem !== undefined && keyIdOf(options.publicKeyPem) !== header.keyId) {
    const ours = keyIdOf(options.publicKeyPem);
    throw new BackupProblem("backup.other_key", `it was signed with key ${header.keyId}, and the one given is ${ours}`);
  }
  const { id, at, release, machine, keyId, leftOut } = header;
  return {
    ...{ id, at, release, machine, keyId, leftOut, isSealed: archive.isSealed },
    isKeyKnown: options.publicKeyPem !== undefined,
    ...found,
    ledgers: signed.manifest.ledgers,
  };
}

interface Ledger {
  readonly check: CopiedLedgerCheck;
  readonly tree: MerkleTree;
}

/** What the entries say, beyond that each is as it was written. */
function createContentChecks(header: BackupHeader) {
  const columnsOf = new Map(header.tables.map(({ name, columns }) => [name, columns]));
  const counts = new Map<string, { readonly count: RowCount; part: number }>();
  const ledgers = new Map<TenantId, Ledger>();
  const heads = new Map<TenantId, { readonly sequence: number; readonly hash: string }>();
  const anchors: Anchor[] = [];
  let pem: string | undefined;
  let outputs = 0;

  const publicKeyPem = () => {
    if (pem === undefined) throw missing(entryNames.folder("ledger-key.pub"));
    return pem;
  };

  function readKey(bytes: Buffer): string {
    const text = bytes.toString("utf8");
    const keyId = isKey(text) ? keyIdOf(text) : "none";
    if (keyId === header.keyId) return text;
    const why = `it is key ${keyId}, and the header names ${header.keyId}`;
    throw new BackupProblem("backup.part_changed", why, entryNames.folder("ledger-key.pub"));
  }

  async function readAnchors(path: string, content: AsyncIterable<Buffer>): Promise<void> {
    const key = { keyId: header.keyId, publicKey: createPublicKey(publicKeyPem()) };
    for await (const lines of splitLines(content)) {
      for (const line of lines) {
        const read = readAnchorLine(line, key);
        if (!read.ok) throw new BackupProblem(read.code, read.problem, path);
        anchors.push(read.anchor);
      }
    }
  }

  async function takeRows({ name, path, content }: ArchiveEntry & { readonly name: { readonly kind: "rows" } }) {
    const { tenantId, table, part } = name;
    const columns = columnsOf.get(table);
    if (columns === undefined) throw unexpected(path, "the header names no such table");
    if (!header.tenants.includes(tenantId)) throw unexpected(path, "the header names no such tenant");
    const key = `${tenantId}/${table}`;
    const own = counts.get(key) ?? { count: createRowCount(), part: 0 };
    counts.set(key, own);
    if (part !== own.part + 1) throw missing(entryNames.rows(tenantId, table, own.part + 1));
    own.part = part;
    const isLedger = table === "audit_event";
    // Only what is looked at is held, and that is one part.
    const held: Buffer[] = [];
    for await (const chunk of content) {
      own.count.take(chunk);
      if (isLedger || table === "audit_head") held.push(chunk);
    }
    if (isLedger) await takeEvents(tenantId, columns, held, path);
    if (table === "audit_head") await takeHead(tenantId, columns, held, path);
  }

  async function takeEvents(tenantId: TenantId, columns: readonly string[], held: readonly Buffer[], path: string) {
    const ledger = ledgers.get(tenantId) ?? newLedger(tenantId, columns);
    ledgers.set(tenantId, ledger);
    for await (const lines of splitLines(held)) {
      const whole = lines.filter(Boolean);
      const problem = await readable(path, () => ledger.check.take(whole));
      if (problem) throw ledgerProblem(tenantId, problem);
      for (const line of whole) ledger.tree.add(line.split("\t")[columns.indexOf("hash")] ?? "");
    }
  }

  function newLedger(tenantId: TenantId, columns: readonly string[]): Ledger {
    const own = anchors.filter((anchor) => anchor.tenantId === tenantId);
    return { check: createCopiedLedgerCheck({ tenantId, columns, anchors: own }), tree: createMerkleTree() };
  }

  async function takeHead(tenantId: TenantId, columns: readonly string[], held: readonly Buffer[], path: string) {
    const [line = ""] = Buffer.concat(held).toString("utf8").split("\n");
    const row = await readable(path, async () => readCopiedRow(line, columns));
    heads.set(tenantId, { sequence: Number(row.sequence), hash: row.hash ?? "" });
  }

  return {
    publicKeyPem,
    async take(entry: ArchiveEntry) {
      const { name, path, content } = entry;
      switch (name.kind) {
        case "rows":
          return takeRows({ ...entry, name });
        case "blob": {
          outputs++;
          const digest = createHash("sha256");
          for await (const chunk of content) digest.update(chunk);
          const own = path.slice(path.lastIndexOf("/") + 1);
          // A blob is named after its content.
          if (/^[0-9a-f]{64}$/.test(own) && digest.digest("hex") !== own) {
            throw new BackupProblem(
              "backup.output_changed",
              "what it holds is not what its name is the digest of",
              path,
            );
          }
          return;
        }
        case "folder":
          if (name.file === "ledger-anchors.jsonl") return readAnchors(path, content);
          if (name.file === "ledger-key.pub") pem = readKey(Buffer.concat(await Readable.from(content).toArray()));
          else for await (const _chunk of content);
          return;
      }
    },
    async finish({ tables, ledgers: stated }: BackupManifest) {
      for (const { table, tenantId, rows, sha256 } of tables) {
        const found = counts.get(`${tenantId}/${table}`)?.count.counted() ?? createRowCount().counted();
        if (found.rows === rows && found.sha256 === sha256) continue;
        const why = `${table} of ${tenantId} had ${rows} rows, and ${found.rows} are there or another ${rows}`;
        throw new BackupProblem("backup.rows_changed", why, `tables/${tenantId}/${table}`);
      }
      if (tables.length !== header.tables.length * header.tenants.length) {
        throw new BackupProblem(
          "backup.part_missing",
          "the manifest does not count every table of every tenant",
          entryNames.manifest,
        );
      }
      for (const tenantId of header.tenants) {
        const ledger = ledgers.get(tenantId) ?? newLedger(tenantId, columnsOf.get("audit_event") ?? []);
        const head = heads.get(tenantId) ?? { sequence: 0, hash: emptyHash };
        const problem = await ledger.check.finish(head);
        if (problem) throw ledgerProblem(tenantId, problem);
        const own = stated.find((one) => one.tenantId === tenantId);
        const isSame = own?.count === head.sequence && own.head === head.hash && own.root === ledger.tree.root();
        if (!isSame)
          throw new BackupProblem(
            "backup.ledger_changed",
            `the ledger of ${tenantId} is not the one that the manifest names`,
            entryNames.manifest,
          );
      }
      const rowsOf = (kept: BackupManifest["tables"]) => kept.reduce((sum, { rows }) => sum + rows, 0);
      const dataKeys = rowsOf(tables.filter(({ table }) => table === "tenant_key"));
      return { rows: rowsOf(tables), outputs, dataKeys, checkpoints: anchors.length };
    },
  };
}

const emptyHash = "0".repeat(64);

async function readable<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new BackupProblem("backup.part_changed", error.message, path);
  }
}

function isKey(pem: string): boolean {
  try {
    createPublicKey(pem);
    return true;
  } catch {
    // Then it is none, which is what was asked.
    return false;
  }
}

function ledgerProblem(
  tenantId: TenantId,
  { code, problem, sequence }: { readonly code: string; readonly problem: string; readonly sequence?: number },
): BackupProblem {
  const where = sequence === undefined ? "" : ` at event ${sequence}`;
  return new BackupProblem(
    code,
    `the ledger of ${tenantId} is not whole${where}: ${problem}`,
    `tables/${tenantId}/audit_event`,
  );
}

function missing(part: string): BackupProblem {
  return new BackupProblem("backup.part_missing", "it should come here", part);
}

function unexpected(part: string, why: string): BackupProblem {
  return new BackupProblem("backup.part_unexpected", why, part);
}
