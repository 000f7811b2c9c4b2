import { expect, it } from "vitest";
import { keyFromAddress } from "./key-from-address.ts";

it("finds the key behind the #, and gives the address without it", () => {
  expect(keyFromAddress("http://127.0.0.1:7411/executions/exe_1?step=stp_2#key=abc_-123")).toEqual({
    key: "abc_-123",
    rest: "/executions/exe_1?step=stp_2",
  });
});

it("finds no key where there is none", () => {
  expect(keyFromAddress("http://127.0.0.1:7411/#event-3")).toBeUndefined();
  expect(keyFromAddress("http://127.0.0.1:7411/?key=in-the-query")).toBeUndefined();
  expect(keyFromAddress("http://127.0.0.1:7411/#key=")).toBeUndefined();
});
