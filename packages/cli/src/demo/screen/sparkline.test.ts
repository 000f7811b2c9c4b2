import { expect, it } from "vitest";
import { sparkline } from "./sparkline.ts";

it("draws the newest values between zero and the greatest, with a gap where nobody knows", () => {
  expect(sparkline([9, 0, 5, undefined, 10], 4)).toBe("▁▅ █");
});

it("draws nothing that happened as the lowest bar, and fills what there is no value for yet", () => {
  expect(sparkline([0, 0], 4)).toBe("  ▁▁");
});
