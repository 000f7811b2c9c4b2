export { commandsOf } from "./commands-of.ts";
export { type ParseOutcome, parseRunbook } from "./parse-runbook.ts";
export { parseRunbookBytes } from "./parse-runbook-bytes.ts";
export { type AcceptedCommand, acceptSteps } from "./reconcile/accept-steps.ts";
