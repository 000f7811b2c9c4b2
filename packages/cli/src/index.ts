export { type ExitCode, exitCode } from "./exit-code.ts";
export type { Services } from "./services.ts";
export { steady } from "./steady.ts";
