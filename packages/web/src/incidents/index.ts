export { IncidentPage } from "./IncidentPage.tsx";
export { IncidentsOf } from "./IncidentsOf.tsx";
export { IncidentsPage } from "./IncidentsPage.tsx";
export { OpenCount } from "./OpenCount.tsx";
export { OpenIncidents } from "./OpenIncidents.tsx";
export { SeverityBadge } from "./SeverityBadge.tsx";
