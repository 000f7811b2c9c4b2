import type {
  ActiveElevationWire,
  ElevationWire,
  LevelChangeWire,
  PromotionWire,
  RunbookTrustWire,
  ScopeLevelWire,
  TrustChangeWire,
} from "@steadyhand/api";
import type { Elevation, LevelChange, Promotion, TrustChange } from "@steadyhand/core/levels";
import type { ElevationView, ScopeView, TrustView } from "@steadyhand/engine";
import { presentActor } from "./actor.ts";

export function presentLevelChange({ at, by, from, ...change }: LevelChange): LevelChangeWire {
  return { ...change, ...(from !== undefined && { from }), by: presentActor(by), at: at.toISOString() };
}

export function presentScope({ newest, progress, offer, elevation, ...view }: ScopeView): ScopeLevelWire {
  const { scope, runIn, ceiling } = view;
  return {
    ...{ scope, runIn: [...runIn], ceiling },
    ...(newest && { newest: presentLevelChange(newest) }),
    ...(progress && { progress: { ...progress, thresholds: [...progress.thresholds] } }),
    ...(offer && { offer: presentPromotion(offer) }),
    ...(elevation && presentActive(elevation)),
  };
}

/** An elevation that raises a level now, for the lists that show only those. */
export function presentActiveElevations(views: readonly Pick<ElevationView, "elevation">[]): ActiveElevationWire[] {
  return views.flatMap(({ elevation }) => presentActive(elevation)?.elevation ?? []);
}

function presentActive(elevation: Elevation): { readonly elevation: ActiveElevationWire } | undefined {
  if (elevation.phase !== "granted") return undefined;
  const { id, scope, reason, askedBy, grantedBy, until } = elevation;
  const people = { askedBy: presentActor(askedBy), grantedBy: presentActor(grantedBy) };
  return { elevation: { id, scope, reason, ...people, until: until.toISOString() } };
}

export function presentPromotion(promotion: Promotion): PromotionWire {
  const { id, scope, from, to, offeredAt, evidence, phase } = promotion;
  return {
    ...{ id, scope, from, to, offeredAt: offeredAt.toISOString(), evidence: [...evidence], phase },
    ...("by" in promotion && { by: presentActor(promotion.by) }),
    ...("at" in promotion && { at: promotion.at.toISOString(), why: promotion.why }),
    ...("silentUntil" in promotion && { silentUntil: promotion.silentUntil.toISOString() }),
  };
}

export function presentTrustChange(change: TrustChange): TrustChangeWire {
  const said = { by: presentActor(change.by), at: change.at.toISOString(), why: change.why };
  return change.kind === "trust"
    ? { kind: "trust", trust: change.trust, ...said }
    : { kind: "lock", isLocked: change.isLocked, ...said };
}

export function presentTrust({ runbookId, trust, set, lock }: TrustView): RunbookTrustWire {
  return {
    ...{ runbookId, trust },
    ...(set && { set: presentTrustChange(set) }),
    ...(lock && { lock: presentTrustChange(lock) }),
  };
}

export function presentElevation({ elevation, state }: ElevationView): ElevationWire {
  const { id, scope, reason, minutes, askedBy, askedAt } = elevation;
  return {
    ...{ id, scope, reason, minutes, askedBy: presentActor(askedBy), askedAt: askedAt.toISOString(), state },
    ...("grantedBy" in elevation && {
      grantedBy: presentActor(elevation.grantedBy),
      until: elevation.until.toISOString(),
    }),
    ...(elevation.phase === "refused" && { endedBy: presentActor(elevation.by), why: elevation.why }),
    ...(elevation.phase === "ended" && { endedBy: presentActor(elevation.endedBy), why: elevation.why }),
  };
}
