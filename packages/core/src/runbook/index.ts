export { type Bound, bindVariables } from "./bind-variables.ts";
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
  Variable,
  VariableForm,
  VariableType,
  VariableUse,
} from "./parsed-runbook.ts";
