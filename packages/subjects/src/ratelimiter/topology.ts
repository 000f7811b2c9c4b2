import type { Observation } from "@steadyhand/core/invariant";
import type { Topology } from "@steadyhand/subject";
import { redisId } from "./contract.ts";

/** Every node depends on Redis, and on no other node. */
export function topologyOf({ members }: Observation): Topology {
  return {
    edges: members
      .filter(({ kind }) => kind === "node")
      .map(({ id }) => ({ from: id, to: redisId, what: "counts, limits and the register" })),
  };
}
