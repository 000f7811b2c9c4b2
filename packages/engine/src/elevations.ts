import {
  decideElevation,
  type Elevation,
  type ElevationState,
  elevationState,
  longestElevationMinutes,
  type Scope,
  sayScope,
} from "@steadyhand/core/levels";
import { OpsError, refusalError } from "@steadyhand/core/outcome";
import type { Caller } from "./engine.ts";
import type { LevelStore } from "./level-ports.ts";
import { levelEvent } from "./level-review.ts";
import type { Clock } from "./ports.ts";

/** An elevation, and where it stands now. */
export interface ElevationView {
  readonly elevation: Elevation;
  readonly state: ElevationState;
}

export interface ElevationRequest {
  readonly scope: Scope;
  readonly reason: string;
  /** 1 to 60. */
  readonly minutes: number;
}

/** Emergency elevation: asked by one person, granted by another, over by itself when its time has passed. */
export interface Elevations {
  /** Newest first, 200 at most. */
  list(caller: Caller): Promise<readonly ElevationView[]>;
  /** Those that raise a level now. */
  active(caller: Caller): Promise<readonly ElevationView[]>;
  /** Throws `elevation.not_a_person`, `elevation.too_long`. */
  ask(caller: Caller, request: ElevationRequest): Promise<ElevationView>;
  /** Throws `elevation.self_grant`, `elevation.answered`, `elevation.not_active`, `elevation.not_found`. */
  answer(
    caller: Caller,
    id: string,
    event: { readonly type: "grant" } | { readonly type: "refuse" | "end"; readonly why: string },
  ): Promise<ElevationView>;
}

interface ElevationOptions {
  readonly store: LevelStore;
  readonly clock: Clock;
  readonly newId: (prefix: "elv") => `elv_${string}`;
}

const events = { grant: "elevation.granted", refuse: "elevation.refused", end: "elevation.ended" } as const;
const verbs = { grant: "granted", refuse: "refused", end: "ended" } as const;

export function createElevations({ store, clock, newId }: ElevationOptions): Elevations {
  const present = (elevation: Elevation): ElevationView => ({
    elevation,
    state: elevationState(elevation, clock.now()),
  });
  return {
    list: async ({ tenantId }) => (await store.elevations(tenantId)).map(present),
    active: async ({ tenantId }) => (await store.activeElevations(tenantId, clock.now())).map(present),
    async ask({ tenantId, actor }, { scope, reason, minutes }) {
      const cannot = `Cannot ask for ${minutes} minutes of one level more for ${sayScope(scope)}`;
      if (actor.kind !== "person") {
        throw new OpsError(`${cannot}: ${actor.name} is not a person`, {
          kind: "forbidden",
          code: "elevation.not_a_person",
        });
      }
      if (!Number.isInteger(minutes) || minutes < 1 || minutes > longestElevationMinutes) {
        throw refusalError({
          code: "elevation.too_long",
          message: `${cannot}: it lasts 1 to ${longestElevationMinutes} whole minutes`,
        });
      }
      const elevation: Elevation = {
        ...{ id: newId("elv"), scope, reason, minutes, askedBy: actor, askedAt: clock.now() },
        phase: "asked",
      };
      const said = `${actor.name} asks for one level more for ${sayScope(scope)}, for ${minutes} minutes: ${reason}`;
      const data = { elevation: elevation.id, scope, minutes, reason };
      await store.askElevation(tenantId, elevation, [levelEvent("elevation.asked", said, data, actor)]);
      return present(elevation);
    },
    async answer({ tenantId, actor }, id, event) {
      const answered = await store.answerElevation(tenantId, id, (elevation) => {
        const decided = decideElevation(elevation, { ...event, by: actor }, clock.now());
        if (!decided.ok) throw refusalError(decided.refusal);
        const { state } = decided;
        const until = state.phase === "granted" ? ` until ${state.until.toISOString()}` : "";
        const why = event.type === "grant" ? elevation.reason : event.why;
        const said = `${actor.name} ${verbs[event.type]} the elevation of ${sayScope(state.scope)}${until}: ${why}`;
        const data = {
          elevation: id,
          scope: state.scope,
          why,
          ...("until" in state && { until: state.until.toISOString() }),
        };
        return { elevation: state, events: [levelEvent(events[event.type], said, data, actor)] };
      });
      return present(answered);
    },
  };
}
