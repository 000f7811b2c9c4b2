export type {
  Action,
  ActionDeclaration,
  ActionOrigin,
  ActionRemark,
  ActionSource,
  ActionSubject,
  Availability,
  ParameterDeclaration,
  ParameterProblem,
  Prepared,
  PreparedCall,
} from "./action.ts";
export { type ActionCall, type ActionValue, actionName, readActionCall, writeActionCall } from "./action-call.ts";
export { actionWorkflow } from "./action-workflow.ts";
export { bindCall, variablesOf } from "./bind-call.ts";
export { type ActionCatalogue, createCatalogue, type ResolvedAction } from "./catalogue.ts";
export { describeCall } from "./describe-call.ts";
export { dialectOfEdit } from "./dialect-of-edit.ts";
export { isWorkflow } from "./is-workflow.ts";
