export {
  type Advance,
  type AdvanceOutbox,
  type AdvanceQueue,
  type AskedAdvance,
  type DueTime,
  dueTimeOf,
} from "./advance-queue.ts";
export { type Advancing, createAdvancing } from "./advancing.ts";
export { type StandStillOptions, type StoodStill, standStill } from "./after-restore.ts";
export { type PolicyInForce, policyInForce } from "./around.ts";
export type { JudgedCommand, WrittenCommand } from "./assess.ts";
export type * from "./blob-port.ts";
export type { Bus, BusPayload, BusState, BusTopic } from "./bus.ts";
export { createEngine } from "./create-engine.ts";
export type { DivergenceReport } from "./divergence.ts";
export { createElevations, type ElevationRequest, type Elevations, type ElevationView } from "./elevations.ts";
export type {
  AskedCommand,
  Caller,
  DivergenceChoice,
  Engine,
  Inspection,
  LiveOutput,
  PersonCommand,
  Snapshot,
  StartRequest,
  Watcher,
} from "./engine.ts";
export type { EngineLog, EngineOptions } from "./engine-options.ts";
export { createInProcessBus, createListeners } from "./in-process-bus.ts";
export type * from "./ledger-port.ts";
export type { ScopeCeiling } from "./level-ceiling.ts";
export type * from "./level-ports.ts";
export { createLevels, type LevelRequest, type Levels, type ScopeView } from "./levels.ts";
export { lockDoor } from "./lock-door.ts";
export * from "./monitor/index.ts";
export type * from "./node-port.ts";
export { createNodes, monotonicMs, type Nodes } from "./nodes.ts";
export { openOutputs } from "./open-outputs.ts";
export * from "./operator/index.ts";
export {
  createPanic,
  type Panic,
  type PanicOptions,
  type PanicReport,
  type PressRequest,
  panicRefusal,
} from "./panic.ts";
export type { DrillPart, DrillResult } from "./panic-drill.ts";
export { messageOf, payloadOf } from "./panic-message.ts";
export type * from "./panic-ports.ts";
export type * from "./ports.ts";
export type { GuardRequest } from "./read-guards.ts";
export type { ChangedCommand, RescanReport, RescanRequest } from "./rescan.ts";
export { runBounded } from "./run-bounded.ts";
export type * from "./schedule-ports.ts";
export {
  createSchedules,
  type FollowUpRequest,
  type ScheduleRequest,
  type Schedules,
  type SchedulesOptions,
} from "./schedules.ts";
export { systemClock } from "./system-clock.ts";
export { currentTrace, inTrace, traced } from "./trace.ts";
export { createTrust, type RunbookTrust, type TrustView } from "./trust.ts";
export { withActions } from "./with-actions.ts";
