import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { BlobStore } from "@steadyhand/engine";
import { describe, expect, it } from "vitest";

const nameOf = (sealed: Uint8Array) => createHash("sha256").update(sealed).digest("hex");

/** What every store of blobs does. */
export function describeBlobStore(name: string, open: () => BlobStore | Promise<BlobStore>): void {
  describe(`a store of blobs ${name}`, () => {
    const space = { tenantId: "ten_a", space: randomUUID() } as const;
    const some = (bytes: number) => {
      const sealed = randomBytes(bytes);
      return { key: { ...space, name: nameOf(sealed) }, sealed };
    };

    it("gives back what was put, of every size", async () => {
      const blobs = await open();
      for (const { key, sealed } of [some(1), some(70_000), some(4 * 1024 * 1024)]) {
        await blobs.put(key, sealed);
        expect(Buffer.from((await blobs.get(key)) ?? []).equals(sealed)).toBe(true);
      }
    });

    it("takes the same again as the same", async () => {
      const blobs = await open();
      const { key, sealed } = some(100);
      await Promise.all([1, 2, 3].map(() => blobs.put(key, sealed)));
      expect(Buffer.from((await blobs.get(key)) ?? [])).toEqual(sealed);
      const listed = await blobs.list(key, { limit: 1000 });
      expect(listed.filter((blob) => blob.name === key.name)).toHaveLength(1);
    });

    it("has nothing of what was never put, nor of what was deleted, which may be done twice", async () => {
      const blobs = await open();
      const { key, sealed } = some(100);
      expect(await blobs.get(key)).toBeUndefined();
      await blobs.put(key, sealed);
      await blobs.delete(key);
      await blobs.delete(key);
      expect(await blobs.get(key)).toBeUndefined();
    });

    it("lists one space page by page, with the time that each was put", async () => {
      const blobs = await open();
      const own = { ...space, space: randomUUID() };
      const other = { ...space, space: randomUUID() };
      expect(await blobs.list(own, { limit: 10 })).toEqual([]);
      const names: string[] = [];
      for (let n = 0; n < 7; n++) {
        const sealed = randomBytes(10);
        names.push(nameOf(sealed));
        await blobs.put({ ...own, name: nameOf(sealed) }, sealed);
      }
      const stray = randomBytes(10);
      if (blobs.kind !== "database") await blobs.put({ ...other, name: nameOf(stray) }, stray);
      const listed: string[] = [];
      for (let after: string | undefined; ; ) {
        const page = await blobs.list(own, { limit: 3, ...(after !== undefined && { after }) });
        for (const { storedAt } of page) expect(Math.abs(Date.now() - storedAt.getTime())).toBeLessThan(60_000);
        listed.push(...page.map((blob) => blob.name));
        after = page.at(-1)?.name;
        if (after === undefined) break;
      }
      expect(listed.filter((blob) => names.includes(blob))).toEqual(names.toSorted());
      expect(listed).not.toContain(nameOf(stray));
    });
  });
}
