import { writeFileSync } from "node:fs";

/** Writes one kept stream for a later server to find; an empty one leaves no file. Returns how much there is. */
export function writeKeptOutput(path: string, bytes: Buffer): number {
  if (bytes.length > 0) writeFileSync(path, bytes, { mode: 0o600 });
  return bytes.length;
}
