import { expect, it } from "vitest";
import { readId } from "./read-id.ts";

it("takes what can be an id, and says of anything else what one looks like", () => {
  expect(readId("execution", "exe_9xQ1")).toBe("exe_9xQ1");
  expect(readId("runbook", "rbk_4fK2-_")).toBe("rbk_4fK2-_");
  for (const text of ["foo", "exe_", "rbk_4fK2", "exe_a b", `exe_${"a".repeat(65)}`]) {
    expect(() => readId("execution", text)).toThrow(
      expect.objectContaining({ code: "usage.id", hint: expect.stringContaining("exe_") }),
    );
  }
});
