import { expect, it } from "vitest";
import { bytesBehind, bytesOf } from "./wal-position.ts";

it("reads a place in the log as one number over both of its halves", () => {
  expect(bytesOf("0/0")).toBe(0n);
  expect(bytesOf("16/B374D848")).toBe(0x16b374d848n);
});

it("says how far one is behind another, and never less than nothing", () => {
  expect(bytesBehind("0/FFFFFFF0", "1/10")).toBe(32);
  expect(bytesBehind("1/10", "0/FFFFFFF0")).toBe(0);
});
