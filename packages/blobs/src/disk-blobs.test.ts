import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeBlobStore } from "../test/describe-blob-store.ts";
import { openDiskBlobs } from "./disk-blobs.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "steadyhand-blobs-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describeBlobStore("on disk", () => openDiskBlobs(join(folder, "deep", "blobs")));

describe("blobs on disk", () => {
  const space = randomUUID();
  const sealed = randomBytes(100);
  const name = createHash("sha256").update(sealed).digest("hex");
  const key = { tenantId: "ten_a", space, name } as const;
  const shard = () => join(folder, space, name.slice(0, 2));

  it("are open to their owner only, folders too, and leave nothing unfinished", async () => {
    await openDiskBlobs(folder).put(key, sealed);
    expect(readdirSync(shard())).toEqual([name]);
    expect(statSync(join(shard(), name)).mode & 0o777).toBe(0o600);
    for (const path of [shard(), join(folder, space)]) expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it("are put again after somebody removed their folder", async () => {
    const blobs = openDiskBlobs(folder);
    await blobs.put(key, sealed);
    rmSync(join(folder, space), { recursive: true });
    await expect(blobs.put(key, sealed)).rejects.toMatchObject({ code: "blobs.failed" });
    await blobs.put(key, sealed);
    expect(await blobs.get(key)).toEqual(sealed);
  });

  it("list what a crash left unfinished, so that it can be removed, and nothing else that lies there", async () => {
    const blobs = openDiskBlobs(folder);
    await blobs.put(key, sealed);
    const unfinished = `.${randomBytes(8).toString("hex")}`;
    writeFileSync(join(shard(), unfinished), "half");
    writeFileSync(join(shard(), "README"), "not ours");
    mkdirSync(join(folder, space, "lost+found"));
    const listed = await blobs.list({ tenantId: "ten_a", space }, { limit: 10 });
    expect(listed.map((blob) => blob.name).toSorted()).toEqual([`${name.slice(0, 2)}${unfinished}`, name].toSorted());
    await blobs.delete({ ...key, name: `${name.slice(0, 2)}${unfinished}` });
    expect(readdirSync(shard()).toSorted()).toEqual(["README", name].toSorted());
  });

  it("say so when their folder is none", async () => {
    writeFileSync(join(folder, "file"), "");
    const putting = openDiskBlobs(join(folder, "file")).put(key, sealed);
    await expect(putting).rejects.toMatchObject({ kind: "unavailable", code: "blobs.failed" });
  });
});
