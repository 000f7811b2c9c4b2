export { OpsError, type OpsErrorKind } from "./ops-error.ts";
export { type Outcome, type Refusal, refusalError, refuse } from "./outcome.ts";
export { unreachable } from "./unreachable.ts";
