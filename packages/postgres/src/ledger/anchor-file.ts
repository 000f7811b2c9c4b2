import { createPublicKey, type KeyObject } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { type ChainLink, isSignedBy, type SigningKey, signText, splitLines } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { canonicalJson } from "@steadyhand/core/proposal";

/** A signed statement, kept outside the database, of where a tenant's chain ended at a time. */
export interface Anchor extends ChainLink {
  readonly tenantId: string;
  readonly at: string;
  readonly keyId: string;
}

/** One line of the file: an anchor, or why it cannot be trusted. */
export type AnchorLine =
  | { readonly ok: true; readonly anchor: Anchor }
  | { readonly ok: false; readonly code: string; readonly problem: string };

/** Signed heads in a file that only grows. */
export interface AnchorFile {
  /** Adds one and waits until it is on disk. */
  add(tenantId: TenantId, head: ChainLink, at: Date): Promise<void>;
  /** Remembers where the file ends now. */
  mark(): Promise<number>;
  /** The lines up to a mark, in order. */
  read(upTo: number): AsyncGenerator<AnchorLine, void, undefined>;
}

const version = 1;

/** Opens the file, making it when absent. A last line that a crash cut off is taken away: it never counted. */
export async function openAnchorFile(path: string, key: SigningKey): Promise<AnchorFile> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await dropTornLine(path);
  const reader = { keyId: key.keyId, publicKey: createPublicKey(key.publicKeyPem) };
  // One write at a time, so that lines never mix.
  let writing: Promise<void> = Promise.resolve();
  return {
    add(tenantId, { sequence, hash }, at) {
      const keyId = key.keyId;
      const text = canonicalJson({ steadyhand_anchor: version, tenantId, sequence, hash, at: at.toISOString(), keyId });
      const line = `{"anchor":${text},"signature":"${signText(text, key)}"}\n`;
      const written = writing.then(() => append(path, line));
      writing = written.catch(() => {});
      return written;
    },
    mark: () => sizeOf(path),
    async *read(upTo) {
      if (upTo === 0) return;
      for await (const lines of splitLines(createReadStream(path, { end: upTo - 1 }))) {
        for (const line of lines) yield readLine(line, reader);
      }
    },
  };
}

async function append(path: string, line: string): Promise<void> {
  const file = await open(path, "a", 0o600);
  try {
    await file.writeFile(line);
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function sizeOf(path: string): Promise<number> {
  const file = await open(path, "a+", 0o600);
  return file
    .stat()
    .then(({ size }) => size)
    .finally(() => file.close());
}

async function dropTornLine(path: string): Promise<void> {
  // Twice the length of an anchor's line.
  const tailBytes = 1_024;
  const file = await open(path, "a+", 0o600);
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(tailBytes), 0, tailBytes, from);
    const end = buffer.subarray(0, bytesRead).lastIndexOf("\n") + 1;
    if (end < bytesRead && (end > 0 || from === 0)) await file.truncate(from + end);
  } finally {
    await file.close();
  }
}

const linePattern = /^\{"anchor":(\{.*\}),"signature":"([A-Za-z0-9+/=]{88})"\}$/;

function readLine(line: string, key: { readonly keyId: string; readonly publicKey: KeyObject }): AnchorLine {
  const [, text, signature] = linePattern.exec(line) ?? [];
  if (text === undefined || signature === undefined) {
    return { ok: false, code: "anchor.malformed", problem: "a line of the anchor file is no signed head" };
  }
  const anchor: Partial<Anchor> = parse(text);
  const { tenantId = "", sequence = 0, hash = "", at = "", keyId = "" } = anchor;
  if (keyId !== key.keyId) {
    const problem = `the head signed at ${at} was signed with key ${keyId}, and ours is ${key.keyId}`;
    return { ok: false, code: "anchor.other_key", problem };
  }
  if (!isSignedBy(text, signature, key.publicKey)) {
    return { ok: false, code: "anchor.edited", problem: `the head signed at ${at} was edited afterwards` };
  }
  return { ok: true, anchor: { tenantId, sequence, hash, at, keyId } };
}

function parse(text: string): Partial<Anchor> {
  try {
    // What was signed by us has this shape; what was not is refused by its signature.
    return JSON.parse(text) as Partial<Anchor>;
  } catch {
    return {};
  }
}
