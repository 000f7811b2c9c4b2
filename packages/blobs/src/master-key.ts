import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";

/** Which data key is wrapped. */
export interface WrapContext {
  readonly tenantId: TenantId;
  readonly version: number;
}

/** Wraps data keys and unwraps them. What it is made of never leaves it. */
export interface MasterKey {
  /** Says nothing of the key; each wrapped key names the one it needs. */
  readonly id: string;
  /** Where it comes from, for people. */
  readonly from: string;
  wrap(secret: Buffer, context: WrapContext): Promise<Buffer>;
  /** Throws `keys.unwrap_failed`, `keys.command_failed`. */
  unwrap(wrapped: Uint8Array, context: WrapContext): Promise<Buffer>;
}

const masterBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** A master key of 32 bytes in hand: AES-256-GCM, bound to tenant and version. */
export function localMasterKey(secret: Buffer, from: string): MasterKey {
  const id = `mk_${createHmac("sha256", secret).update("steadyhand master key").digest("hex").slice(0, 16)}`;
  return {
    id,
    from,
    async wrap(dataKey, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", secret, nonce).setAAD(bound(context));
      return Buffer.concat([nonce, cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]);
    },
    async unwrap(wrapped, context) {
      const bytes = Buffer.from(wrapped);
      try {
        if (bytes.length !== nonceBytes + masterBytes + tagBytes) throw new RangeError("it has a wrong length");
        const decipher = createDecipheriv("aes-256-gcm", secret, bytes.subarray(0, nonceBytes));
        decipher.setAAD(bound(context)).setAuthTag(bytes.subarray(-tagBytes));
        return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
      } catch (cause) {
        throw cannotUnwrap(context, "it has been altered, or was put in another's place", cause);
      }
    },
  };
}

function bound({ tenantId, version }: WrapContext): Buffer {
  return Buffer.from(JSON.stringify(["steadyhand data key", tenantId, version]));
}

export function cannotUnwrap({ tenantId, version }: WrapContext, why: string, cause?: unknown): OpsError {
  return new OpsError(`Cannot unwrap data key ${version} of ${tenantId}: ${why}`, {
    kind: "unavailable",
    code: "keys.unwrap_failed",
    hint: "Put table tenant_key back from a backup",
    cause,
  });
}

/** Reads 32 bytes in base64. Throws `keys.malformed`, which does not say what was given. */
export function readMasterSecret(text: string, from: string): Buffer {
  const trimmed = text.trim();
  const secret = Buffer.from(trimmed, "base64");
  const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(trimmed);
  if (isBase64 && secret.length === masterBytes) return secret;
  throw new OpsError(`Cannot use the master key in ${from}: it is not 32 bytes in base64`, {
    kind: "invalid",
    code: "keys.malformed",
    hint: "`head -c 32 /dev/urandom | base64` makes one",
  });
}

export function newMasterSecret(): Buffer {
  return randomBytes(masterBytes);
}
