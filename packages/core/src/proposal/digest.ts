import { hash } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";
import type { Proposal } from "./proposal.ts";

/** A proposal with the exact bytes that were judged and their digest. What runs is read from `bytes`. */
export interface Sealed {
  readonly proposal: Proposal;
  /** RFC 8785 canonical JSON of the proposal. */
  readonly bytes: string;
  /** `sha256:` and 64 hex digits over `bytes` as UTF-8. */
  readonly digest: string;
}

/** SHA-256 of a text as UTF-8, in hex. */
export function sha256Hex(text: string): string {
  return hash("sha256", text, "hex");
}

/** The digest of exactly these bytes. */
export function proposalDigest(bytes: string): string {
  return `sha256:${sha256Hex(bytes)}`;
}

/** Fixes a proposal's bytes and digest. From here on nothing of it can change without being noticed. */
export function seal(proposal: Proposal): Sealed {
  const bytes = canonicalJson(proposal);
  return { proposal, bytes, digest: proposalDigest(bytes) };
}
