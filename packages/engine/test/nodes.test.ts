import type { Execution } from "@steadyhand/core/execution";
import { expect, it } from "vitest";
import { type Claimed, createNodes, type NodeFacts, type NodeStore, type ReadClaim } from "../src/index.ts";
import { runOf } from "./samples.ts";

const facts: NodeFacts = { id: "nod_1", name: "one", target: "web-1", runnerId: "run_1", version: "1" };
const claims: Claimed[] = (["exe_1", "exe_2", "exe_3"] as const).map((executionId) => ({
  tenantId: "ten_a",
  executionId,
}));

/** A store that has three executions to take up, of which the first is broken until it is mended. */
function store() {
  const broken = new Set(["exe_1"]);
  const reads: string[][] = [];
  const nodes: NodeStore = {
    register: async (own) => ({ ...own, epoch: 1 }),
    beat: async () => ({ isHeld: true, others: [], asked: [], orphans: 0, panic: [] }),
    fence: async () => false,
    claim: async () => claims,
    async read(keys) {
      reads.push(keys.map(({ executionId }) => executionId));
      return keys.map(({ tenantId, executionId }): ReadClaim => {
        const key = { tenantId, executionId };
        if (broken.has(executionId)) return { ...key, state: "broken", error: new SyntaxError("not readable") };
        return { ...key, state: "read", execution: { ...runOf("true").execution, id: executionId }, handedOutMs: 5 };
      });
    },
    leave: async () => {},
    list: async () => [],
  };
  return { nodes, broken, reads };
}

it("takes up all others when one cannot be read or carried out, and only those that failed again", async () => {
  const { nodes: kept, broken, reads } = store();
  const problems: string[] = [];
  const log = { info() {}, error: (_fields: object, message: string) => void problems.push(message) };
  const nodes = createNodes({ store: kept, facts, log });
  const taken: string[] = [];
  const all = Promise.withResolvers<void>();
  let fails = 1;
  const takeUp = async ({ id }: Execution) => {
    if (id === "exe_2" && fails-- > 0) throw new RangeError("its runner does not answer");
    taken.push(id);
    if (taken.length === 3) all.resolve();
  };
  await nodes.start({ takeUp, fenced() {}, beaten() {}, panic() {} });
  expect(taken).toEqual(["exe_3"]);
  expect(problems).toEqual(Array(2).fill("taking up an execution failed"));
  broken.clear();
  nodes.look();
  await all.promise;
  await nodes.stop();
  expect(taken.toSorted()).toEqual(["exe_1", "exe_2", "exe_3"]);
  expect(reads[1]).toEqual(["exe_1", "exe_2"]);
});
