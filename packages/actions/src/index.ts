export { type ActionsConfig, type Channel, readActionsConfig } from "./config/actions-config.ts";
export { type Actions, createActions } from "./create-actions.ts";
export type { StoppedContainer } from "./docker/stop-containers.ts";
export { createOfflineCatalogue } from "./offline-catalogue.ts";
export type { ScanShell } from "./script/check-script.ts";
export type { ScriptEngine } from "./script/script-engine.ts";
export type { OpenedSubject } from "./subject/subject-actions.ts";
export { type ReadWorkflow, readWorkflow } from "./workflow/read-workflow.ts";
export { workflowOrRefusal } from "./workflow/workflow-refusal.ts";
