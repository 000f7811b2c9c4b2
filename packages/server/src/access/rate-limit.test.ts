import { expect, it } from "vitest";
import { createRateLimit } from "./rate-limit.ts";

function limited(mostAMinute: number) {
  let ms = Date.parse("2026-03-01T03:00:00.000Z");
  const limit = createRateLimit({ what: "classify a command", mostAMinute, now: () => new Date(ms) });
  return { take: (tenant: `ten_${string}` = "ten_a") => limit.take(tenant), pass: (more: number) => (ms += more) };
}

it("refuses what is too much within a minute, and says in how many seconds there is room", () => {
  const { take, pass } = limited(2);
  take();
  pass(10_000);
  take();
  pass(5_000);
  expect(take).toThrow(expect.objectContaining({ code: "request.too_often", retryAfterSeconds: 45 }));
  pass(45_000);
  take();
  expect(take).toThrow(expect.objectContaining({ retryAfterSeconds: 10 }));
});

it("counts each tenant for itself, and what was refused not at all", () => {
  const { take, pass } = limited(1);
  take();
  for (let n = 0; n < 9; n++) expect(() => take()).toThrow("1 a minute");
  take("ten_b");
  pass(60_000);
  take();
});
