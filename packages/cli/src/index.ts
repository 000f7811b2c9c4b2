export { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
export type { Services } from "./services.ts";
export { steady } from "./steady.ts";
