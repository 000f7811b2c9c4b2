import { expect, it } from "vitest";
import { createSignInLimit } from "./sign-in-limit.ts";

const failures = (limit: ReturnType<typeof createSignInLimit>, source: string, times: number) => {
  for (let i = 0; i < times; i++) {
    limit.check(source);
    limit.failed(source);
  }
};

it("lets nobody from an address in after ten wrong keys within a minute, and others all the same", () => {
  const limit = createSignInLimit(() => new Date(0));
  failures(limit, "a", 10);
  expect(() => limit.check("a")).toThrow(expect.objectContaining({ code: "session.too_many_attempts" }));
  expect(() => limit.check("b")).not.toThrow();
});

it("forgets wrong keys after a minute", () => {
  let at = 0;
  const limit = createSignInLimit(() => new Date(at));
  failures(limit, "a", 10);
  at = 60_000;
  expect(() => limit.check("a")).not.toThrow();
});
