export type { JudgedCommand, WrittenCommand } from "./assess.ts";
export { createEngine } from "./create-engine.ts";
export type {
  AskedCommand,
  Caller,
  Engine,
  Inspection,
  LiveOutput,
  PersonCommand,
  Snapshot,
  StartRequest,
  Watcher,
} from "./engine.ts";
export type { EngineLog, EngineOptions } from "./engine-options.ts";
export type * from "./ports.ts";
export type { ChangedCommand, RescanReport, RescanRequest } from "./rescan.ts";
export { systemClock } from "./system-clock.ts";
