import { describe, expect, it } from "vitest";
import { sayPolicyTrouble } from "./say-policy.ts";

const problem = { line: 1, column: 1, path: "", message: "the file is empty" };

describe("sayPolicyTrouble", () => {
  it.each(["file", "standard"] as const)("is silent while %s holds and nothing is wrong", (source) => {
    expect(sayPolicyTrouble({ source, problems: [], path: "/p" })).toBeUndefined();
  });

  it("says what stays in force while the file is broken", () => {
    const good = sayPolicyTrouble({ source: "last_good", problems: [problem], path: "/p" });
    expect(good?.line).toContain("last good text stays in force");
    const never = sayPolicyTrouble({ source: "standard", problems: [problem, problem], path: "/p" });
    expect(never?.line).toMatch(/2 problems.*strict standard is in force/);
  });

  it("says that a file is gone, and what to do about it", () => {
    expect(sayPolicyTrouble({ source: "removed", problems: [], path: "/p" })?.todo).toContain("Put /p back");
  });
});
