import type { Actor } from "../identity/index.ts";
import { type Outcome, refuse } from "../outcome/index.ts";
import { type Scope, sayScope } from "./scope.ts";

/** An emergency elevation: one level more for a while, asked by one person and granted by another. */
export type Elevation = {
  readonly id: `elv_${string}`;
  readonly scope: Scope;
  readonly reason: string;
  /** How long it lasts once granted: 1 to 60. */
  readonly minutes: number;
  readonly askedBy: Actor;
  readonly askedAt: Date;
} & (
  | { readonly phase: "asked" }
  | ({ readonly phase: "granted" } & Granted)
  | { readonly phase: "refused"; readonly by: Actor; readonly at: Date; readonly why: string }
  /** A person ended it before its time. */
  | ({ readonly phase: "ended"; readonly endedBy: Actor; readonly endedAt: Date; readonly why: string } & Granted)
);

interface Granted {
  readonly grantedBy: Actor;
  readonly grantedAt: Date;
  /** It is over then, whatever else happens. */
  readonly until: Date;
}

export type ElevationEvent =
  | { readonly type: "grant"; readonly by: Actor }
  | { readonly type: "refuse"; readonly by: Actor; readonly why: string }
  | { readonly type: "end"; readonly by: Actor; readonly why: string };

/** Where an elevation stands at a moment. `lapsed`: nobody answered in time. `over`: its time has passed. */
export type ElevationState = "asked" | "lapsed" | "active" | "over" | "refused" | "ended";

/** The most that can be asked for. */
export const longestElevationMinutes = 60;
const minuteMs = 60_000;
/** How long a question for an elevation can be answered: an emergency of an hour ago is another one. */
const askLifetimeMs = 60 * minuteMs;

export function elevationState(elevation: Elevation, now: Date): ElevationState {
  switch (elevation.phase) {
    case "asked":
      return now.getTime() < elevation.askedAt.getTime() + askLifetimeMs ? "asked" : "lapsed";
    case "granted":
      return now < elevation.until ? "active" : "over";
    case "refused":
    case "ended":
      return elevation.phase;
  }
}

/** Applies a person's word. Granting takes another person than the one who asked; anybody may refuse or end it. */
export function decideElevation(elevation: Elevation, event: ElevationEvent, now: Date): Outcome<Elevation, never> {
  const cannot = `Cannot ${event.type} the elevation of ${sayScope(elevation.scope)}`;
  const state = elevationState(elevation, now);
  if (event.by.kind !== "person") {
    return refuse("elevation.not_a_person", `${cannot}: ${event.by.name} is not a person`);
  }
  const { id, scope, reason, minutes, askedBy, askedAt } = elevation;
  const asked = { id, scope, reason, minutes, askedBy, askedAt };
  const { by } = event;
  if (event.type === "end") {
    if (elevation.phase !== "granted" || state !== "active") {
      return refuse("elevation.not_active", `${cannot}: it is ${state}`);
    }
    const { grantedBy, grantedAt, until } = elevation;
    const ended = { endedBy: by, endedAt: now, why: event.why };
    return done({ ...asked, phase: "ended", grantedBy, grantedAt, until, ...ended });
  }
  if (state !== "asked") return refuse("elevation.answered", `${cannot}: it is ${state}`, "Ask for a new one");
  if (event.type === "refuse") return done({ ...asked, phase: "refused", by, at: now, why: event.why });
  if (by.id === askedBy.id) {
    return refuse("elevation.self_grant", `${cannot}: ${by.name} asked for it`, "Somebody else has to grant it");
  }
  const until = new Date(now.getTime() + Math.min(minutes, longestElevationMinutes) * minuteMs);
  return done({ ...asked, phase: "granted", grantedBy: by, grantedAt: now, until });
}

function done(state: Elevation): Outcome<Elevation, never> {
  return { ok: true, state, effects: [] };
}
