import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline, type Readable, Transform } from "node:stream";
import { finished } from "node:stream/promises";
import { createZstdDecompress } from "node:zlib";
import { isSignedBy, keyIdOf } from "@steadyhand/core/audit";
import { OpsError } from "@steadyhand/core/outcome";
import { extract, type Header } from "tar-stream";
import {
  BackupHeader,
  BackupManifest,
  type EntryName,
  entriesPerIndex,
  entryNames,
  IndexedEntry,
  readEntryName,
  SignedManifest,
} from "./backup-format.ts";
import { createFrameEnd } from "./frame-end.ts";
import { isSealed, opening, sealedHeaderBytes } from "./sealed-stream.ts";

/** Something of a backup is not as it was written. */
export class BackupProblem extends Error {
  readonly code: string;
  /** The entry that it is about. */
  readonly part: string | undefined;
  constructor(code: string, problem: string, part?: string) {
    super(problem);
    this.code = code;
    this.part = part;
  }
}

/** One entry. Its content has to be read to its end before the next one is asked for. */
export interface ArchiveEntry {
  readonly name: Exclude<EntryName, { readonly kind: "header" | "manifest" | "index" }>;
  readonly path: string;
  readonly bytes: number;
  readonly content: AsyncIterable<Buffer>;
}

/** An archive that is being read: the header is known, and what follows is checked as it comes. */
export interface ArchiveReader {
  readonly header: BackupHeader;
  readonly isSealed: boolean;
  /**
   * Every entry in order. It ends only after everything that was handed out was found to be what the indexes and the
   * manifest state; it throws a `BackupProblem` else.
   */
  entries(): AsyncGenerator<ArchiveEntry, void, undefined>;
  /** Known once the entries have ended. Its signature is for whoever knows the key to look at. */
  manifest(): { readonly manifest: BackupManifest; isSignedBy(publicKeyPem: string): boolean };
  close(): void;
}

/** Opens a backup. Throws `backup.not_found`, `backup.no_backup`, `backup.needs_passphrase` and a `BackupProblem`. */
export async function readArchive(path: string, passphrase: string | undefined): Promise<ArchiveReader> {
  const start = await readStart(path);
  const sealed = isSealed(start);
  if (!sealed && !start.subarray(0, 4).equals(zstdMagic)) throw noBackup(path);
  if (sealed && passphrase === undefined) throw needsPassphrase(path);
  const unsealed: Transform[] = sealed && passphrase !== undefined ? [await opening(passphrase, start)] : [];
  const file = createReadStream(path, sealed ? { start: sealedHeaderBytes } : {});
  const unpacked = unpack([file, ...unsealed]);
  const checks = createChecks();
  const next = async () => {
    try {
      const { value, done } = await unpacked.entries.next();
      return done ? undefined : value;
    } catch (error) {
      throw asProblem(error);
    }
  };
  const first = await next();
  if (first?.header.name !== entryNames.header)
    throw new BackupProblem("backup.part_missing", "it does not begin with a header", entryNames.header);
  const header = BackupHeader.safeParse(parse(await checks.read(first)));
  if (!header.success)
    throw new BackupProblem("backup.part_changed", "its header is none of version 1", entryNames.header);
  return {
    header: header.data,
    isSealed: sealed,
    async *entries() {
      for (let entry = await next(); entry !== undefined; entry = await next()) {
        const { name: text } = entry.header;
        if (checks.isOver()) throw new BackupProblem("backup.part_unexpected", "it comes after the end", text);
        const name = entry.header.type === "file" ? readEntryName(text) : undefined;
        if (name === undefined || name.kind === "header")
          throw new BackupProblem("backup.part_unexpected", "no backup has such a part", text);
        if (name.kind === "index") checks.takeIndex(name.number, await checks.readAside(entry));
        else if (name.kind === "manifest") checks.takeManifest(await checks.readAside(entry));
        else yield { name, path: text, bytes: entry.header.size ?? 0, content: checks.pass(entry) };
      }
      await unpacked.refuseMore();
      checks.end();
    },
    manifest: checks.manifest,
    close: unpacked.close,
  };
}

/** The entries of what is left of a file once it is opened and decompressed. */
function unpack(opened: readonly [Readable, ...Transform[]]) {
  const watched = watching();
  const zstd = createZstdDecompress();
  const archive = extract();
  const read = finished(zstd).catch((error: Error) => {
    archive.destroy(error);
    throw error;
  });
  // It also comes to whoever reads the entries.
  read.catch(() => {});
  // What opening or reading meets ends the decompressor with it, and whoever waits for that.
  pipeline([...opened, watched.stream, zstd], () => {});
  // It has all that a stream of Node is asked for here; only its types are others.
  zstd.pipe(archive as unknown as NodeJS.WritableStream);
  return {
    // A tar holds bytes.
    entries: archive[Symbol.asyncIterator]() as AsyncIterator<TarEntry>,
    /** The decompressor stops where the archive ends, whatever lies behind it. */
    async refuseMore() {
      const failure = await read.then(
        () => undefined,
        (error: unknown) => error,
      );
      if (watched.isMore()) throw new BackupProblem("backup.part_unexpected", "there is something behind its end");
      if (failure !== undefined) throw asProblem(failure);
    },
    close() {
      opened[0].destroy();
      archive.destroy();
    },
  };
}

function watching() {
  const end = createFrameEnd();
  let isMore = false;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (end.take(chunk) < chunk.length) isMore = true;
      done(null, chunk);
    },
  });
  return { stream, isMore: () => isMore };
}

type TarEntry = { readonly header: Pick<Header, "name" | "size" | "type"> } & AsyncIterable<Buffer>;

/** What was seen since the last index, which says what it should have been. */
function createChecks() {
  let seen: IndexedEntry[] = [];
  let total = 0;
  const indexes: string[] = [];
  let signed: { readonly text: string; readonly signature: string; readonly manifest: BackupManifest } | undefined;

  async function* pass(entry: TarEntry): AsyncGenerator<Buffer, void, undefined> {
    const digest = createHash("sha256");
    let bytes = 0;
    try {
      for await (const chunk of entry) {
        digest.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    } catch (error) {
      throw asProblem(error);
    }
    seen.push({ name: entry.header.name, bytes, sha256: digest.digest("hex") });
    total++;
    if (seen.length > entriesPerIndex) {
      throw new BackupProblem(
        "backup.part_missing",
        "the index of the parts before it is missing",
        entryNames.index(indexes.length + 1),
      );
    }
  }
  async function collect(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
    const held: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > mostAside)
        throw new BackupProblem("backup.part_changed", "a part that describes others is far too long");
      held.push(chunk);
    }
    return Buffer.concat(held);
  }
  const readAside = async (entry: TarEntry): Promise<Buffer> => {
    try {
      return await collect(entry);
    } catch (error) {
      throw asProblem(error);
    }
  };
  return {
    pass,
    read: (entry: TarEntry) => collect(pass(entry)),
    readAside,
    isOver: () => signed !== undefined,
    takeIndex(number: number, bytes: Buffer) {
      const name = entryNames.index(number);
      const expected = indexes.length + 1;
      if (number !== expected)
        throw new BackupProblem(
          "backup.part_missing",
          `index ${expected} should come here`,
          entryNames.index(expected),
        );
      compare(seen, readIndex(bytes, name));
      indexes.push(createHash("sha256").update(bytes).digest("hex"));
      seen = [];
    },
    takeManifest(bytes: Buffer) {
      if (seen.length > 0) {
        throw new BackupProblem(
          "backup.part_missing",
          "the index of the parts before it is missing",
          entryNames.index(indexes.length + 1),
        );
      }
      const read = SignedManifest.safeParse(parse(bytes));
      const manifest = read.success ? BackupManifest.safeParse(parse(Buffer.from(read.data.manifest))) : undefined;
      if (!read.success || !manifest?.success) {
        throw new BackupProblem("backup.part_changed", "it is no manifest of version 1", entryNames.manifest);
      }
      signed = { text: read.data.manifest, signature: read.data.signature, manifest: manifest.data };
    },
    end() {
      if (signed === undefined)
        throw new BackupProblem(
          "backup.cut",
          "it ends before its manifest: it was cut off, or never finished",
          entryNames.manifest,
        );
      const { indexes: stated, entries } = signed.manifest;
      for (const [at, digest] of stated.entries()) {
        if (indexes[at] === undefined)
          throw new BackupProblem("backup.part_missing", "the manifest names it", entryNames.index(at + 1));
        if (indexes[at] !== digest)
          throw new BackupProblem(
            "backup.part_changed",
            "it is not the index that the manifest names",
            entryNames.index(at + 1),
          );
      }
      if (indexes.length > stated.length)
        throw new BackupProblem(
          "backup.part_unexpected",
          "the manifest does not name it",
          entryNames.index(stated.length + 1),
        );
      if (entries !== total)
        throw new BackupProblem(
          "backup.part_missing",
          `the manifest counts ${entries} parts, and there are ${total}`,
          entryNames.manifest,
        );
    },
    manifest() {
      if (signed === undefined) throw new TypeError("the manifest is the last that is read");
      const { text, signature, manifest } = signed;
      return {
        manifest,
        isSignedBy: (pem: string) => keyIdOf(pem) === manifest.keyId && isSignedBy(text, signature, pem),
      };
    },
  };
}

/** An index of so many entries, or a manifest of so many tenants, is never longer. */
const mostAside = 64 * 1024 * 1024;
const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

function compare(seen: readonly IndexedEntry[], stated: readonly IndexedEntry[]): void {
  for (const [at, { name, bytes, sha256 }] of stated.entries()) {
    const own = seen[at];
    if (own?.name !== name) {
      const isLater = seen.some((one) => one.name === name);
      if (isLater) throw new BackupProblem("backup.part_moved", "it is at another place than it was written to", name);
      throw new BackupProblem("backup.part_missing", "it was written, and is not there", name);
    }
    if (own.bytes !== bytes || own.sha256 !== sha256)
      throw new BackupProblem("backup.part_changed", "its content is not what was written", name);
  }
  const extra = seen[stated.length];
  if (extra !== undefined) throw new BackupProblem("backup.part_unexpected", "it was not written there", extra.name);
}

function readIndex(bytes: Buffer, name: string): readonly IndexedEntry[] {
  const lines = bytes.toString("utf8").split("\n").filter(Boolean);
  return lines.map((line) => {
    const read = IndexedEntry.safeParse(parse(Buffer.from(line)));
    if (!read.success) throw new BackupProblem("backup.part_changed", "a line of it is none of version 1", name);
    return read.data;
  });
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    // What is no JSON fits no schema either, and that is what is said of it.
    return undefined;
  }
}

/** Whatever unpacking met: the archive is not as it was written. What is ours already stays. */
function asProblem(error: unknown): unknown {
  if (error instanceof BackupProblem || error instanceof OpsError) return error;
  const why = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (/unexpected end/i.test(why) || code === "Z_BUF_ERROR")
    return new BackupProblem("backup.cut", `it ends in the middle of a part: ${why}`);
  return new BackupProblem("backup.damaged", `it cannot be unpacked: ${why}`);
}

async function readStart(path: string): Promise<Buffer> {
  try {
    const file = await open(path, "r");
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(sealedHeaderBytes), 0, sealedHeaderBytes, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    const isAbsent = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new OpsError(
      `Cannot read the backup ${path}: ${isAbsent ? "there is no such file" : (cause as Error).message}`,
      {
        kind: isAbsent ? "not_found" : "invalid",
        code: isAbsent ? "backup.not_found" : "backup.unreadable",
        hint: "Give a file that `steady backup create` wrote",
        cause,
      },
    );
  }
}

function noBackup(path: string): OpsError {
  return new OpsError(`Cannot read ${path}: it is no backup`, {
    kind: "refused",
    code: "backup.no_backup",
    hint: "Give a file that `steady backup create` wrote; its beginning may also have been damaged",
  });
}

function needsPassphrase(path: string): OpsError {
  return new OpsError(`Cannot read the backup ${path}: it is sealed, and no passphrase was given`, {
    kind: "refused",
    code: "backup.needs_passphrase",
    hint: "Name the file that holds its passphrase with --passphrase-file",
  });
}
