import type { HandlingWire, IncidentWire } from "@steadyhand/api";
import { sayViolation } from "@steadyhand/core/incident";
import { Link } from "@tanstack/react-router";
import { Moment } from "../frame/index.ts";
import { Standing } from "../timeline/index.ts";
import { sayCount } from "../words/index.ts";
import { incidentLook } from "./incident-look.ts";
import { SeverityBadge } from "./SeverityBadge.tsx";
import { sayHandling } from "./say-handling.ts";

/** One incident: how bad, of what, what is violated, since when, who holds it, and what comes next. */
export function IncidentRow({
  incident,
  next,
}: {
  readonly incident: IncidentWire;
  readonly next?: HandlingWire | undefined;
}) {
  const { id, title, severity, subject, violations, openedAt, hold, resolvedAt, resolvedBy } = incident;
  const look = incidentLook(incident);
  return (
    <Link
      to="/incidents/$incidentId"
      params={{ incidentId: id }}
      data-incident={id}
      className={`flex flex-col gap-1 px-3 py-3 text-text-0 no-underline hover:bg-surface-3 ${look.isBlind ? "hatched" : ""}`}
    >
      <span className={`flex flex-wrap items-center gap-x-4 gap-y-1 ${look.isBlind ? "hatched-label" : ""}`}>
        <SeverityBadge severity={severity} />
        <span className="flex items-center gap-2">
          <Standing look={{ ...look, isBlind: false }} />
        </span>
        <span className="min-w-[200px] flex-1 font-semibold">{title}</span>
        <span className="text-text-1">
          <code className="font-mono">{subject}</code>
        </span>
      </span>
      <span className={`flex flex-wrap gap-x-4 text-dense text-text-1 ${look.isBlind ? "hatched-label" : ""}`}>
        <span className="text-text-0">{sayWhat(violations)}</span>
        <span>
          since <Moment at={openedAt} />
        </span>
        {resolvedBy && resolvedAt !== undefined && (
          <span>
            {resolvedBy.name} resolved it <Moment at={resolvedAt} />
          </span>
        )}
        {hold && (
          <span className="font-semibold text-text-0">
            {hold.by.name} holds it: {hold.why}
          </span>
        )}
        {next && <span>{sayHandling(next)}</span>}
      </span>
    </Link>
  );
}

const mostNamed = 3;

/** What is violated by name; where nothing is any more, what was. */
function sayWhat(violations: IncidentWire["violations"]): string {
  const left = violations.filter(({ state }) => state !== "resolved");
  const named = left.length > 0 ? left : violations;
  const names = named.slice(0, mostNamed).map(sayViolation);
  const more = named.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${sayCount(more, "other")}` : names.join(", ");
}
