import { createPublicKey, type KeyObject } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import {
  type ChainLink,
  type Checkpoint,
  checkpointLine,
  checkpointOf,
  type Grown,
  grownAt,
  isSignedBy,
  readCheckpointLine,
  type SigningKey,
  splitLines,
} from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import { openGrowingFile } from "./growing-file.ts";

/** A signed statement, kept outside the database, of where a tenant's chain ended at a time. */
export interface Anchor extends ChainLink {
  readonly tenantId: string;
  readonly at: string;
  readonly keyId: string;
  /** Root of the Merkle tree over all events up to it; absent of heads that were signed before there were trees. */
  readonly root?: string;
}

/** One line of the file: an anchor, or why it cannot be trusted. */
export type AnchorLine =
  | { readonly ok: true; readonly anchor: Anchor }
  | { readonly ok: false; readonly code: string; readonly problem: string };

/** Checkpoints in a file that only grows; in its first lines there may be heads, as they were signed before. */
export interface AnchorFile {
  /** Signs a checkpoint, adds it and waits until it is on disk. */
  add(tenantId: TenantId, grown: Grown, at: Date): Promise<Checkpoint>;
  /** The newest checkpoint of a tenant as its line, where that stands near the end of the file; else `undefined`. */
  newest(
    tenantId: TenantId,
  ): Promise<{ readonly line: string; readonly count: number; readonly head: string } | undefined>;
  /** The tree of that checkpoint, to go on with. */
  newestTree(tenantId: TenantId): Promise<Grown | undefined>;
  /** Remembers where the file ends now. */
  mark(): Promise<number>;
  /** The lines up to a mark, in order. */
  read(upTo: number): AsyncGenerator<AnchorLine, void, undefined>;
}

/** Opens the file, making it when absent. A last line that a crash cut off is taken away: it never counted. */
export async function openAnchorFile(path: string, key: SigningKey): Promise<AnchorFile> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const growing = await openGrowingFile(path);
  const reader = { keyId: key.keyId, publicKey: createPublicKey(key.publicKeyPem) };
  const newest = async (tenantId: TenantId) => {
    await growing.size();
    for (const line of (await lastLines(path)).toReversed()) {
      const read = line.startsWith(checkpointStart) ? readCheckpointLine(line, reader) : undefined;
      if (read?.ok && read.checkpoint.tenantId === tenantId) return { line, ...read };
    }
    return undefined;
  };
  return {
    add(tenantId, grown, at) {
      const checkpoint = checkpointOf(tenantId, grown, at, key);
      const line = checkpointLine(checkpoint, grown.tree.frontier(), key);
      return growing.append(`${line}\n`).then(
        () => checkpoint,
        (error: unknown) => {
          throw notKept(path, tenantId, error);
        },
      );
    },
    async newest(tenantId) {
      const found = await newest(tenantId);
      return found && { line: found.line, count: found.checkpoint.count, head: found.checkpoint.head };
    },
    async newestTree(tenantId) {
      const found = await newest(tenantId);
      return found && grownAt(found.checkpoint, found.frontier);
    },
    mark: growing.size,
    async *read(upTo) {
      yield* readLines(upTo);
      const why = growing.problem();
      if (why !== undefined) yield { ok: false, code: "anchor.cut", problem: `checkpoints were taken away: ${why}` };
    },
  };

  async function* readLines(upTo: number): AsyncGenerator<AnchorLine, void, undefined> {
    if (upTo === 0) return;
    for await (const lines of splitLines(createReadStream(path, { end: upTo - 1 }))) {
      for (const line of lines) yield readAnchorLine(line, reader);
    }
  }
}

function notKept(path: string, tenantId: TenantId, cause: unknown): OpsError {
  const isFull = cause instanceof Error && "code" in cause && (cause.code === "ENOSPC" || cause.code === "EDQUOT");
  const why = isFull ? "the disk is full" : String(cause);
  return new OpsError(`Cannot keep a checkpoint of ${tenantId} in ${path}: ${why}`, {
    kind: "unavailable",
    code: isFull ? "data.disk_full" : "ledger.checkpoint_not_kept",
    hint: isFull
      ? "Free some space on the disk of the data folder"
      : "Make the file writable for the user who runs Steadyhand",
    cause,
  });
}

/** How far back the newest checkpoint of a tenant is looked for. Without it, its tree is built from all events. */
const tailBytes = 262_144;

async function lastLines(path: string): Promise<readonly string[]> {
  const file = await open(path, "a+", 0o600);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(tailBytes), 0, tailBytes, Math.max(0, size - tailBytes));
    return buffer.toString("utf8", 0, bytesRead).split("\n");
  } finally {
    await file.close();
  }
}

const checkpointStart = '{"checkpoint":';
/** A head, as they were signed before there were trees. */
const linePattern = /^\{"anchor":(\{.*\}),"signature":"([A-Za-z0-9+/=]{88})"\}$/;

/** Reads one line of such a file, wherever it lies. */
export function readAnchorLine(
  line: string,
  key: { readonly keyId: string; readonly publicKey: KeyObject },
): AnchorLine {
  if (line.startsWith(checkpointStart)) {
    const read = readCheckpointLine(line, key);
    if (!read.ok) return read;
    const { count, head, tenantId, root, at, keyId } = read.checkpoint;
    return { ok: true, anchor: { tenantId, sequence: count, hash: head, root, at, keyId } };
  }
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
