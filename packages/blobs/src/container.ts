import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { constants, zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync } from "node:zlib";
import { OpsError } from "@steadyhand/core/outcome";
import type { OutputPlace, OutputStreamName } from "@steadyhand/engine";
import { type DataKey, keyId } from "./data-key.ts";

/** Which stream of which attempt: what a blob is authenticated with, and does not hold. */
export interface BlobPlace extends OutputPlace {
  readonly stream: OutputStreamName;
}

export const magic = Buffer.from("SHOB");
export const formatVersion = 1;
/** Magic 4, format 1, compression 1, zero 2, key version 4, key id 8, length of what is encrypted 4, nonce 12. */
export const headerBytes = 36;
const tagBytes = 16;
const zstd = 1;
/** More than the runner and the engine keep of a stream: 1 MiB as text, at most three times that in UTF-8. */
export const mostPlainBytes = 4 * 1024 * 1024;
/** What cannot be compressed grows by a little. */
export const mostSealedBytes = mostPlainBytes + 64 * 1024;
/** Below it, another thread takes longer to reach than the work does. */
const smallBytes = 32 * 1024;

const compressLater = promisify(zstdCompress);
const decompressLater = promisify(zstdDecompress);
const level = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Compresses a text, then encrypts it with AES-256-GCM under a random nonce. docs/outputs.md has the format. */
export async function sealBlob(place: BlobPlace, key: DataKey, plain: Uint8Array): Promise<Buffer> {
  if (plain.length > mostPlainBytes) throw new RangeError(`an output of ${plain.length} bytes is more than is kept`);
  const packed = plain.length < smallBytes ? zstdCompressSync(plain, level) : await compressLater(plain, level);
  const header = headerOf(key, packed.length);
  const cipher = createCipheriv("aes-256-gcm", key.secret, header.subarray(24));
  cipher.setAAD(authenticated(header, place));
  return Buffer.concat([header, cipher.update(packed), cipher.final(), cipher.getAuthTag()]);
}

function headerOf(key: DataKey, packedBytes: number): Buffer {
  const header = Buffer.alloc(headerBytes);
  magic.copy(header);
  header.writeUInt8(formatVersion, 4);
  header.writeUInt8(zstd, 5);
  header.writeUInt32BE(key.version, 8);
  keyId(key).copy(header, 12);
  header.writeUInt32BE(packedBytes, 20);
  randomBytes(12).copy(header, 24);
  return header;
}

/** The header, and then who wrote it, so that a blob cannot be put in another's place. */
function authenticated(header: Buffer, { tenantId, executionId, stepId, attempt, stream }: BlobPlace): Buffer {
  const place = JSON.stringify([tenantId, executionId, stepId, attempt, stream]);
  return Buffer.concat([header, Buffer.from(place)]);
}

/** A blob's name: the digest of its sealed bytes, which says nothing of the plain ones. */
export function blobName(sealed: Uint8Array): string {
  return createHash("sha256").update(sealed).digest("hex");
}

export interface Expected {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Opens a sealed blob, and gives its bytes only when they are exactly those that were kept there. Throws `output.format`,
 * `output.cut`, `output.altered`, `output.other_key`, `output.swapped` and `output.wrong_digest`.
 */
export async function openBlob(place: BlobPlace, key: DataKey, sealed: Buffer, expected: Expected): Promise<Buffer> {
  const cannot = (code: string, why: string) => refuse(place, code, why);
  if (sealed.length < headerBytes + tagBytes) throw cannot("cut", `its blob has only ${sealed.length} bytes`);
  const isOurs = sealed.subarray(0, 4).equals(magic);
  if (!isOurs) throw cannot("altered", "its blob does not begin as one of ours does");
  const [format, compression] = [sealed.readUInt8(4), sealed.readUInt8(5)];
  const packedBytes = sealed.readUInt32BE(20);
  const whole = headerBytes + packedBytes + tagBytes;
  if (sealed.length < whole) throw cannot("cut", `its blob has ${sealed.length} of ${whole} bytes`);
  if (blobName(sealed) !== expected.name) throw cannot("altered", "its blob does not hold the bytes that were written");
  if (format !== formatVersion || compression !== zstd) {
    throw cannot("format", `its blob is of format ${format}.${compression}, which this release does not read`);
  }
  if (!sealed.subarray(12, 20).equals(keyId(key))) {
    throw cannot("other_key", `its blob was sealed with another key than data key ${key.version} of its tenant`);
  }
  const packed = decrypt(place, key, sealed.subarray(0, whole));
  if (packed === undefined)
    throw cannot("swapped", "its blob was sealed for another attempt or stream, or was altered together with its row");
  const plain = await unpack(packed);
  if (plain?.length === expected.bytes && sha256(plain) === expected.sha256) return plain;
  throw cannot("wrong_digest", "what its blob holds is not what the record says was kept");
}

function decrypt(place: BlobPlace, key: DataKey, sealed: Buffer): Buffer | undefined {
  const header = sealed.subarray(0, headerBytes);
  const decipher = createDecipheriv("aes-256-gcm", key.secret, header.subarray(24));
  decipher.setAAD(authenticated(header, place));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(headerBytes, -tagBytes)), decipher.final()]);
  } catch {
    // The name and the key are right, so what differs is whom it was sealed for.
    return undefined;
  }
}

/** Authenticated, so it is our own; the bound holds all the same. */
async function unpack(packed: Buffer): Promise<Buffer | undefined> {
  const bound = { maxOutputLength: mostPlainBytes };
  try {
    return packed.length < smallBytes ? zstdDecompressSync(packed, bound) : await decompressLater(packed, bound);
  } catch {
    return undefined;
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function refuse({ executionId, stepId, attempt, stream }: BlobPlace, code: string, why: string): OpsError {
  const what = `Cannot show ${stream} of attempt ${attempt} of ${stepId} in ${executionId}`;
  return new OpsError(`${what}: ${why}`, {
    kind: "unavailable",
    code: `output.${code}`,
    hint: "The record still says how the attempt ended; put the blob back from a backup to see what it wrote",
  });
}
