import type { KeyObject } from "node:crypto";
import { canonicalJson } from "../proposal/index.ts";
import { isSignedBy, type SigningKey, signText } from "./export-format.ts";
import { createMerkleTree, type MerkleTree } from "./merkle-tree.ts";
import { type ChainLink, emptyChain } from "./seal-event.ts";

/** The version of the format that docs/ledger-format.md describes. */
export const checkpointVersion = 1;

/** What the key's holder stated of a tenant's ledger at a moment. */
export interface Checkpoint {
  readonly steadyhand_checkpoint: typeof checkpointVersion;
  readonly tenantId: string;
  /** How many events there were: the sequence of the last one. */
  readonly count: number;
  /** Hash of the last one. */
  readonly head: string;
  /** Root of the Merkle tree over all of them. */
  readonly root: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  readonly keyId: string;
}

/** The tree of all events up to one, and where that one lies in the chain. */
export interface Grown {
  readonly head: ChainLink;
  readonly tree: MerkleTree;
}

/** Of a tenant without events. */
export const nothingGrown = (): Grown => ({ head: emptyChain, tree: createMerkleTree() });

/** States and signs what has grown. */
export function checkpointOf(tenantId: string, { head, tree }: Grown, at: Date, { keyId }: SigningKey): Checkpoint {
  if (tree.size() !== head.sequence) {
    throw new RangeError(`A tree of ${tree.size()} events says nothing of a chain of ${head.sequence}`);
  }
  const { sequence: count, hash } = head;
  return {
    ...{ steadyhand_checkpoint: checkpointVersion, tenantId, count, head: hash },
    ...{ root: tree.root(), at: at.toISOString(), keyId },
  };
}

/**
 * A checkpoint as its line. The frontier beside it is not signed and need not be: it gives the signed root, and lets the next
 * checkpoint go on from here.
 */
export function checkpointLine(checkpoint: Checkpoint, frontier: readonly string[], key: SigningKey): string {
  const text = canonicalJson(checkpoint);
  return `{"checkpoint":${text},"frontier":${JSON.stringify(frontier)},"signature":"${signText(text, key)}"}`;
}

/** A line that was read: what was stated, or why it cannot be trusted. */
export type ReadCheckpoint =
  | { readonly ok: true; readonly checkpoint: Checkpoint; readonly frontier: readonly string[] }
  | {
      readonly ok: false;
      readonly code: "anchor.malformed" | "anchor.other_key" | "anchor.edited";
      readonly problem: string;
    };

const linePattern = /^\{"checkpoint":(\{.*\}),"frontier":(\[[0-9a-f",]*\]),"signature":"([A-Za-z0-9+/=]{88})"\}$/;

/** Reads a line that was written as a checkpoint. */
export function readCheckpointLine(
  line: string,
  key: { readonly keyId: string; readonly publicKey: string | KeyObject },
): ReadCheckpoint {
  const [, text = "", frontierText = "", signature = ""] = linePattern.exec(line) ?? [];
  const [checkpoint, frontier] = [parsed(text), parsed(frontierText)];
  if (!isCheckpoint(checkpoint) || !Array.isArray(frontier)) {
    return { ok: false, code: "anchor.malformed", problem: "a line is no checkpoint of version 1" };
  }
  const { at, keyId } = checkpoint;
  if (keyId !== key.keyId) {
    const problem = `the checkpoint of ${at} was signed with key ${keyId}, and ours is ${key.keyId}`;
    return { ok: false, code: "anchor.other_key", problem };
  }
  if (!isSignedBy(text, signature, key.publicKey)) {
    return { ok: false, code: "anchor.edited", problem: `the checkpoint of ${at} was edited afterwards` };
  }
  return { ok: true, checkpoint, frontier };
}

/** The tree to go on with, where the frontier beside a checkpoint gives its root; else `undefined`. */
export function grownAt({ count, head, root }: Checkpoint, frontier: readonly string[]): Grown | undefined {
  try {
    const tree = createMerkleTree({ size: count, frontier });
    return tree.root() === root ? { head: { sequence: count, hash: head }, tree } : undefined;
  } catch {
    // It does not fit the count: then the tree is built from the events.
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The pattern did not fit, or what fits it is no JSON: both are said of the line as a whole.
    return undefined;
  }
}

function isCheckpoint(value: unknown): value is Checkpoint {
  const { steadyhand_checkpoint, tenantId, count, head, root, at, keyId } = (value ?? {}) as Partial<
    Record<keyof Checkpoint, unknown>
  >;
  const isCounted = Number.isSafeInteger(count) && Number(count) >= 1;
  return (
    steadyhand_checkpoint === checkpointVersion &&
    isCounted &&
    [tenantId, head, root, at, keyId].every((text) => typeof text === "string")
  );
}
