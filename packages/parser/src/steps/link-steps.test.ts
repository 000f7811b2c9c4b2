import type { StepId } from "@steadyhand/core/runbook";
import { expect, it } from "vitest";
import type { BranchOf } from "./draft.ts";
import { linkSteps } from "./link-steps.ts";

const then = (id: string): BranchOf => ({ id, branch: "then" });
const otherwise = (id: string): BranchOf => ({ id, branch: "otherwise" });

function edges(...branches: readonly (readonly BranchOf[])[]): readonly string[] {
  const after = linkSteps(branches.map((of, i) => ({ id: `stp_${i + 1}` as StepId, branches: of })));
  return [...after].map(([id, before]) => `${id.slice(4)}<${before.map((one) => one.slice(4)).join("+")}`);
}

it("puts steps one after another", () => {
  expect(edges([], [], [])).toEqual(["1<", "2<1", "3<2"]);
});

it("begins both sides of a fork after what stands before it and lets them meet behind it", () => {
  expect(edges([], [then("a")], [then("a")], [otherwise("a")], [])).toEqual(["1<", "2<1", "3<2", "4<1", "5<3+4"]);
});

it("links forks inside of forks", () => {
  expect(edges([then("a")], [then("a"), then("b")], [then("a"), otherwise("b")], [otherwise("a")], [])).toEqual([
    "1<",
    "2<1",
    "3<1",
    "4<",
    "5<2+3+4",
  ]);
});
