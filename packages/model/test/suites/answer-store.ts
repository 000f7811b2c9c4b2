import type { TenantId } from "@steadyhand/core/identity";
import { describe, expect, it } from "vitest";
import type { AnswerStore, StoredAnswer } from "../../src/index.ts";

const answer: StoredAnswer = { task: "second_key", model: "m-1", json: '{"risk":"safe"}' };
const key = "a".repeat(64);

/** What every `AnswerStore` does. `open` gives one with two tenants that exist. */
export function describeAnswerStore(
  name: string,
  open: () => Promise<{ readonly store: AnswerStore; readonly tenants: readonly [TenantId, TenantId] }>,
): void {
  describe(`${name} keeps answers`, () => {
    it("gives back what was put, and nothing for what was not", async () => {
      const { store, tenants } = await open();
      await store.put(tenants[0], key, answer);
      expect(await store.get(tenants[0], key)).toEqual(answer);
      expect(await store.get(tenants[0], "b".repeat(64))).toBeUndefined();
    });

    it("shows one tenant's answers to no other", async () => {
      const { store, tenants } = await open();
      await store.put(tenants[0], key, answer);
      expect(await store.get(tenants[1], key)).toBeUndefined();
    });

    it("keeps the first answer when a second one comes for the same question", async () => {
      const { store, tenants } = await open();
      await store.put(tenants[0], key, answer);
      await store.put(tenants[0], key, { ...answer, json: '{"risk":"dangerous"}' });
      expect(await store.get(tenants[0], key)).toEqual(answer);
    });

    it("keeps an answer of 64 KiB with any characters", async () => {
      const { store, tenants } = await open();
      const large = { ...answer, json: JSON.stringify({ reason: "ü\\u0000😀".repeat(4000) }) };
      await store.put(tenants[0], key, large);
      expect(await store.get(tenants[0], key)).toEqual(large);
    });
  });
}
