export { assessChange } from "./assess-change.ts";
export { type AttemptOut, attemptsOut } from "./attempts-out.ts";
export { decide } from "./decide.ts";
export {
  canBeWritten,
  type Divergence,
  type DivergenceName,
  isTakenOver,
  nameOf,
  sayDivergence,
} from "./divergence.ts";
export { dueEvent } from "./due.ts";
export type { Effect, ExecutionEvent, Transition } from "./events.ts";
export type {
  AttemptOutcome,
  AttemptResult,
  Execution,
  ExecutionPhase,
  Fact,
  FactType,
  KeptStream,
  OutputSummary,
  Plan,
  PlannedStep,
  Purpose,
  Undo,
} from "./execution.ts";
export { findDivergences } from "./find-divergences.ts";
export { owedEffects } from "./owed-effects.ts";
export { planOf } from "./plan.ts";
export { type PlanChanges, planFor } from "./plan-for.ts";
export {
  type ExecutionCommandName,
  possibleExecutionCommands,
  possibleStepCommands,
  type StepCommandName,
} from "./possible-commands.ts";
export { currentStep, isTerminal, stepState } from "./progress.ts";
export { proposersOf } from "./proposers.ts";
export type { Guard, Reading } from "./reading.ts";
export { type StartInput, startExecution } from "./start-execution.ts";
export type { LostContact, Measuring, Previewed, Seen, StepPhase, StepState, Underway } from "./step-state.ts";
export { type TakenOver, takeOver, whyNotContinued } from "./take-over.ts";
export { awaitedId, awaitedSince, sealedProposal, underwayOf } from "./underway.ts";
export { verify } from "./verify.ts";
