import type { ActorId, TenantId } from "@steadyhand/core/identity";
import type { Caller } from "@steadyhand/engine";

/** The live views that are open now. */
export interface LiveViews {
  /** Ends every one, so that a server can stop. */
  endAll(): void;
  /** Ends those of a person who may no longer look; the ids of people are their tenant's own. */
  endAllOf(tenantId: TenantId, actorId: ActorId): void;
}

export interface OpenViews extends LiveViews {
  count(): number;
  /** `end` ends the view, and is called once at most. Returns what takes it off again. */
  add(viewer: Caller, end: () => void): () => void;
}

export function createLiveViews(): OpenViews {
  const open = new Map<() => void, Caller>();

  function endThose(isMeant: (viewer: Caller) => boolean): void {
    for (const [end, viewer] of [...open]) {
      if (isMeant(viewer) && open.delete(end)) end();
    }
  }

  return {
    count: () => open.size,
    add(viewer, end) {
      open.set(end, viewer);
      return () => void open.delete(end);
    },
    endAll: () => endThose(() => true),
    endAllOf: (tenantId, actorId) => endThose((viewer) => viewer.tenantId === tenantId && viewer.actor.id === actorId),
  };
}
