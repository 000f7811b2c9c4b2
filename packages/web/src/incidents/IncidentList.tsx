import type { HandlingWire, IncidentWire } from "@steadyhand/api";
import { IncidentRow } from "./IncidentRow.tsx";

/** Incidents as rows. */
export function IncidentList(props: {
  readonly incidents: readonly IncidentWire[];
  /** What comes next, by the incident's id, where that was asked for. */
  readonly next?: ReadonlyMap<string, HandlingWire>;
}) {
  const { incidents, next } = props;
  if (incidents.length === 0) return null;
  return (
    <ul className="panel divide-y divide-line">
      {incidents.map((incident) => (
        <li key={incident.id} className="row-lazy">
          <IncidentRow incident={incident} next={next?.get(incident.id)} />
        </li>
      ))}
    </ul>
  );
}
