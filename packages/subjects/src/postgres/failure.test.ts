import { expect, it } from "vitest";
import { failureOf } from "./failure.ts";

const failed = (code: string, severity?: string) =>
  Object.assign(new Error("it said no"), { code, ...(severity && { severity }) });

it.each([
  ["ECONNREFUSED", "refused"],
  ["ECONNRESET", "no_answer"],
  ["EHOSTUNREACH", "no_answer"],
  ["53300", "full"],
  ["57P03", "not_serving"],
  // We could not sign in: that says nothing of the server's health.
  ["28P01", "not_ours"],
  ["ENOTFOUND", "not_ours"],
])("takes %s for %s", (code, kind) => {
  expect(failureOf(failed(code), false).kind).toBe(kind);
});

it("takes what was ended by us for no word of the server, whatever the error says", () => {
  expect(failureOf(failed("ECONNREFUSED"), true).kind).toBe("not_ours");
});

it("calls only what the server itself said an SQLSTATE", () => {
  expect(failureOf(failed("EPIPE"), false).sqlstate).toBeUndefined();
  expect(failureOf(failed("42501", "ERROR"), false).sqlstate).toBe("42501");
});
