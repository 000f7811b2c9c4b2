import { canonicalJson } from "../proposal/index.ts";
import { type Checkpoint, readCheckpointLine } from "./checkpoint.ts";
import { keyIdOf } from "./export-format.ts";
import { isConsistent, isIncluded, type MerklePath } from "./merkle-tree.ts";
import { readSeal } from "./read-seal.ts";

/** The version of the format that docs/ledger-format.md describes. */
export const proofVersion = 1;

/** That one event is in the ledger that a checkpoint states, without showing any other. */
export interface InclusionProof {
  readonly steadyhand_proof: typeof proofVersion;
  readonly kind: "inclusion";
  /** The exact text of the event. */
  readonly event: string;
  readonly path: MerklePath;
  /** The checkpoint's line. */
  readonly checkpoint: string;
}

/** That the ledger that a checkpoint states begins with all that an older one stated. */
export interface GrowthProof {
  readonly steadyhand_proof: typeof proofVersion;
  readonly kind: "growth";
  /** Of the older checkpoint, which whoever checks has kept. */
  readonly olderCount: number;
  readonly olderRoot: string;
  readonly path: MerklePath;
  /** The newer checkpoint's line. */
  readonly checkpoint: string;
}

export type LedgerProof = InclusionProof | GrowthProof;

/** What a proof was found to be. */
export type ProofReport =
  | { readonly ok: true; readonly kind: LedgerProof["kind"]; readonly checkpoint: Checkpoint; readonly says: string }
  | { readonly ok: false; readonly code: ProofProblemCode; readonly problem: string };

/**
 * - `proof.malformed`: it is none of this format.
 * - `anchor.*`: its checkpoint cannot be trusted.
 * - `proof.wrong_tenant`: event and checkpoint are of different tenants.
 * - `proof.does_not_hold`: the path does not lead from the one to the other.
 */
export type ProofProblemCode =
  | "proof.malformed"
  | "proof.wrong_tenant"
  | "proof.does_not_hold"
  | "anchor.malformed"
  | "anchor.other_key"
  | "anchor.edited";

/** A proof as its text. */
export function proofText(proof: LedgerProof): string {
  return `${canonicalJson(proof)}\n`;
}

/** Checks the text of a proof with nothing but the public key, and the root of the older checkpoint where it was kept. */
export function checkProof(
  text: string,
  { publicKeyPem, olderRoot }: { readonly publicKeyPem: string; readonly olderRoot?: string },
): ProofReport {
  const proof = parsed(text);
  if (!isProof(proof)) return { ok: false, code: "proof.malformed", problem: "the file is no proof of version 1" };
  const read = readCheckpointLine(proof.checkpoint, { keyId: keyIdOf(publicKeyPem), publicKey: publicKeyPem });
  if (!read.ok) return read;
  if (proof.kind === "inclusion") return checkInclusion(proof, read.checkpoint);
  if (olderRoot !== undefined && olderRoot !== proof.olderRoot) {
    const problem = `it begins with the ${proof.olderCount} events of root ${proof.olderRoot}, and yours is ${olderRoot}`;
    return { ok: false, code: "proof.does_not_hold", problem };
  }
  return checkGrowth(proof, read.checkpoint);
}

function checkInclusion({ event, path }: InclusionProof, checkpoint: Checkpoint): ProofReport {
  const seal = readSeal(event);
  if (seal === undefined) return { ok: false, code: "proof.malformed", problem: "it holds no event of version 1" };
  const { tenantId, count: size, root, at } = checkpoint;
  const { sequence } = seal;
  if (seal.tenantId !== tenantId) {
    const problem = `event ${sequence} is of ${seal.tenantId}, and the checkpoint of ${tenantId}`;
    return { ok: false, code: "proof.wrong_tenant", problem };
  }
  if (!isIncluded({ text: event, index: sequence - 1, size, root, path })) {
    const problem = `event ${sequence} as it stands here is not in the ledger that the checkpoint of ${at} states`;
    return { ok: false, code: "proof.does_not_hold", problem };
  }
  return {
    ok: true,
    kind: "inclusion",
    checkpoint,
    says: `event ${sequence} of ${tenantId} was in its ledger of ${size} events at ${at}`,
  };
}

function checkGrowth({ olderCount, olderRoot, path }: GrowthProof, checkpoint: Checkpoint): ProofReport {
  const { tenantId, count: size, root, at } = checkpoint;
  if (!isConsistent({ older: { size: olderCount, root: olderRoot }, newer: { size, root }, path })) {
    const problem = `the ledger of ${size} events at ${at} does not begin with the ${olderCount} events of root ${olderRoot}`;
    return { ok: false, code: "proof.does_not_hold", problem };
  }
  const says = `the ledger of ${tenantId} with ${size} events at ${at} begins with the ${olderCount} events of root ${olderRoot}`;
  return { ok: true, kind: "growth", checkpoint, says };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, so no proof either.
    return undefined;
  }
}

function isProof(value: unknown): value is LedgerProof {
  const { steadyhand_proof, kind, path, checkpoint, event, olderCount, olderRoot } = (value ?? {}) as Record<
    string,
    unknown
  >;
  const isText = (one: unknown) => typeof one === "string";
  if (steadyhand_proof !== proofVersion || !isText(checkpoint) || !Array.isArray(path) || !path.every(isText))
    return false;
  if (kind === "inclusion") return isText(event);
  return kind === "growth" && Number.isSafeInteger(olderCount) && isText(olderRoot);
}
