import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BlobStore } from "@steadyhand/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { credentials, openS3Server } from "../test/s3-server.ts";
import { sha256 } from "./container.ts";
import { openDiskBlobs } from "./disk-blobs.ts";
import { ownSpaces } from "./own-spaces.ts";
import { readS3Address } from "./s3-address.ts";
import { openS3Blobs } from "./s3-blobs.ts";

let folder: string;
let service: Awaited<ReturnType<typeof openS3Server>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "steadyhand-own-"));
  service = await openS3Server("outputs");
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

const places: readonly [string, () => BlobStore][] = [
  ["on a disk", () => openDiskBlobs(join(folder, "blobs"))],
  ["in a bucket", () => openS3Blobs(readS3Address(service.address, credentials))],
];

/** Its clock is moved by hand: what was looked at holds for a minute. */
function installation(store: BlobStore, secret: string, takeOver?: string) {
  let now = new Date("2026-11-22T02:00:00Z").getTime();
  const clock = { now: () => new Date(now) };
  const blobs = ownSpaces(store, { secretOf: async () => secret, clock, ...(takeOver && { takeOver }) });
  return {
    blobs,
    minuteLater: () => {
      now += 60_000;
    },
  };
}

const some = (space: string) => {
  const sealed = randomBytes(40);
  return { key: { tenantId: "ten_a", space, name: sha256(sealed) } as const, sealed };
};

/** The id that a refusal names. */
async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: "blobs.other_installation" });
  const [id = ""] = /ins_[0-9a-f]{16}/.exec(String(error)) ?? [];
  expect(error).toMatchObject({ hint: expect.stringContaining(`STEADYHAND_BLOBS_TAKE_OVER=${id}`) });
  return id;
}

describe.each(places)("a tenant's outputs %s", (_, open) => {
  it("are written and deleted by the installation whose they are, by all of its servers, and by no copy of it", async () => {
    const [one, other] = [some(randomUUID()), some(randomUUID())];
    const [original, second] = [installation(open(), "secret"), installation(open(), "secret")];
    await original.blobs.put(one.key, one.sealed);
    await second.blobs.put(one.key, one.sealed);
    const copy = installation(open(), "another secret").blobs;
    await refusal(copy.put({ ...other.key, space: one.key.space }, other.sealed));
    await refusal(copy.delete(one.key));
    expect(Buffer.from((await copy.get(one.key)) ?? [])).toEqual(one.sealed);
    expect(await copy.list(one.key, { limit: 10 })).toHaveLength(1);
    // Of another database that shares the place.
    await copy.put(other.key, other.sealed);
    await original.blobs.delete(one.key);
    expect(await copy.get(one.key)).toBeUndefined();
  });

  it("can be taken over by name, and whoever had them before writes and deletes nothing any more", async () => {
    const { key, sealed } = some(randomUUID());
    const original = installation(open(), "secret");
    await original.blobs.put(key, sealed);
    const id = await refusal(installation(open(), "another secret").blobs.delete(key));
    expect(await refusal(installation(open(), "another secret", "ins_0123456789abcdef").blobs.delete(key))).toBe(id);
    const heir = installation(open(), "another secret", id);
    await heir.blobs.put(key, sealed);
    heir.minuteLater();
    await heir.blobs.put(key, sealed);
    // From then on it need not be said again.
    await installation(open(), "another secret").blobs.put(key, sealed);
    original.minuteLater();
    expect(await refusal(original.blobs.delete(key))).not.toBe(id);
    await refusal(original.blobs.put(key, sealed));
    expect(Buffer.from((await original.blobs.get(key)) ?? [])).toEqual(sealed);
  });

  it("belong to nobody where two claim them at the same moment", async () => {
    const { key, sealed } = some(randomUUID());
    const store = open();
    const other = Buffer.from("steadyhand outputs of ins_0123456789abcdef\n");
    const racing: BlobStore = {
      ...store,
      async put(mark, bytes) {
        await store.put(mark, bytes);
        await store.put({ ...mark, name: sha256(other) }, other);
      },
    };
    expect(await refusal(installation(racing, "secret").blobs.put(key, sealed))).toBe("ins_0123456789abcdef");
    expect(await store.list(key, { limit: 10 })).toEqual([]);
  });
});
