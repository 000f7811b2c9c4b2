import type { Observation } from "@steadyhand/core/invariant";
import type { Topology } from "@steadyhand/subject";
import { membersOf, type PostgresConfig } from "./config.ts";
import { primaryIn, valueIn } from "./seen-values.ts";

/** Who gets the write-ahead log from whom, as it is now. */
export function topologyOf(config: PostgresConfig, observation: Observation): Topology {
  const primary = primaryIn(observation, config);
  const others = membersOf(config)
    .map(({ id }) => id)
    .filter((id) => id !== primary && valueIn(observation, id, "is_writable") !== true);
  return { edges: others.map((id) => ({ from: primary, to: id, what: "write-ahead log" })) };
}
