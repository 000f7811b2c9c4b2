import { createHash } from "node:crypto";

/** `3-a1b2c3d4e5f6`: a number for people, and a digest so that no change of words or schema can keep an old number. */
export function promptVersion(number: number, ...parts: readonly (string | object)[]): string {
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return `${number}-${digest.slice(0, 12)}`;
}
