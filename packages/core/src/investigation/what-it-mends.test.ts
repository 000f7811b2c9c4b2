import { describe, expect, it } from "vitest";
import { incident, nodeDown, restart } from "./investigation.fixture.ts";
import { whatItMends } from "./what-it-mends.ts";

const on = (member: string) => ({ ...nodeDown, member });
const gone = (...members: readonly string[]) => ({
  causes: [{ name: "node_gone", title: "It is gone", members, why: "" }],
});
const keys = (...members: readonly string[]) => members.map((member) => ({ invariant: "node_down", member }));

describe("what an action is to mend", () => {
  it("is what it is verified by, but where another named cause struck", () => {
    const both = incident([on("n1"), on("n2")]);
    expect(whatItMends(both, gone("n1", "n2"), restart)).toEqual({ before: keys("n1", "n2"), mends: keys("n1") });
    expect(whatItMends(both, gone("n1"), restart).mends).toEqual(keys("n1", "n2"));
  });

  it("is all of it where nothing else would be left", () => {
    expect(whatItMends(incident([on("n2")]), gone("n1", "n2"), restart).mends).toEqual(keys("n2"));
  });

  it("is never what is over already", () => {
    const over = { ...on("n2"), state: "resolved", resolvedAt: nodeDown.confirmedAt } as const;
    expect(whatItMends(incident([on("n1"), over]), gone("n1"), restart).before).toEqual(keys("n1"));
  });
});
