export { createOperator } from "./create-operator.ts";
export type {
  InvestigationChange,
  InvestigationFilter,
  InvestigationStore,
  OpenIncidentKey,
} from "./investigation-port.ts";
export type { ActionRequest, Operator } from "./operator.ts";
export type { OperatedSubject, OperatorOptions } from "./operator-options.ts";
export { rulesReasoner } from "./rules-reasoner.ts";
