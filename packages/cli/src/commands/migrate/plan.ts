import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { dataFolder } from "../../session/data-folder.ts";
import { serverOptions } from "../../session/server-options.ts";
import { drawPlan } from "./draw-plan.ts";

export const plan = command({
  name: "plan",
  summary: "Show which migrations the next start applies, what each statement locks, and for how long",
  description:
    "The next start of this release applies them by itself, each in a transaction of its own. A lock is held until that " +
    "transaction ends. Times are estimates from the size of the tables; with --try the migrations are run for real in a " +
    "transaction that is rolled back, and whoever uses a locked table waits meanwhile. Nothing is changed either way.",
  examples: [
    "steady migrate plan",
    "steady migrate plan --json",
    "steady migrate plan --try --database-url postgres://steadyhand@db/steadyhand",
  ],
  options: { ...serverOptions, try: { type: "boolean", help: "run them, measure, and roll back" } },
  async run({ options, io, env, workingDirectory, isRoot }) {
    const { createLog, estimateBasis, planMigrationsOf } = await import("@steadyhand/server/migrations");
    const databaseUrl = options.databaseUrl ?? (env.DATABASE_URL || undefined);
    if (options.try && io.isInteractive) io.talk("Running the migrations, to be rolled back");
    const found = await planMigrationsOf({
      dataFolder: dataFolder(options.data, { env, workingDirectory, isRoot }),
      ...(databaseUrl !== undefined && { databaseUrl }),
      isTried: options.try,
      log: createLog({ level: "error" }),
    });
    io.out(options.json ? JSON.stringify(found) : drawPlan(found, estimateBasis));
    return exitCode.ok;
  },
});
