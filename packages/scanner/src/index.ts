export type { Classification, Dialect, Effect, Evidence, Reach, Risk, SourceRange } from "@steadyhand/core/risk";
export type { Explained, ExplainedKind } from "./explain/explained.ts";
export { isKnownProgram } from "./is-known-program.ts";
export type { OwnPrograms } from "./own/own-programs.ts";
export type { OwnProblem } from "./own/problem.ts";
export { type OwnProgramsReading, readOwnPrograms } from "./own/read-own-programs.ts";
export { type CommandForm, readCommand } from "./read-command.ts";
export { loadScanner, type OpenScanner, openScanner, type Scanner, type ScannerOptions } from "./scanner.ts";
export { scannerVersion } from "./version.ts";
