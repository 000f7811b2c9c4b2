export type { Adopted } from "./adoption.ts";
export type { AttemptEnd, AttemptListener, EndReason, LeftProcess, OutputSummary } from "./attempt.ts";
export type { SurveyResult } from "./dispatch.ts";
export type { LocalRunner, LocalRunnerOptions, RunnerLog } from "./local-runner.ts";
export { openLocalRunner, runnerFolderId } from "./local-runner.ts";
export type { ActionProgram, Order } from "./order.ts";
