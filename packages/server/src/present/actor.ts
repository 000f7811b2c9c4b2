import type { ActorWire } from "@steadyhand/api";
import type { Actor } from "@steadyhand/core/identity";

export function presentActor({ kind, id, name }: Actor): ActorWire {
  return { kind, id, name };
}
