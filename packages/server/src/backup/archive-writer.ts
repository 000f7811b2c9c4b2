import { createHash } from "node:crypto";
import { Readable, Transform, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress } from "node:zlib";
import { type SigningKey, signText } from "@steadyhand/core/audit";
import { canonicalJson } from "@steadyhand/core/proposal";
import { pack } from "tar-stream";
import {
  type BackupHeader,
  type BackupManifest,
  entriesPerIndex,
  entryNames,
  type IndexedEntry,
} from "./backup-format.ts";
import { createFrameEnd } from "./frame-end.ts";
import { sealing } from "./sealed-stream.ts";

/** An archive that is being written. What is held in memory at a time does not depend on its size. */
export interface ArchiveWriter {
  /** Adds an entry whose size is known. Answers with its digest. */
  add(name: string, bytes: number, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string>;
  /** Adds the last index and the signed manifest, and ends the file. */
  finish(
    manifest: Omit<BackupManifest, "steadyhand_backup" | "id" | "keyId" | "indexes" | "entries">,
  ): Promise<Written>;
  /** Gives up: ends what was opened. */
  abandon(): Promise<void>;
}

export interface Written {
  readonly bytes: number;
  /** Of the whole file, hex. */
  readonly sha256: string;
}

/** Writes the archive: entries of a tar, compressed, and sealed where there is a passphrase. */
export async function writeArchive(options: {
  readonly output: Writable;
  readonly header: BackupHeader;
  readonly key: SigningKey;
  readonly passphrase?: string;
}): Promise<ArchiveWriter> {
  const { output, header, key, passphrase } = options;
  const tar = pack();
  const zstd = createZstdCompress({
    params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 },
  });
  const whole = measuring();
  const through = passphrase === undefined ? [] : [await sealing(passphrase)];
  // A tar holds bytes.
  const source = Readable.from(tar as AsyncIterable<Buffer>, { objectMode: false });
  const written = pipeline([source, zstd, oneFrame(), ...through, whole.stream, output]);
  // What it fails with is thrown by whatever is waited for then.
  written.catch(() => {});
  const orFailed = <Result>(work: Promise<Result>) => Promise.race([work, written.then(() => work)]);

  const indexes: string[] = [];
  let indexed: IndexedEntry[] = [];
  let entries = 0;

  async function put(name: string, bytes: number, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    const digest = createHash("sha256");
    const ended = Promise.withResolvers<void>();
    const entry = { name, size: bytes, mode: 0o600, mtime: new Date(header.at), type: "file" } as const;
    const sink = tar.entry(entry, (error) => (error ? ended.reject(error) : ended.resolve()));
    for await (const chunk of content) {
      digest.update(chunk);
      if (!sink.write(chunk)) await orFailed(drained(sink));
    }
    sink.end(undefined);
    await orFailed(ended.promise);
    return digest.digest("hex");
  }

  async function closeIndex(): Promise<void> {
    if (indexed.length === 0) return;
    const text = Buffer.from(indexed.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
    indexes.push(await put(entryNames.index(indexes.length + 1), text.length, [text]));
    indexed = [];
  }

  async function add(name: string, bytes: number, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    const sha256 = await put(name, bytes, content);
    indexed.push({ name, bytes, sha256 });
    entries++;
    if (indexed.length === entriesPerIndex) await closeIndex();
    return sha256;
  }

  const first = Buffer.from(canonicalJson(header));
  await add(entryNames.header, first.length, [first]);
  return {
    add,
    async finish(rest) {
      await closeIndex();
      const { steadyhand_backup, id, keyId } = header;
      const manifest = canonicalJson({ steadyhand_backup, id, keyId, indexes, entries, ...rest });
      const text = Buffer.from(JSON.stringify({ manifest, signature: signText(manifest, key) }));
      await put(entryNames.manifest, text.length, [text]);
      tar.finalize();
      await written;
      return whole.measured();
    },
    async abandon() {
      tar.destroy();
      await written.catch(() => {});
    },
  };
}

/** Node ends what it compressed once more, with an empty frame behind it: that one is left out, so nothing may lie there. */
function oneFrame(): Transform {
  const end = createFrameEnd();
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.subarray(0, end.take(chunk)));
    },
  });
}

function drained(sink: ReturnType<ReturnType<typeof pack>["entry"]>): Promise<void> {
  return new Promise((resolve) => void sink.once("drain", () => resolve()));
}

function measuring() {
  const digest = createHash("sha256");
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, measured: (): Written => ({ bytes, sha256: digest.digest("hex") }) };
}
