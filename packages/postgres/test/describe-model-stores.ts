import type { RunbookId } from "@steadyhand/core/identity";
import { describe, expect, it } from "vitest";
import { createAnswerStore } from "../src/stores/answer-store.ts";
import { draft, judged, plan, riley, runbook } from "./samples.ts";
import { type TestStores, tenantId } from "./test-server.ts";

/** What every database must promise of judgements, a model's answers and what it costs. */
export function describeModelStores(stores: () => Promise<TestStores>): void {
  describe("judgements", () => {
    it("are stored with their runbook version and come back as they were", async () => {
      await using s = await stores();
      const { id, at } = await importJudged(s);
      expect(await s.classifications.list(tenantId, id, 1)).toEqual([judged(id, 1, at)]);
      expect(await s.classifications.list(tenantId, id, 2)).toEqual([]);
      expect(await s.classifications.list("ten_other", id, 1)).toEqual([]);
    });

    it("are added with their record, and the newest of each command counts", async () => {
      await using s = await stores();
      const { id, at } = await importJudged(s);
      const again = { ...judged(id, 1, at), occasion: "rescanned" } as const;
      const rollback = { ...again, purpose: "rollback", text: "undo" } as const;
      await s.classifications.add(tenantId, [again, rollback], [draft("judged again")]);
      expect(await s.classifications.list(tenantId, id, 1)).toEqual([again, rollback]);
      await expect(s.classifications.add(tenantId, [again], [])).rejects.toMatchObject({ code: "ledger.no_record" });
      expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 2 });
    });

    it("are taken for a runbook version that there is, and no other", async () => {
      await using s = await stores();
      const lost = s.classifications.add(tenantId, [judged("rbk_none", 1, s.clock.now())], [draft("x")]);
      await expect(lost).rejects.toMatchObject({ cause: { constraint: "classification_of_version" } });
    });

    it("keep their order for a runbook of thousands of steps", async () => {
      await using s = await stores();
      const many = Array.from({ length: 4_000 }, (_, n) => `stp_${n + 1}` as const);
      const at = s.clock.now();
      const { version } = await s.runbooks.import({
        ...{ tenantId, parsed: runbook("# Long"), plan, by: riley, at, events: () => [draft("imported")] },
        classifications: ({ id }) => many.map((stepId) => ({ ...judged(id, 1, at), stepId })),
      });
      const listed = await s.classifications.list(tenantId, version.id, 1);
      expect(listed.map(({ stepId }) => stepId)).toEqual(many);
    });
  });

  describe("a model's answers", () => {
    const key = (n: number) => n.toString(16).padStart(64, "0");
    const answer = { task: "second_key", model: "m-1", json: '{"risk":"safe"}' } as const;

    it("come back by their key, for their tenant only, and stay as they were first", async () => {
      await using s = await stores();
      await s.modelAnswers.put(tenantId, key(1), answer);
      await s.modelAnswers.put(tenantId, key(1), { ...answer, json: "{}" });
      expect(await s.modelAnswers.get(tenantId, key(1))).toEqual(answer);
      expect(await s.modelAnswers.get(tenantId, key(2))).toBeUndefined();
      expect(await s.modelAnswers.get("ten_other", key(1))).toBeUndefined();
    });

    it("go when they are the oldest of too many", async () => {
      await using s = await stores();
      const few = createAnswerStore({ ...s, clock: { ...s.clock, at: () => () => {} }, keptAnswers: 3, pruneEvery: 1 });
      for (const n of [1, 2, 3, 4, 5]) await few.put(tenantId, key(n), answer);
      const kept = await Promise.all([1, 2, 3, 4, 5].map((n) => few.get(tenantId, key(n))));
      expect(kept.map((found) => found !== undefined)).toEqual([false, false, true, true, true]);
    });

    it("go when they are old", async () => {
      await using s = await stores();
      await s.modelAnswers.put(tenantId, key(1), answer);
      const later = s.clock.now().getTime() + 91 * 24 * 60 * 60 * 1000;
      const clock = { now: () => new Date(later), at: () => () => {} };
      await createAnswerStore({ ...s, clock }).put(tenantId, key(2), answer);
      expect(await s.modelAnswers.get(tenantId, key(1))).toBeUndefined();
      expect(await s.modelAnswers.get(tenantId, key(2))).toEqual(answer);
    });
  });

  describe("a model's use", () => {
    const day = { tenantId, day: "2026-03-01" } as const;

    it("never goes past a limit, however many reserve at once", async () => {
      await using s = await stores();
      const limits = { tokens: 1_000, microUsd: 1_000_000 };
      const reserve = () => s.modelUsage.reserve({ ...day, amount: { tokens: 30, microUsd: 5 }, limits });
      const answers = await Promise.all(Array.from({ length: 100 }, reserve));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(33);
      expect(await s.modelUsage.get(day)).toEqual({ tokens: 990, microUsd: 165 });
      expect(answers.find(({ ok }) => !ok)).toMatchObject({ limit: "tokens" });
    });

    it("says which limit was reached, also by the first call of a day", async () => {
      await using s = await stores();
      const limits = { tokens: 100, microUsd: 10 };
      const first = await s.modelUsage.reserve({ ...day, amount: { tokens: 50, microUsd: 11 }, limits });
      expect(first).toEqual({ ok: false, limit: "usd", used: { tokens: 0, microUsd: 0 } });
      expect(await s.modelUsage.reserve({ ...day, amount: { tokens: 101, microUsd: 1 }, limits })).toMatchObject({
        limit: "tokens",
      });
    });

    it("is settled by what a call really used, less or more, and counted for one tenant and day", async () => {
      await using s = await stores();
      const limits = { tokens: 1_000, microUsd: 1_000 };
      const reserved = { tokens: 500, microUsd: 50.2 };
      await s.modelUsage.reserve({ ...day, amount: reserved, limits });
      await s.modelUsage.settle({ ...day, reserved, used: { tokens: 20, microUsd: 60 } });
      expect(await s.modelUsage.get(day)).toEqual({ tokens: 20, microUsd: 60 });
      expect(await s.modelUsage.get({ ...day, day: "2026-03-02" })).toEqual({ tokens: 0, microUsd: 0 });
      expect(await s.modelUsage.get({ ...day, tenantId: "ten_other" })).toEqual({ tokens: 0, microUsd: 0 });
    });
  });
}

async function importJudged(s: TestStores): Promise<{ readonly id: RunbookId; readonly at: Date }> {
  const at = s.clock.now();
  const { version } = await s.runbooks.import({
    ...{ tenantId, parsed: runbook("# A"), plan, by: riley, at, events: () => [draft("imported")] },
    classifications: ({ id, version: number }) => [judged(id, number, at)],
  });
  return { id: version.id, at };
}
