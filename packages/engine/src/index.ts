export { createEngine } from "./create-engine.ts";
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
export type { EngineLog, EngineOptions } from "./engine-options.ts";
export type * from "./ports.ts";
export { systemClock } from "./system-clock.ts";
