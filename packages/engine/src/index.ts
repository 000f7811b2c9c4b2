export { createEngine, type EngineLog, type EngineOptions } from "./create-engine.ts";
export type {
  Caller,
  Engine,
  Inspection,
  LiveOutput,
  PersonCommand,
  Snapshot,
  StartRequest,
  Watcher,
} from "./engine.ts";
export type * from "./ports.ts";
export { systemClock } from "./system-clock.ts";
