import { createHmac, timingSafeEqual } from "node:crypto";
import { OpsError } from "@steadyhand/core/outcome";

/** A secret that somebody signs with. Several hold at once, so that one can be exchanged for another. */
export interface SigningSecret {
  readonly name: string;
  readonly secret: string;
}

export interface SignedBody {
  /** Exactly the bytes that came: signatures are over these, not over what they mean. */
  readonly raw: Buffer;
  /** Unix seconds, as text. */
  readonly timestamp: string | undefined;
  /** `v1=<64 hex>`, or several after commas. */
  readonly signature: string | undefined;
}

/** How far a clock may be off, or a message late, in either direction. */
const windowMs = 5 * 60_000;

/** HMAC-SHA256 over `<timestamp>.<body>`. */
export function signBody(secret: string, timestamp: string, raw: Uint8Array): string {
  return `v1=${macOf(secret, timestamp, raw).toString("hex")}`;
}

/**
 * Which secret a body is signed with, and the signature itself. Throws `signature.…`; what is wrong is said only as far as
 * whoever has no secret knows it already.
 */
export function checkSignature(
  { raw, timestamp, signature }: SignedBody,
  secrets: readonly SigningSecret[],
  now: Date,
): { readonly by: SigningSecret; readonly mac: string } {
  if (timestamp === undefined || signature === undefined) {
    throw unsigned("signature.absent", "it carries no signature");
  }
  if (!/^\d{1,12}$/.test(timestamp)) throw unsigned("signature.bad_timestamp", "its timestamp is not in Unix seconds");
  const given = signature.split(",").flatMap((each) => each.trim().match(/^v1=([0-9a-fA-F]{64})$/)?.[1] ?? []);
  if (given.length === 0) throw unsigned("signature.malformed", "its signature is not of the form v1=<64 hex digits>");
  const found = findSecret(given, secrets, (secret) => macOf(secret, timestamp, raw));
  if (found === undefined) throw unsigned("signature.wrong", "none of its signatures is right");
  // After the signature: whoever cannot sign learns nothing of our clock.
  if (Math.abs(now.getTime() - Number(timestamp) * 1000) > windowMs) {
    throw unsigned("signature.out_of_time", "it was signed more than 5 minutes from now", "Check both clocks");
  }
  return found;
}

/** Every pair is compared, in constant time, so that how long it takes tells nothing. */
function findSecret(given: readonly string[], secrets: readonly SigningSecret[], macOf: (secret: string) => Buffer) {
  let found: { readonly by: SigningSecret; readonly mac: string } | undefined;
  for (const by of secrets) {
    const expected = macOf(by.secret);
    for (const hex of given) {
      if (timingSafeEqual(expected, Buffer.from(hex, "hex"))) found = { by, mac: expected.toString("hex") };
    }
  }
  return found;
}

function macOf(secret: string, timestamp: string, raw: Uint8Array): Buffer {
  return createHmac("sha256", secret).update(`${timestamp}.`).update(raw).digest();
}

function unsigned(code: string, why: string, hint?: string): OpsError {
  return new OpsError(`Cannot take this message: ${why}`, {
    kind: "unauthenticated",
    code,
    hint: hint ?? "docs/panic.md says how it is signed",
  });
}
