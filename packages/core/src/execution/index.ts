export { decide } from "./decide.ts";
export type { Effect, ExecutionEvent, Transition } from "./events.ts";
export type {
  AttemptOutcome,
  AttemptResult,
  Execution,
  ExecutionPhase,
  Fact,
  FactType,
  OutputSummary,
  Plan,
  PlannedStep,
  Purpose,
  Seen,
  StepPhase,
  StepState,
} from "./execution.ts";
export { planOf } from "./plan.ts";
export {
  type ExecutionCommandName,
  possibleExecutionCommands,
  possibleStepCommands,
  type StepCommandName,
} from "./possible-commands.ts";
export { currentStep, isTerminal, owedEffects, stepState } from "./progress.ts";
export { type StartInput, startExecution } from "./start-execution.ts";
export { verify } from "./verify.ts";
