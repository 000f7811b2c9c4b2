import { hash, randomBytes } from "node:crypto";

/** A new access key: 256 random bits. */
export function newAccessKey(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a key. */
export function keySha256(key: string): string {
  return hash("sha256", key, "hex");
}
