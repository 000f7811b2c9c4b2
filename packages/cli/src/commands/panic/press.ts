import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import type { Services } from "../../services.ts";
import { serverOptions } from "../../session/server-options.ts";
import { drawPanic } from "./draw-panic.ts";
import { withPanicServer } from "./panic-server.ts";

export const press = command({
  name: "panic",
  summary: "Stop everything now: nothing starts, what runs is paused where it stands",
  description:
    "Presses panic and answers within a second with each run and node as stopped, stopping or unconfirmed. It asks nothing first, needs no database, and pressing twice does no harm. Two people end it.",
  examples: ["steady panic", 'steady panic --reason "wrong cluster"', "steady panic --kill", "steady panic status"],
  options: {
    reason: { type: "text", value: "text", help: "why, for the record" },
    kill: { type: "boolean", help: "end what runs, with everything it started, instead of pausing it" },
    ...serverOptions,
  },
  run: ({ options, ...services }) =>
    withPanicServer(options, services, {
      // What survives us comes first, should the server not come up.
      alone: (folder) => raiseFlag(folder, services),
      async work(client) {
        const { io, now } = services;
        const view = await client.pressPanic({ body: { reason: options.reason ?? "", kill: options.kill } });
        io.out(options.json ? JSON.stringify(view) : drawPanic(view, now(), io.answers.paint));
        return view.stop === "stopped" ? exitCode.ok : exitCode.failed;
      },
    }),
});

/** No server answers: the file makes every node that shares it, and the next start, stand still. */
function raiseFlag(folder: string, { env, io, workingDirectory }: Services): void {
  const path = env.STEADYHAND_PANIC_FILE ? resolve(workingDirectory, env.STEADYHAND_PANIC_FILE) : join(folder, "PANIC");
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, "", { flag: "a", mode: 0o600 });
  io.talk(
    `No server runs on ${folder}. The file ${path} means panic to the next one; it is started now to look for what was left running.`,
  );
}
