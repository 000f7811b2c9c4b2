import type { Reasoner } from "@steadyhand/core/diagnosis";
import type { Actor } from "@steadyhand/core/identity";

/** In whose name a reasoner's proposals are made: neither is a person, so neither can approve. */
export function actorOf(reasoner: Reasoner): Actor {
  return reasoner.kind === "rules"
    ? { kind: "policy", id: "act_rules", name: `rules ${reasoner.version}` }
    : { kind: "model", id: "act_model", name: `${reasoner.provider} ${reasoner.model}` };
}
