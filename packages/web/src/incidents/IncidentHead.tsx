import type { IncidentWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { Moment, Reach } from "../frame/index.ts";
import { Standing } from "../timeline/index.ts";
import { incidentLook } from "./incident-look.ts";
import { SeverityBadge } from "./SeverityBadge.tsx";

/** What it is, of what, how bad, since when, and the ways to reach it again. */
export function IncidentHead({ incident }: { readonly incident: IncidentWire }) {
  const { id, title, severity, subject, openedAt } = incident;
  return (
    <header className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h1>{title}</h1>
        <SeverityBadge severity={severity} />
        <Standing look={incidentLook(incident)} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-dense text-text-1">
        <Link to="/subjects/$name" params={{ name: subject }}>
          {subject}
        </Link>
        <span>
          since <Moment at={openedAt} />
        </span>
        <code className="font-mono">{id}</code>
        <Link to="/audit" search={{ since: openedAt }}>
          The record since then
        </Link>
        <Reach path={`/incidents/${id}`} command={`npx steady incidents show ${id}`} />
      </div>
    </header>
  );
}
