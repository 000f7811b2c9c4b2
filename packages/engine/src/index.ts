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
