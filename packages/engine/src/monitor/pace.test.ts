import { expect, it } from "vitest";
import { createLanes } from "./lanes.ts";
import { nextTurn } from "./pace.ts";
import { createTurns } from "./turns.ts";

const now = new Date("2026-03-01T03:00:00.000Z");

it("gives a subject one turn in each interval, always at the same place in it", () => {
  const first = nextTurn("ten_a/shop", 30_000, now);
  expect(first.getTime() - now.getTime()).toBeGreaterThan(0);
  expect(first.getTime() - now.getTime()).toBeLessThanOrEqual(30_000);
  expect(nextTurn("ten_a/shop", 30_000, first).getTime() - first.getTime()).toBe(30_000);
  expect(nextTurn("ten_a/shop", 30_000, new Date(first.getTime() - 1))).toEqual(first);
});

it("spreads subjects over the interval: no tenth of it has more than twice its share of a thousand", () => {
  const tenths = Array<number>(10).fill(0);
  for (let index = 0; index < 1000; index++) {
    const place = nextTurn(`ten_a/shop-${index}`, 30_000, now).getTime() - now.getTime();
    const tenth = Math.floor((place - 1) / 3_000);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  expect(Math.max(...tenths)).toBeLessThan(200);
});

it("lets only so many work at once, in the order they came", async () => {
  const turns = createTurns(2);
  const [began, ends] = [[] as number[], [0, 1, 2, 3].map(() => Promise.withResolvers<void>())];
  const all = ends.map(({ promise }, index) =>
    turns.take(async () => {
      began.push(index);
      await promise;
    }),
  );
  await Promise.resolve();
  expect(began).toEqual([0, 1]);
  ends[1]?.resolve();
  await all[1];
  expect(began).toEqual([0, 1, 2]);
  for (const { resolve } of ends) resolve();
  await Promise.all(all);
  expect(began).toEqual([0, 1, 2, 3]);
});

it("gives a turn back when the work fails", async () => {
  const turns = createTurns(1);
  await expect(turns.take(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await turns.take(async () => 1)).toBe(1);
});

it("works on what comes together, on one batch of a key at a time, and on what comes twice once", async () => {
  const batches: string[][] = [];
  const busy = new Set<string>();
  const gates: (() => void)[] = [];
  const lanes = createLanes<string, string>({
    most: 2,
    async work(key, items) {
      expect(busy.has(key)).toBe(false);
      busy.add(key);
      batches.push([...items]);
      await new Promise<void>((resolve) => gates.push(resolve));
      busy.delete(key);
    },
  });
  for (const item of ["a", "b", "c", "c"]) lanes.add("one", item);
  lanes.add("two", "z");
  const empty = lanes.empty();
  let isEmpty = false;
  void empty.then(() => {
    isEmpty = true;
  });
  while (!isEmpty) {
    gates.shift()?.();
    await new Promise(setImmediate);
  }
  expect(batches).toEqual([["a", "b"], ["z"], ["c"]]);
});
