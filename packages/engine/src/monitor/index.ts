export type * from "./incident-port.ts";
export { createIncidents, type Incidents, type IncidentWord } from "./incidents.ts";
export { createMonitor, type Monitor, type MonitorOptions, type SubjectKey } from "./monitor.ts";
export { nextTurn } from "./pace.ts";
export type { WatchPace } from "./watched-subject.ts";
