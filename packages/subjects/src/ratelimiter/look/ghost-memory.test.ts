import { expect, it } from "vitest";
import { createGhostMemory } from "./ghost-memory.ts";

interface Shown {
  readonly allowed: number;
  readonly granted: number;
  /** As the node knows it, and as Redis has it. */
  readonly epochs?: readonly [node: string, redis: string];
  readonly instance?: string;
}

function watch() {
  const memory = createGhostMemory();
  return ({ allowed, granted, epochs: [epoch, now] = ["e", "e"], instance = "1" }: Shown) =>
    memory.remember({ node: "a", instance, allowed: { epoch, count: allowed }, epoch: now, granted });
}

it("counts what was let through beyond what was granted, since the last look", () => {
  const look = watch();
  expect(look({ allowed: 10, granted: 10 })).toBeUndefined();
  expect(look({ allowed: 23, granted: 20 })).toBe(3);
  expect(look({ allowed: 37, granted: 30 })).toBe(4);
  expect(look({ allowed: 47, granted: 40 })).toBe(0);
});

it("says nothing of what was let through before the first look: nobody knows when that was", () => {
  const look = watch();
  expect(look({ allowed: 900, granted: 0 })).toBeUndefined();
  expect(look({ allowed: 900, granted: 0 })).toBe(0);
});

it("takes a grant that was underway during a look for no ghost, whichever look that was", () => {
  const look = watch();
  for (const underway of [1, 0, 0, 4, 0, 1, 1, 0]) {
    expect(look({ allowed: 100 - underway, granted: 100 }) ?? 0).toBe(0);
  }
});

it("knows of a process that began after the last look that it had let nothing through", () => {
  const look = watch();
  look({ allowed: 500, granted: 500 });
  expect(look({ allowed: 7, granted: 7, instance: "2" })).toBe(0);
  expect(look({ allowed: 9, granted: 0, epochs: ["", "e"], instance: "3" })).toBe(9);
});

it("does not take what a lost Redis had granted for ghosts", () => {
  const look = watch();
  look({ allowed: 500, granted: 500 });
  expect(look({ allowed: 500, granted: 0, epochs: ["e", ""] })).toBe(0);
  expect(look({ allowed: 500, granted: 0, epochs: ["e", "f"] })).toBe(0);
  expect(look({ allowed: 3, granted: 4, epochs: ["f", "f"] })).toBe(0);
  expect(look({ allowed: 9, granted: 7, epochs: ["f", "f"] })).toBe(2);
});

it("sees a node that lets requests through and never hears that Redis was started afresh", () => {
  const look = watch();
  look({ allowed: 500, granted: 500 });
  look({ allowed: 500, granted: 0, epochs: ["e", "f"] });
  expect(look({ allowed: 512, granted: 0, epochs: ["e", "f"] })).toBe(12);
});
