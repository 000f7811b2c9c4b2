export { type OpenOptions, openSteadyhand, type Steadyhand } from "./compose.ts";
export { createServer, type ServerOptions, type SteadyhandServer } from "./create-server.ts";
export { type ExitCode, exitCode, exitCodeOf } from "./exit-codes.ts";
export { createLog, type ServerLog } from "./log.ts";
export type { About, Services } from "./services.ts";
export { defaultDataFolder } from "./start/data-folder.ts";
export { defaultPort, type StartOptions } from "./start/read-options.ts";
export { findRunningServer, type RunningServer } from "./start/server-file.ts";
