import { expect, it } from "vitest";
import { groupByBranch } from "./group-by-branch.ts";

it("groups steps by the branch they lie on, in their order", () => {
  const groups = groupByBranch(
    [
      { id: "stp_1" },
      { id: "stp_2", condition: { id: "cnd_1", branch: "then" } },
      { id: "stp_3", condition: { id: "cnd_1", branch: "then" } },
      { id: "stp_4", condition: { id: "cnd_1", branch: "otherwise" } },
      { id: "stp_5" },
    ],
    [{ id: "cnd_1", text: "the pod crashes", range: { start: 0, end: 1 }, then: [], otherwise: [] }],
  );
  expect(groups.map(({ branch, steps }) => [branch?.side, steps.map(({ id }) => id)])).toEqual([
    [undefined, ["stp_1"]],
    ["then", ["stp_2", "stp_3"]],
    ["otherwise", ["stp_4"]],
    [undefined, ["stp_5"]],
  ]);
  expect(groups[1]?.branch?.text).toBe("the pod crashes");
});
