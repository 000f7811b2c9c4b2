import { randomBytes } from "node:crypto";
import { zstdCompressSync } from "node:zlib";
import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { BlobStore } from "@steadyhand/engine";
import { type BlobPlace, blobName, openBlob, sealBlob, sha256 } from "./container.ts";
import type { DataKeys } from "./data-keys.ts";

export interface SelfTestOptions {
  readonly keys: Pick<DataKeys, "current">;
  readonly store: BlobStore;
  readonly tenantId: TenantId;
  readonly seal?: typeof sealBlob;
}

/**
 * Keeps a known text as an output is kept, looks at what really lies in the store, reads it back and deletes it. Throws
 * `blobs.self_test` when what lies there is not ciphertext or is not what was put, and `blobs.…` when the store fails.
 */
export async function testSealing({ keys, store, tenantId, seal = sealBlob }: SelfTestOptions): Promise<void> {
  const line = `This line must never lie in a file: ${randomBytes(16).toString("hex")}\n`;
  const plain = Buffer.from(line.repeat(20));
  const { key, space } = await keys.current(tenantId);
  const place: BlobPlace = {
    ...{ tenantId, executionId: "exe_self-test", stepId: "stp_self-test" },
    ...{ attempt: 0, stream: "stdout" },
  };
  const sealed = await seal(place, key, plain);
  const at = { tenantId, space, name: blobName(sealed) };
  await store.put(at, sealed);
  try {
    const lying = await store.get(at);
    if (lying === undefined) throw failed(store, "what was stored a moment ago is not there");
    const raw = Buffer.from(lying);
    if (raw.includes(line.trim())) throw failed(store, "what lies there is the text itself");
    if (raw.includes(packedBody(plain)))
      throw failed(store, "what lies there is the text, compressed and not encrypted");
    await openBlob(place, key, raw, { name: at.name, bytes: plain.length, sha256: sha256(plain) }).catch(
      (cause: unknown) => {
        throw failed(store, "what was stored cannot be read back", cause);
      },
    );
  } finally {
    await store.delete(at);
  }
  if ((await store.get(at)) !== undefined) throw failed(store, "what was deleted is still there");
}

/** What the packed text consists of behind its header, which other levels write otherwise. */
function packedBody(plain: Buffer): Buffer {
  const packed = zstdCompressSync(plain);
  return packed.subarray(packed.length >> 2, packed.length - (packed.length >> 2));
}

function failed({ description }: BlobStore, why: string, cause?: unknown): OpsError {
  return new OpsError(`Cannot keep outputs sealed in ${description}: ${why}`, {
    kind: "unavailable",
    code: "blobs.self_test",
    hint: "Nothing is run while outputs might lie open. Check that STEADYHAND_BLOBS names a place that keeps files as they are",
    cause,
  });
}
