import type { StatusWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { countdown } from "../words/index.ts";
import { useNow } from "./clock.ts";

/** On every page, while something may go further than it should: for what, by whose word, and the time that is left. */
export function ElevationBanner({ elevations }: Pick<StatusWire, "elevations">) {
  const now = useNow();
  const active = elevations
    .map((elevation) => ({ ...elevation, ...countdown(new Date(elevation.until), now) }))
    .filter(({ state }) => state !== "over");
  if (active.length === 0) return null;
  return (
    <aside role="status" aria-label="Elevation" className="panel mb-4 border-2 border-edge bg-surface-2 px-4 py-3">
      {active.map(({ id, scope, left, until, grantedBy, reason }) => (
        <p key={id} className="break-words">
          <span className="font-semibold">
            ▲ {scope.kind} {scope.name} may go one level further: {left}, until {until}.
          </span>{" "}
          Granted by {grantedBy.name}: {reason}. <Link to="/levels">See the levels</Link>
        </p>
      ))}
    </aside>
  );
}
