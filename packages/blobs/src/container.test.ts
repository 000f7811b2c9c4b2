import { createCipheriv, randomBytes } from "node:crypto";
import { zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BlobPlace, blobName, headerBytes, mostPlainBytes, openBlob, sealBlob, sha256 } from "./container.ts";
import { keyId, newDataKey } from "./data-key.ts";

const key = newDataKey(1);
const place: BlobPlace = {
  tenantId: "ten_a",
  executionId: "exe_1",
  stepId: "stp_1",
  attempt: 1,
  stream: "stdout",
};
const plain = Buffer.from("the disk of db-3 is 97 % full\n".repeat(50));

const expected = (sealed: Buffer, bytes: Buffer = plain) => ({
  name: blobName(sealed),
  bytes: bytes.length,
  sha256: sha256(bytes),
});
const flipped = (sealed: Buffer, at: number) => {
  const changed = Buffer.from(sealed);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
};

describe("a sealed blob", () => {
  it("gives back any bytes, exactly", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (bytes) => {
        const given = Buffer.from(bytes);
        const sealed = await sealBlob(place, key, given);
        expect(await openBlob(place, key, sealed, expected(sealed, given))).toEqual(given);
      }),
      { numRuns: 50 },
    );
  });

  it("gives back as much as an attempt can leave, and takes no more", async () => {
    const large = randomBytes(mostPlainBytes);
    const sealed = await sealBlob(place, key, large);
    expect((await openBlob(place, key, sealed, expected(sealed, large))).equals(large)).toBe(true);
    await expect(sealBlob(place, key, Buffer.alloc(mostPlainBytes + 1))).rejects.toThrow("more than is kept");
  });

  it("is smaller than its text, holds nothing of it, and is never the same twice", async () => {
    const [one, other] = [await sealBlob(place, key, plain), await sealBlob(place, key, plain)];
    expect(one.length).toBeLessThan(plain.length / 4);
    expect(one.includes("db-3")).toBe(false);
    expect(one.equals(other)).toBe(false);
    expect(one.subarray(24, 36)).not.toEqual(other.subarray(24, 36));
  });

  it("is laid out as docs/outputs.md says", async () => {
    const sealed = await sealBlob(place, newDataKey(7), plain);
    expect(sealed.subarray(0, 8)).toEqual(Buffer.from([0x53, 0x48, 0x4f, 0x42, 1, 1, 0, 0]));
    expect(sealed.readUInt32BE(8)).toBe(7);
    expect(sealed.readUInt32BE(20)).toBe(sealed.length - headerBytes - 16);
  });
});

describe("a blob that is not the one that was kept", () => {
  it("is found whichever of its bytes is changed", async () => {
    const sealed = await sealBlob(place, key, plain);
    for (let at = 0; at < sealed.length; at++) {
      const opened = openBlob(place, key, flipped(sealed, at), expected(sealed));
      await expect(opened, `byte ${at}`).rejects.toMatchObject({
        code: expect.stringMatching(/^output\.(altered|cut)$/),
      });
    }
  });

  it("is found whichever of its bytes is changed, also when the row names the changed bytes", async () => {
    const sealed = await sealBlob(place, key, plain);
    for (let at = 0; at < sealed.length; at++) {
      const changed = flipped(sealed, at);
      const opened = openBlob(place, key, changed, { ...expected(sealed), name: blobName(changed) });
      await expect(opened, `byte ${at}`).rejects.toMatchObject({ code: expect.stringMatching(/^output\./) });
    }
  });

  it("is called cut at any length", async () => {
    const sealed = await sealBlob(place, key, plain);
    for (const length of [0, 1, 35, 36, 51, 52, sealed.length - 1]) {
      const opened = openBlob(place, key, sealed.subarray(0, length), expected(sealed));
      await expect(opened).rejects.toMatchObject({ code: "output.cut" });
    }
  });

  it("is called altered when something is appended, or it is no blob of ours", async () => {
    const sealed = await sealBlob(place, key, plain);
    for (const wrong of [Buffer.concat([sealed, Buffer.from("x")]), Buffer.alloc(100), plain]) {
      await expect(openBlob(place, key, wrong, expected(sealed))).rejects.toMatchObject({ code: "output.altered" });
    }
  });

  it.each<[string, Partial<BlobPlace>]>([
    ["tenant", { tenantId: "ten_b" }],
    ["execution", { executionId: "exe_2" }],
    ["step", { stepId: "stp_2" }],
    ["attempt", { attempt: 2 }],
    ["stream", { stream: "stderr" }],
  ])("is called swapped when it is another %s's", async (_of, change) => {
    const sealed = await sealBlob({ ...place, ...change }, key, plain);
    await expect(openBlob(place, key, sealed, expected(sealed))).rejects.toMatchObject({ code: "output.swapped" });
  });

  it("is called another key's when it is", async () => {
    const sealed = await sealBlob(place, newDataKey(1), plain);
    await expect(openBlob(place, key, sealed, expected(sealed))).rejects.toMatchObject({ code: "output.other_key" });
  });

  it("is found when it is genuine and holds something else than the record says", async () => {
    const other = Buffer.from("all is well\n");
    const sealed = await sealBlob(place, key, other);
    const opened = openBlob(place, key, sealed, { ...expected(sealed), bytes: other.length });
    await expect(opened).rejects.toMatchObject({ code: "output.wrong_digest" });
  });

  it("is named when it is of a later format", async () => {
    const sealed = await sealBlob(place, key, plain);
    sealed.writeUInt8(9, 4);
    await expect(openBlob(place, key, sealed, expected(sealed))).rejects.toMatchObject({ code: "output.format" });
  });

  it("fills no memory when it unpacks to more than can be kept", async () => {
    const large = Buffer.alloc(64 * 1024 * 1024);
    const packed = zstdCompressSync(large);
    const header = Buffer.alloc(headerBytes);
    Buffer.from("SHOB").copy(header);
    header.writeUInt8(1, 4);
    header.writeUInt8(1, 5);
    header.writeUInt32BE(1, 8);
    keyId(key).copy(header, 12);
    header.writeUInt32BE(packed.length, 20);
    const { tenantId, executionId, stepId, attempt, stream } = place;
    const cipher = createCipheriv("aes-256-gcm", key.secret, header.subarray(24));
    cipher.setAAD(
      Buffer.concat([header, Buffer.from(JSON.stringify([tenantId, executionId, stepId, attempt, stream]))]),
    );
    const sealed = Buffer.concat([header, cipher.update(packed), cipher.final(), cipher.getAuthTag()]);
    const opened = openBlob(place, key, sealed, expected(sealed, large)).then(({ length }) => length);
    await expect(opened).rejects.toMatchObject({ code: "output.wrong_digest" });
  });
});
