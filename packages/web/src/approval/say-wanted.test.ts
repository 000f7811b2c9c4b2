import { expect, it } from "vitest";
import { sayWanted } from "./say-wanted.ts";

const admins = { asks: "somebody who is admin", needed: 2, granted: 1 };

it("says of each group how many are missing, and nothing of one that is complete", () => {
  const dbas = { asks: "Riley", needed: 1, granted: 1 };
  expect(sayWanted({ needed: 3, quorums: [admins, dbas], grants: [1, 2] })).toEqual([
    "Wanted: 1 more yes, from somebody who is admin",
  ]);
});

it("asks for one more when every group is complete and a second look is demanded", () => {
  const whole = { ...admins, granted: 2 };
  expect(sayWanted({ needed: 3, quorums: [whole], grants: [1, 2] })).toEqual([
    "Wanted: 1 more yes, from somebody else of those who are asked",
  ]);
});

it("names no group where there is none, and wants nothing when all is there", () => {
  expect(sayWanted({ needed: 2, quorums: [], grants: [1] })).toEqual(["Wanted: 1 more yes, from anybody else"]);
  expect(sayWanted({ needed: 1, quorums: [], grants: [1] })).toEqual([]);
});
