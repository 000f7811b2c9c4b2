import type { Command, Group } from "../command/command.ts";

type Loader = () => Promise<Command | Group>;

/** Every first word of the command line, with the file that holds it. */
export const commandLoaders: ReadonlyMap<string, Loader> = new Map<string, Loader>([
  ["start", async () => (await import("./start.ts")).start],
  ["open", async () => (await import("./open.ts")).open],
  ["classify", async () => (await import("./classify.ts")).classify],
  ["runbook", async () => (await import("./runbook/index.ts")).runbook],
  ["run", async () => (await import("./run.ts")).run],
  ["approvals", async () => (await import("./approvals/index.ts")).approvals],
  ["actions", async () => (await import("./actions/index.ts")).actions],
  ["workflow", async () => (await import("./workflow/index.ts")).workflow],
  ["incidents", async () => (await import("./incidents/index.ts")).incidents],
  ["investigations", async () => (await import("./investigations/index.ts")).investigations],
  ["subjects", async () => (await import("./subjects/index.ts")).subjects],
  ["monitor", async () => (await import("./monitor/index.ts")).monitor],
  ["demo", async () => (await import("./demo.ts")).demo],
  ["subject", async () => (await import("./subject/index.ts")).subject],
  ["schedule", async () => (await import("./schedule/index.ts")).schedule],
  ["executions", async () => (await import("./executions/index.ts")).executions],
  ["level", async () => (await import("./level/index.ts")).level],
  ["trust", async () => (await import("./trust/index.ts")).trust],
  ["elevation", async () => (await import("./elevation/index.ts")).elevation],
  ["audit", async () => (await import("./audit/index.ts")).audit],
  ["backup", async () => (await import("./backup/index.ts")).backup],
  ["nodes", async () => (await import("./nodes/index.ts")).nodes],
  ["panic", async () => (await import("./panic/index.ts")).panic],
  ["keys", async () => (await import("./keys/index.ts")).keys],
  ["tenants", async () => (await import("./tenants/index.ts")).tenants],
  ["people", async () => (await import("./people/index.ts")).people],
  ["model", async () => (await import("./model/index.ts")).model],
  ["programs", async () => (await import("./programs/index.ts")).programs],
  ["policy", async () => (await import("./policy/index.ts")).policy],
  ["migrate", async () => (await import("./migrate/index.ts")).migrate],
  ["status", async () => (await import("./status.ts")).status],
  ["doctor", async () => (await import("./doctor.ts")).doctor],
]);
