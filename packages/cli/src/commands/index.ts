import type { Command, Group } from "../command/command.ts";

type Loader = () => Promise<Command | Group>;

/** Every first word of the command line, with the file that holds it. */
export const commandLoaders: ReadonlyMap<string, Loader> = new Map<string, Loader>([
  ["start", async () => (await import("./start.ts")).start],
  ["open", async () => (await import("./open.ts")).open],
  ["classify", async () => (await import("./classify.ts")).classify],
  ["runbook", async () => (await import("./runbook/index.ts")).runbook],
  ["run", async () => (await import("./run.ts")).run],
  ["executions", async () => (await import("./executions/index.ts")).executions],
  ["audit", async () => (await import("./audit/index.ts")).audit],
  ["people", async () => (await import("./people/index.ts")).people],
  ["model", async () => (await import("./model/index.ts")).model],
  ["programs", async () => (await import("./programs/index.ts")).programs],
  ["status", async () => (await import("./status.ts")).status],
  ["doctor", async () => (await import("./doctor.ts")).doctor],
]);
