export { type ActionDefinition, defineAction, type Looked } from "./define-action.ts";
