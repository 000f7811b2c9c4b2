export { type PatchChoice, type PatchedRunbook, patchRunbook } from "./patch-runbook.ts";
