export type { AttemptEnd, AttemptListener, EndReason, LeftProcess, OutputSummary } from "./attempt.ts";
export type { LocalRunner, LocalRunnerOptions, RunnerLog } from "./local-runner.ts";
export { openLocalRunner } from "./local-runner.ts";
export type { Order } from "./order.ts";
export type { RecoveredAttempt } from "./recovery.ts";
