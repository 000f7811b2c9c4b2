export type * from "./incident-port.ts";
export { createIncidents, type Incidents, type IncidentWord } from "./incidents.ts";
export { judgeAll } from "./judge-all.ts";
export type { Look } from "./look.ts";
export { createMonitor, type Monitor, type MonitorOptions, type SubjectKey } from "./monitor.ts";
export { nextTurn } from "./pace.ts";
export type { LastLook, WatchPace } from "./watched-subject.ts";
