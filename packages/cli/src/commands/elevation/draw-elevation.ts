import type { ActiveElevationWire, ElevationWire } from "@steadyhand/api";
import { drawLine } from "../../io/draw-text.ts";
import { moment } from "../../io/duration.ts";
import { table } from "../../io/table.ts";
import { drawScope } from "../level/draw-level.ts";

export function drawElevations(elevations: readonly ElevationWire[], now: Date): string {
  if (elevations.length === 0) return "Nobody has asked for an elevation";
  const rows = elevations.map((elevation) => [
    elevation.id,
    drawScope(elevation.scope),
    drawState(elevation, now),
    `${drawLine(elevation.askedBy.name)}, ${moment(elevation.askedAt, now)}: ${drawLine(elevation.reason)}`,
  ]);
  return table(["elevation", "scope", "state", "asked by"], rows);
}

/** `api by one level, ends in 12 min (…), granted by Ines`. */
export function drawActiveElevation({ scope, until, grantedBy }: ActiveElevationWire, now: Date): string {
  return `${drawScope(scope)} by one level, ends ${moment(until, now)}, granted by ${drawLine(grantedBy.name)}`;
}

function drawState({ state, minutes, until, grantedBy, endedBy, why }: ElevationWire, now: Date): string {
  const granter = grantedBy ? ` by ${drawLine(grantedBy.name)}` : "";
  switch (state) {
    case "asked":
      return `waits for another person's word, ${minutes} min`;
    case "lapsed":
      return "nobody answered within the hour";
    case "active":
      return `ACTIVE, ends ${until === undefined ? "" : moment(until, now)}, granted${granter}`;
    case "over":
      return `over ${until === undefined ? "" : moment(until, now)}, granted${granter}`;
    case "refused":
    case "ended":
      return `${state} by ${drawLine(endedBy?.name ?? "")}: ${drawLine(why ?? "")}`;
  }
}
