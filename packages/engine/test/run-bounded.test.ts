import { expect, it } from "vitest";
import { runBounded } from "../src/run-bounded.ts";

it("works on at most so many at a time, and gives the results in order", async () => {
  let running = 0;
  let most = 0;
  const results = await runBounded([5, 1, 4, 2, 3], 2, async (item) => {
    most = Math.max(most, ++running);
    for (let turn = 0; turn < item; turn++) await Promise.resolve();
    running--;
    return item * 10;
  });
  expect(results).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
});

it("stops at the first that fails", async () => {
  const seen: number[] = [];
  const failing = runBounded([1, 2, 3], 1, async (item) => {
    seen.push(item);
    if (item === 2) throw new RangeError("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(seen).toEqual([1, 2]);
});
