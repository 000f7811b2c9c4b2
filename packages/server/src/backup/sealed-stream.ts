import { createCipheriv, createDecipheriv, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { Transform, type TransformCallback } from "node:stream";
import { promisify } from "node:util";
import { OpsError } from "@steadyhand/core/outcome";

/*
 * A sealed backup: one line that says how, then the archive in pieces of 64 KiB, each sealed with AES-256-GCM. The key comes
 * from the passphrase by scrypt. The nonce is the piece's number and whether it is the last: none can be left out, doubled,
 * moved, or cut off at the end, without being found.
 */
const magic = "steadyhand-sealed-backup 1 ";
const pieceBytes = 64 * 1024;
const tagBytes = 16;
const saltBytes = 32;
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 } as const;
const headerBytes = Buffer.byteLength(`${magic}${Buffer.alloc(saltBytes + tagBytes).toString("base64")}\n`);

const derive = promisify<string, Buffer, number, typeof cost, Buffer>(scrypt);
const nonceOf = (piece: number, isLast: boolean) => {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(piece, 5, 6);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
};

/** By it a wrong passphrase can be told from a damaged file. No piece has its nonce. */
const passphraseTag = (key: Buffer, salt: Buffer) => {
  const cipher = createCipheriv("aes-256-gcm", key, Buffer.alloc(12, 255)).setAAD(salt);
  cipher.final();
  return cipher.getAuthTag();
};

/** Whether a file that begins with these bytes is sealed. */
export function isSealed(start: Buffer): boolean {
  return start.subarray(0, magic.length).toString("latin1") === magic;
}

/** Seals what goes through it. */
export async function sealing(passphrase: string): Promise<Transform> {
  const salt = randomBytes(saltBytes);
  const key = await derive(passphrase, salt, 32, cost);
  const told = Buffer.concat([salt, passphraseTag(key, salt)]).toString("base64");
  const header = Buffer.from(`${magic}${told}\n`);
  const seal = (bytes: Buffer, piece: number, isLast: boolean) => {
    const cipher = createCipheriv("aes-256-gcm", key, nonceOf(piece, isLast)).setAAD(header);
    return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  };
  const pieces = inPieces(pieceBytes, seal);
  pieces.push(header);
  return pieces;
}

/** Opens what was sealed. Throws `backup.wrong_passphrase`, and fails with `backup.damaged`. */
export async function opening(passphrase: string, start: Buffer): Promise<Transform> {
  const header = start.subarray(0, headerBytes);
  const [, told = ""] = /^steadyhand-sealed-backup 1 ([A-Za-z0-9+/=]{64})\n$/.exec(header.toString("latin1")) ?? [];
  if (told === "") throw damaged(0);
  const salt = Buffer.from(told, "base64").subarray(0, saltBytes);
  const key = await derive(passphrase, salt, 32, cost);
  const tag = Buffer.from(told, "base64").subarray(saltBytes);
  if (!timingSafeEqual(tag, passphraseTag(key, salt))) throw wrongPassphrase();
  return inPieces(pieceBytes + tagBytes, (bytes, piece, isLast) => {
    if (bytes.length < tagBytes) throw damaged(piece);
    const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(piece, isLast)).setAAD(header);
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]);
    } catch {
      // That the tag does not fit is all that can be known of it.
      throw damaged(piece);
    }
  });
}

/** How long the line at the beginning of a sealed backup is. */
export const sealedHeaderBytes = headerBytes;

function inPieces(size: number, work: (bytes: Buffer, piece: number, isLast: boolean) => Buffer): Transform {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let piece = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      held.push(chunk);
      heldBytes += chunk.length;
      if (heldBytes <= size) return done();
      try {
        const all = Buffer.concat(held);
        let from = 0;
        // One piece is always held back: which one is the last is known only at the end.
        for (; all.length - from > size; from += size) this.push(work(all.subarray(from, from + size), piece++, false));
        held = [all.subarray(from)];
        heldBytes = all.length - from;
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
    flush(done: TransformCallback) {
      try {
        this.push(work(Buffer.concat(held), piece, true));
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}

function wrongPassphrase(): OpsError {
  return new OpsError("Cannot open the backup: it is not sealed with this passphrase, or its first line is damaged", {
    kind: "refused",
    code: "backup.wrong_passphrase",
    hint: "Give the file with its passphrase by --passphrase-file",
  });
}

function damaged(piece: number): OpsError {
  const from = headerBytes + piece * (pieceBytes + tagBytes);
  return new OpsError(`Cannot open the backup: from byte ${from} on it is damaged, cut off or put together anew`, {
    kind: "refused",
    code: "backup.damaged",
    hint: "Take another copy of it",
  });
}
