export { type Bound, bindVariables } from "./bind-variables.ts";
export type { AddedBranch, AddedStep, AddedVariable, Dropped, Extraction } from "./extraction.ts";
export type {
  Ambiguity,
  CommandOrigin,
  Condition,
  ParsedCommand,
  ParsedRunbook,
  ParsedStep,
  Prerequisite,
  PrerequisiteKind,
  SourceFormat,
  StepId,
  StepTerms,
  Variable,
  VariableForm,
  VariableType,
  VariableUse,
} from "./parsed-runbook.ts";
