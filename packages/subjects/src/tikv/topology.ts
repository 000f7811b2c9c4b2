import type { Observation } from "@steadyhand/core/invariant";
import type { Topology } from "@steadyhand/subject";

/** PD's members follow their leader, and stores are told by it what to do. Without a leader nobody is known to depend on whom. */
export function topologyOf({ members, samples }: Observation): Topology {
  const leader = samples.find(({ name }) => name === "pd_leader")?.value;
  if (typeof leader !== "string") return { edges: [] };
  return {
    edges: members
      .filter(({ id }) => id !== leader)
      .map(({ id, kind }) => ({
        from: id,
        to: leader,
        what: kind === "pd" ? "follows it" : "is scheduled by it and takes timestamps from it",
      })),
  };
}
