import { z } from "zod";

/** The version of the format that docs/backup.md describes. */
export const backupVersion = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const tenantId = z.templateLiteral(["ten_", z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)]);
const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const count = z.int().nonnegative();

/** The first entry: what the backup is of, and what is needed to read the others. */
export const BackupHeader = z.object({
  steadyhand_backup: z.literal(backupVersion),
  id: z.string().regex(/^bkp_[A-Za-z0-9_-]{1,64}$/),
  /** The moment that all of the database is of, by its own clock. */
  at: z.iso.datetime(),
  release: z.string(),
  machine: z.string(),
  migrations: z.array(z.object({ number: count, name: z.string(), sha256 })),
  tables: z.array(z.object({ name, columns: z.array(name) })),
  sequences: z.record(name, count),
  tenants: z.array(tenantId),
  /** Names the ledger's key, whose public half is in the backup. */
  keyId: z.string(),
  /** Files of the data folder that are secrets and are in the backup only where it is sealed. */
  leftOut: z.array(z.string()),
  hasOutputs: z.boolean(),
});
export type BackupHeader = z.infer<typeof BackupHeader>;

/** One entry, as the index that follows it states it. */
export const IndexedEntry = z.object({ name: z.string(), bytes: count, sha256 });
export type IndexedEntry = z.infer<typeof IndexedEntry>;

export const KeptRows = z.object({ table: name, tenantId, rows: count, sha256 });
export type KeptRows = z.infer<typeof KeptRows>;

export const KeptLedger = z.object({ tenantId, count, head: sha256, root: sha256 });
export type KeptLedger = z.infer<typeof KeptLedger>;

/** What the last entry states, signed by the ledger's key. */
export const BackupManifest = z.object({
  steadyhand_backup: z.literal(backupVersion),
  id: z.string(),
  keyId: z.string(),
  /** Digest of each index, in order. */
  indexes: z.array(sha256),
  /** How many entries the indexes name. */
  entries: count,
  tables: z.array(KeptRows),
  ledgers: z.array(KeptLedger),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

/** The last entry: the manifest's exact text, and the signature over it. */
export const SignedManifest = z.object({ manifest: z.string(), signature: z.string() });

/** Names of entries within the archive. */
export const entryNames = {
  header: "header.json",
  manifest: "manifest.json",
  index: (number: number) => `index/${numbered(number)}`,
  folder: (file: string) => `folder/${file}`,
  rows: (tenant: string, table: string, part: number) => `tables/${tenant}/${table}/${numbered(part)}`,
  blob: (path: string) => `blobs/${path}`,
} as const;

/** So many entries share an index: what is remembered of an archive at any time is bounded by it. */
export const entriesPerIndex = 1_000;
/** Rows are cut into entries of this size: the archive needs to know the size of each before its first byte. */
export const partBytes = 4 * 1024 * 1024;

export type EntryName =
  | { readonly kind: "header" }
  | { readonly kind: "manifest" }
  | { readonly kind: "index"; readonly number: number }
  | { readonly kind: "folder"; readonly file: string }
  | { readonly kind: "rows"; readonly tenantId: `ten_${string}`; readonly table: string; readonly part: number }
  | { readonly kind: "blob"; readonly path: string };

/** What an entry is; `undefined` for a name that no backup has. */
export function readEntryName(text: string): EntryName | undefined {
  if (text === entryNames.header) return { kind: "header" };
  if (text === entryNames.manifest) return { kind: "manifest" };
  const [, index] = /^index\/(\d{9})$/.exec(text) ?? [];
  if (index !== undefined) return { kind: "index", number: Number(index) };
  const [, file] = /^folder\/([a-z][a-z0-9.-]{0,63})$/.exec(text) ?? [];
  if (file !== undefined) return { kind: "folder", file };
  const [, tenant, table, part] =
    /^tables\/(ten_[A-Za-z0-9_-]{1,64})\/([a-z_][a-z0-9_]{0,62})\/(\d{9})$/.exec(text) ?? [];
  if (tenant !== undefined && table !== undefined) {
    // The pattern holds the form of a tenant's id.
    return { kind: "rows", tenantId: tenant as `ten_${string}`, table, part: Number(part) };
  }
  // Nothing that could lead out of the folder, such as `..`.
  const [, path] =
    /^blobs\/((?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}\/){0,8}[A-Za-z0-9_-][A-Za-z0-9._-]{0,199})$/.exec(text) ?? [];
  return path === undefined ? undefined : { kind: "blob", path };
}

const numbered = (number: number) => String(number).padStart(9, "0");
