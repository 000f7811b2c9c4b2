import { randomBytes } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { open, readdir, readFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { type AuditEventDraft, createMerkleTree, type SigningKey } from "@steadyhand/core/audit";
import type { Actor, TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import { appendToLedgers, openLedgerKey, openSnapshot, type Snapshot } from "@steadyhand/postgres";
import type { ServerLog } from "../log.ts";
import { type DataFolder, dataFolderAt } from "../start/data-folder.ts";
import { readVersion } from "../version.ts";
import { type ArchiveWriter, writeArchive } from "./archive-writer.ts";
import {
  type BackupHeader,
  backupVersion,
  entryNames,
  type KeptLedger,
  type KeptRows,
  partBytes,
} from "./backup-format.ts";
import { createRowCount, inParts } from "./count-rows.ts";
import { folderFiles } from "./folder-files.ts";
import { openNewFile, unwritable } from "./new-file.ts";
import { openSource } from "./open-source.ts";
import { verifyBackup } from "./verify-backup.ts";

export interface CreateOptions {
  readonly dataFolder: string;
  /** The PostgreSQL server that the folder's installation uses; the embedded one when not given. */
  readonly databaseUrl?: string;
  /** A new file. */
  readonly file: string;
  /** Where outputs lie on the disk; they are left out when not given. */
  readonly outputs?: string;
  /** Seals the file; then secrets are in it too. */
  readonly passphrase?: string;
  readonly by: Actor;
  readonly machineName: string;
  readonly now: () => Date;
  readonly log: ServerLog;
  readonly onProgress?: (line: string) => void;
}

/** A backup that was written, read back and found whole. */
export interface CreatedBackup {
  readonly id: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly at: string;
  readonly isSealed: boolean;
  readonly leftOut: readonly string[];
  readonly rows: number;
  readonly outputs: number;
  readonly ledgers: readonly KeptLedger[];
}

/**
 * Writes all of an installation into one new file, as of one moment, while it goes on working. The file has its name only
 * once it was read back and found whole, and every tenant's ledger says that it was made. Throws `backup.…`, `database.…`.
 */
export async function createBackup(options: CreateOptions): Promise<CreatedBackup> {
  const { file, by, now } = options;
  const folder = dataFolderAt(options.dataFolder);
  const source = await openSource(folder, { databaseUrl: options.databaseUrl, log: options.log });
  try {
    const key = await openLedgerKey(folder.path);
    const target = await openNewFile(file);
    try {
      const made = await write(options, { folder, key, place: source.place, target });
      options.onProgress?.("Reading it back");
      const { passphrase } = options;
      const report = await verifyBackup({
        ...{ file: target.unfinished, publicKeyPem: key.publicKeyPem },
        ...(passphrase !== undefined && { passphrase }),
      });
      if (!report.ok) throw notWhole(file, report);
      const events = made.ledgers.map(({ tenantId, count, head }) => ({
        tenantId,
        event: createdEvent(by, { ...made, count, head }),
      }));
      // First the record, then the file: there is none that nobody knows of.
      await appendToLedgers(source.place, now(), events);
      await target.keep();
      return made;
    } catch (error) {
      await target.discard();
      throw error;
    }
  } finally {
    await source.close();
  }
}

interface Writing {
  readonly folder: DataFolder;
  readonly key: SigningKey;
  readonly place: Parameters<typeof openSnapshot>[0];
  readonly target: Awaited<ReturnType<typeof openNewFile>>;
}

async function write(options: CreateOptions, { folder, key, place, target }: Writing): Promise<CreatedBackup> {
  const { file, passphrase, outputs, onProgress = () => {} } = options;
  // Before the snapshot: no checkpoint in the backup is of events that are not.
  const anchorBytes = await wholeLines(folder.anchors);
  onProgress("Reading the database");
  const snapshot = await openSnapshot(place);
  try {
    const files = folderFiles(folder).filter(({ path }) => existsSync(path));
    const isSealed = passphrase !== undefined;
    const header = headerOf(options, snapshot, key, {
      leftOut: isSealed ? [] : files.filter(({ isSecret }) => isSecret).map(({ name }) => name),
    });
    const archive = await writeArchive({ output: target.output, header, key, ...(isSealed && { passphrase }) });
    try {
      await addFolder(archive, folder, { anchorBytes, publicKeyPem: key.publicKeyPem });
      for (const { name, path, isSecret } of files) {
        if (isSealed || !isSecret) await addFile(archive, entryNames.folder(name), path);
      }
      const { tables, ledgers } = await addTables(archive, snapshot, onProgress);
      const blobs = outputs === undefined ? 0 : await addOutputs(archive, outputs, onProgress);
      const written = await archive.finish({ tables, ledgers });
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      const { id, at, leftOut } = header;
      return { id, file, ...written, at, isSealed, leftOut, rows, outputs: blobs, ledgers };
    } catch (error) {
      await archive.abandon();
      throw isFileError(error) ? unwritable(file, error) : error;
    }
  } finally {
    await snapshot.close();
  }
}

function headerOf(
  { machineName, outputs }: CreateOptions,
  { at, migrations, tables, sequences, tenants }: Snapshot,
  { keyId }: SigningKey,
  { leftOut }: Pick<BackupHeader, "leftOut">,
): BackupHeader {
  return {
    steadyhand_backup: backupVersion,
    id: `bkp_${randomBytes(12).toString("base64url")}`,
    at: at.toISOString(),
    release: readVersion(),
    machine: machineName,
    migrations: migrations.map(({ number, name, sha256 }) => ({ number, name, sha256 })),
    tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
    ...{ sequences, tenants: [...tenants], keyId, leftOut, hasOutputs: outputs !== undefined },
  };
}

async function addFolder(
  archive: ArchiveWriter,
  folder: DataFolder,
  { anchorBytes, publicKeyPem }: { readonly anchorBytes: number; readonly publicKeyPem: string },
): Promise<void> {
  const pem = Buffer.from(publicKeyPem);
  await archive.add(entryNames.folder("ledger-key.pub"), pem.length, [pem]);
  const lines = anchorBytes === 0 ? [] : createReadStream(folder.anchors, { end: anchorBytes - 1 });
  await archive.add(entryNames.folder(basename(folder.anchors)), anchorBytes, lines);
}

/** How far a file reaches to the end of its last whole line: its writer may be in the middle of one. */
async function wholeLines(path: string): Promise<number> {
  if (!existsSync(path)) return 0;
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, 65_536));
    await file.read(tail, 0, tail.length, size - tail.length);
    return size - tail.length + tail.lastIndexOf("\n") + 1;
  } finally {
    await file.close();
  }
}

async function addFile(archive: ArchiveWriter, name: string, path: string): Promise<void> {
  const content = await readFile(path);
  await archive.add(name, content.length, [content]);
}

async function addTables(archive: ArchiveWriter, snapshot: Snapshot, onProgress: (line: string) => void) {
  const tables: KeptRows[] = [];
  const ledgers: KeptLedger[] = [];
  for (const tenantId of snapshot.tenants) {
    for (const { name, columns } of snapshot.tables) {
      const tree = createMerkleTree();
      const count = createRowCount();
      let part = 0;
      for await (const bytes of inParts(snapshot.rows(name, tenantId), partBytes)) {
        count.take(bytes);
        if (name === ledgerTable) for (const hash of hashesOf(bytes, columns)) tree.add(hash);
        await archive.add(entryNames.rows(tenantId, name, ++part), bytes.length, [bytes]);
        if (part > 1) onProgress(`Reading ${name} of ${tenantId}: ${count.counted().rows} rows so far`);
      }
      tables.push({ table: name, tenantId, ...count.counted() });
      if (name === ledgerTable) ledgers.push(await ledgerOf(snapshot, tenantId, tree.root()));
    }
  }
  return { tables, ledgers };
}

const ledgerTable = "audit_event";

async function ledgerOf(snapshot: Snapshot, tenantId: TenantId, root: string): Promise<KeptLedger> {
  const { sequence: count, hash: head } = await snapshot.head(tenantId);
  return { tenantId, count, head, root };
}

function* hashesOf(bytes: Buffer, columns: readonly string[]): Generator<string> {
  const at = columns.indexOf("hash");
  // Of the bytes only those of the hash are looked at, and they are ASCII.
  for (const line of bytes.toString("latin1").split("\n")) if (line !== "") yield line.split("\t")[at] ?? "";
}

/** Blobs never change, and those that the snapshot names were stored before it was taken. */
async function addOutputs(archive: ArchiveWriter, root: string, onProgress: (line: string) => void): Promise<number> {
  let count = 0;
  for await (const path of filesBelow(root)) {
    try {
      await addFile(archive, entryNames.blob(relative(root, path)), path);
    } catch (error) {
      // It was swept, or its tenant deleted, while we read the others.
      if (error instanceof Error && "code" in error && error.code === "ENOENT") continue;
      throw error;
    }
    if (++count % 1_000 === 0) onProgress(`Reading outputs: ${count} so far`);
  }
  return count;
}

async function* filesBelow(folder: string): AsyncGenerator<string, void, undefined> {
  if (!existsSync(folder)) return;
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    // What begins with a dot is being written.
    if (entry.name.startsWith(".")) continue;
    if (entry.isDirectory()) yield* filesBelow(join(folder, entry.name));
    else if (entry.isFile()) yield join(folder, entry.name);
  }
}

function createdEvent(
  by: Actor,
  { id, at, sha256, bytes, isSealed, count, head }: CreatedBackup & { readonly count: number; readonly head: string },
): AuditEventDraft {
  return {
    type: "backup.created",
    actor: by,
    outcome: "ok",
    why: `${by.name} made a backup of everything up to event ${count}`,
    data: { backupId: id, at, sha256, bytes, isSealed, count, head },
  };
}

function notWhole(
  file: string,
  { code, problem, part }: { readonly code: string; readonly problem: string; readonly part?: string | undefined },
): OpsError {
  const where = part === undefined ? "" : ` in ${part}`;
  return new OpsError(`Cannot keep the backup ${file}: read back, it is not whole${where}: ${problem} [${code}]`, {
    kind: "internal",
    code: "backup.not_whole",
    hint: "If the record itself is not whole, `steady audit verify` says the same: keep the data folder as it is, it is evidence",
  });
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}
