import { createHash } from "node:crypto";

/** SHA-256 over a list of hashes, each followed by a newline: one figure for a whole stretch of a chain. */
export interface HashList {
  add(hash: string): void;
  /** Adds hashes of which each is followed by its newline. */
  addLines(hashes: string): void;
  /** Ends the list. */
  digest(): string;
}

/** Feeds the hash a thousand lines at a time: one call a line would cost as much as hashing an event. */
const batchCharacters = 65_000;

export function createHashList(): HashList {
  const hash = createHash("sha256");
  let pending = "";
  const addLines = (hashes: string): void => {
    pending += hashes;
    if (pending.length < batchCharacters) return;
    hash.update(pending);
    pending = "";
  };
  return {
    add: (next) => addLines(`${next}\n`),
    addLines,
    digest: () => hash.update(pending).digest("hex"),
  };
}
