import { createHash } from "node:crypto";
import type { OutputSummary } from "../attempt.ts";

/** One stream of an attempt: hashed and counted in full, kept up to a limit. */
export interface KeptOutput {
  /** Takes bytes and returns those of them that are kept. */
  take(bytes: Buffer): Buffer;
  summary(): OutputSummary;
  kept(): Buffer;
}

export function keepOutput(limit: number): KeptOutput {
  const hash = createHash("sha256");
  const pieces: Buffer[] = [];
  let keptBytes = 0;
  let bytes = 0;
  return {
    take(chunk) {
      hash.update(chunk);
      bytes += chunk.length;
      const piece = chunk.subarray(0, limit - keptBytes);
      keptBytes += piece.length;
      // A copy: the chunk is a small part of a larger buffer that would be held with it.
      if (piece.length > 0) pieces.push(Buffer.from(piece));
      return piece;
    },
    summary: () => ({ bytes, keptBytes, sha256: hash.copy().digest("hex"), truncated: bytes > keptBytes }),
    kept: () => Buffer.concat(pieces),
  };
}
