export type { Classification, Dialect, Evidence, Risk, SourceRange } from "@steadyhand/core/risk";
export { isKnownProgram } from "./is-known-program.ts";
export { type CommandForm, readCommand } from "./read-command.ts";
export { loadScanner, type Scanner } from "./scanner.ts";
export { scannerVersion } from "./version.ts";
