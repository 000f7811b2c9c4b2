import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { TenantId } from "@steadyhand/core/identity";

/** One version of what a tenant's outputs are sealed with. It lives in memory only. */
export interface DataKey {
  readonly version: number;
  /** 32 bytes. */
  readonly secret: Buffer;
}

export function newDataKey(version: number): DataKey {
  return { version, secret: randomBytes(32) };
}

/** Names a key without saying anything of it: each blob begins with the name of its key. */
export function keyId({ secret }: DataKey): Buffer {
  return hmac(secret, "steadyhand blob key").subarray(0, 8);
}

/** Binds a key to its tenant and version, whatever wrapped it. Hex. */
export function keyCheckOf(tenantId: TenantId, { version, secret }: DataKey): string {
  return hmac(secret, `steadyhand data key\0${tenantId}\0${version}`).subarray(0, 16).toString("hex");
}

export function isKeyOf(tenantId: TenantId, key: DataKey, keyCheck: string): boolean {
  const own = Buffer.from(keyCheckOf(tenantId, key));
  const given = Buffer.from(keyCheck);
  return own.length === given.length && timingSafeEqual(own, given);
}

function hmac(secret: Buffer, text: string): Buffer {
  return createHmac("sha256", secret).update(text).digest();
}
