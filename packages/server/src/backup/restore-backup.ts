import { createPublicKey } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { type AuditEventDraft, splitLines } from "@steadyhand/core/audit";
import type { Actor } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import { createRedactor } from "@steadyhand/core/redaction";
import { type Clock, type StoodStill, standStill, systemClock } from "@steadyhand/engine";
import {
  type Anchor,
  type DatabasePlace,
  openEmbeddedPostgres,
  openRestore,
  type Restore,
  type RestoredStores,
  readAnchorLine,
} from "@steadyhand/postgres";
import type { ServerLog } from "../log.ts";
import { dataFolderAt } from "../start/data-folder.ts";
import { type ArchiveEntry, BackupProblem, readArchive } from "./archive-reader.ts";
import type { BackupHeader, KeptLedger } from "./backup-format.ts";
import { type FoundSecrets, findSecrets } from "./find-secrets.ts";
import { openTarget, type RestoreTarget } from "./restore-target.ts";
import { verifyBackup, type WholeBackup } from "./verify-backup.ts";
import { whatIsLeftToDo } from "./what-is-left-to-do.ts";

export interface RestoreOptions {
  readonly file: string;
  readonly passphrase?: string;
  /** The key that must have signed it. */
  readonly publicKeyPem?: string;
  /** A folder that holds what a backup that is not sealed leaves out, such as the old data folder. */
  readonly secrets?: string;
  /** A folder that is empty or not there. */
  readonly dataFolder: string;
  /** An empty database on a PostgreSQL server; the folder's own when not given. */
  readonly databaseUrl?: string;
  readonly by: Actor;
  readonly log: ServerLog;
  readonly clock?: Clock;
  readonly onProgress?: (line: string) => void;
}

export interface RestoredBackup {
  readonly backup: WholeBackup;
  readonly dataFolder: string;
  readonly stoodStill: StoodStill;
  readonly ledgerKey: "kept" | "new";
  /** What a person has to see to, in the order in which it is best done. */
  readonly todo: readonly string[];
}

/**
 * Reads a backup back into an empty place, checked before, while and after it is read. All of it appears at once, at the
 * end: what was cut off leaves nothing that passes for it. What was open when the backup was made waits for a person. Throws
 * `backup.…`, `database.…`, `postgres.…`.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoredBackup> {
  const { onProgress = () => {} } = options;
  onProgress("Checking the backup");
  const report = await verifyBackup(options);
  if (!report.ok) throw notWhole(options.file, report);
  const secrets = await findSecrets(options.secrets, report);
  const target = await openTarget(options.dataFolder);
  try {
    return await fill(options, { report, secrets, target });
  } catch (error) {
    await target.discard();
    throw error;
  }
}

interface Filling {
  readonly report: WholeBackup;
  readonly secrets: FoundSecrets;
  readonly target: RestoreTarget;
}

async function fill(options: RestoreOptions, { report, secrets, target }: Filling): Promise<RestoredBackup> {
  const { databaseUrl, log, onProgress = () => {} } = options;
  const place = await openPlace(target, databaseUrl, log);
  try {
    const stoodStill = await fillDatabase(options, { report, secrets, target, place });
    await place.stop();
    // The folder's own database went with it; one on a server was committed right before.
    if (place.kind === "embedded") await target.keep();
    onProgress("Restored");
    const ledgerKey = secrets.hasLedgerKey ? "kept" : "new";
    const todo = whatIsLeftToDo({ report, stoodStill, ledgerKey, missing: secrets.missing });
    return { backup: report, dataFolder: options.dataFolder, stoodStill, ledgerKey, todo };
  } finally {
    await place.stop();
  }
}

type Place = { readonly kind: "embedded" | "server"; readonly place: DatabasePlace; stop(): Promise<void> };

async function openPlace(target: RestoreTarget, databaseUrl: string | undefined, log: ServerLog): Promise<Place> {
  if (databaseUrl !== undefined) {
    const place = { kind: "server", connectionString: databaseUrl } as const;
    return { kind: "server", place, stop: async () => {} };
  }
  const embedded = await openEmbeddedPostgres({ directory: dataFolderAt(target.staging).postgres, log });
  return { kind: "embedded", place: embedded, stop: () => embedded.stop() };
}

async function fillDatabase(
  options: RestoreOptions,
  { report, secrets, target, place: { place, kind } }: Filling & { readonly place: Place },
): Promise<StoodStill> {
  const { clock = systemClock, by, onProgress = () => {} } = options;
  const hasKey = secrets.hasLedgerKey;
  const archive = await readArchive(options.file, options.passphrase);
  try {
    const { header } = archive;
    const restore = await openRestore(place, header, clock);
    try {
      for await (const entry of archive.entries()) await takeEntry(options, { entry, header, hasKey, target, restore });
      const { manifest } = archive.manifest();
      if (manifest.id !== report.id) throw changedMeanwhile(options.file);
      onProgress("Bringing the schema up to date");
      const stores = await restore.complete();
      const anchors = await readAnchors(target, header, hasKey);
      onProgress("Checking the record in the database");
      for (const ledger of manifest.ledgers) await checkLedger(stores, ledger, anchors, header);
      const stoodStill = await tell(stores, { by, clock, header, ledgers: manifest.ledgers, hasKey });
      for (const [name, content] of secrets.files) await target.write(name, [content]);
      // On a server the folder comes first: without its database it passes for nothing, and can be taken away again.
      if (kind === "server") await target.keep();
      await restore.commit();
      return stoodStill;
    } finally {
      await restore.close();
    }
  } catch (error) {
    throw error instanceof BackupProblem ? notWhole(options.file, { code: error.code, problem: error.message }) : error;
  } finally {
    archive.close();
  }
}

interface Taking {
  readonly entry: ArchiveEntry;
  readonly header: BackupHeader;
  readonly hasKey: boolean;
  readonly target: RestoreTarget;
  readonly restore: Restore;
}

async function takeEntry(
  { onProgress = () => {} }: RestoreOptions,
  { entry: { name, content }, header, hasKey, target, restore }: Taking,
): Promise<void> {
  switch (name.kind) {
    case "folder":
      return target.write(hasKey ? name.file : withoutKey(name.file), content);
    case "blob":
      return target.write(`${outputsName}/${name.path}`, content);
    case "rows": {
      const table = header.tables.find((one) => one.name === name.table);
      if (table === undefined) throw new TypeError(`${name.table} was checked before`);
      if (name.part > 1) onProgress(`Reading back ${name.table} of ${name.tenantId}: part ${name.part}`);
      return restore.load(table, name.tenantId, content as AsyncIterable<Buffer>);
    }
  }
}

const anchorName = basename(dataFolderAt("/").anchors);
const outputsName = basename(dataFolderAt("/").blobs);
const aside = {
  [anchorName]: "ledger-anchors.before-restore.jsonl",
  "ledger-key.pub": "ledger-key.before-restore.pub",
};

/** With another key a new list of checkpoints begins. The old one stays beside it, for whoever holds its public key. */
function withoutKey(file: string): string {
  return aside[file] ?? file;
}

async function readAnchors(
  target: RestoreTarget,
  { keyId }: BackupHeader,
  hasKey: boolean,
): Promise<readonly Anchor[]> {
  const at = (file: string) => `${target.staging}/${hasKey ? file : withoutKey(file)}`;
  const pem = Buffer.concat(await createReadStream(at("ledger-key.pub")).toArray());
  const key = { keyId, publicKey: createPublicKey(pem) };
  const anchors: Anchor[] = [];
  for await (const lines of splitLines(createReadStream(at(anchorName)))) {
    for (const line of lines) {
      const read = readAnchorLine(line, key);
      if (!read.ok) throw new BackupProblem(read.code, read.problem);
      anchors.push(read.anchor);
    }
  }
  return anchors;
}

/** The ledger as the database now holds it, against every checkpoint and against what the manifest states. */
async function checkLedger(
  stores: RestoredStores,
  { tenantId, count, head, root }: KeptLedger,
  anchors: readonly Anchor[],
  { at, keyId }: BackupHeader,
): Promise<void> {
  const stated: readonly Anchor[] = count === 0 ? [] : [{ tenantId, sequence: count, hash: head, root, at, keyId }];
  const own = anchors.filter((anchor) => anchor.tenantId === tenantId);
  const inOrder = [...own, ...stated].toSorted((one, other) => one.sequence - other.sequence);
  const problem = await stores.checkLedger(tenantId, inOrder);
  if (problem !== undefined) throw new BackupProblem(problem.code, `the ledger of ${tenantId}: ${problem.problem}`);
}

interface Telling {
  readonly by: Actor;
  readonly clock: Clock;
  readonly header: BackupHeader;
  readonly ledgers: readonly KeptLedger[];
  readonly hasKey: boolean;
}

/** First that it was restored, and from where on: the chain goes on from there. Then what that means for what was open. */
async function tell(stores: RestoredStores, { by, clock, header, ledgers, hasKey }: Telling): Promise<StoodStill> {
  for (const ledger of ledgers) await stores.append(ledger.tenantId, [restoredEvent(by, header, ledger, hasKey)]);
  const reason = `it was restored from a backup of ${header.at}, and what was done since is not known here`;
  const redactorFor = (secrets: readonly string[]) => createRedactor({ learned: secrets });
  const tenants = ledgers.map(({ tenantId }) => tenantId);
  return standStill({ ...stores, redactorFor, clock, tenants }, by, reason);
}

function restoredEvent(
  by: Actor,
  { id, at, release, machine, keyId }: BackupHeader,
  { count, head, root }: KeptLedger,
  hasKey: boolean,
): AuditEventDraft {
  return {
    type: "backup.restored",
    actor: by,
    outcome: "ok",
    why: `${by.name} restored a backup of ${at} with the record up to event ${count}; what came after that is not in it`,
    data: { backupId: id, at, release, machine, count, head, root, keyId, ledgerKey: hasKey ? "kept" : "new" },
  };
}

function notWhole(file: string, { code, problem }: { readonly code: string; readonly problem: string }): OpsError {
  return new OpsError(`Cannot restore ${file}: it is not whole: ${problem} [${code}]`, {
    kind: "refused",
    code: "backup.not_whole",
    hint: "Take another copy of it; `steady backup verify` says the same, and nothing was restored",
  });
}

function changedMeanwhile(file: string): OpsError {
  return new OpsError(`Cannot restore ${file}: it was replaced while it was read`, {
    kind: "refused",
    code: "backup.not_whole",
    hint: "Copy it to where nobody else writes, and try again",
  });
}
