import { expect, it } from "vitest";
import { together } from "./together.ts";

it("carries out together what came while work was under way, each with its own answer", async () => {
  const batches: number[][] = [];
  const first = Promise.withResolvers<void>();
  const double = together(async (numbers: readonly number[]) => {
    batches.push([...numbers]);
    if (batches.length === 1) await first.promise;
    return numbers.map((number) => number * 2);
  });
  const asked = [1, 2, 3, 4].map((number) => double("a", number));
  const other = double("b", 9);
  first.resolve();
  expect(await Promise.all([...asked, other])).toEqual([2, 4, 6, 8, 18]);
  expect(batches).toEqual([[1], [9], [2, 3, 4]]);
  expect(await double("a", 5)).toBe(10);
});

it("tells each of those that failed together, and goes on with the next", async () => {
  const failing = together(async (numbers: readonly number[]) => {
    if (numbers.includes(2)) throw new RangeError("two");
    return numbers;
  });
  const settled = await Promise.allSettled([failing("a", 1), failing("a", 2), failing("a", 3)]);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
  expect(await failing("a", 4)).toBe(4);
});
