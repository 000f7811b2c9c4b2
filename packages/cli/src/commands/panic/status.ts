import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { drawPanic } from "./draw-panic.ts";
import { withPanicServer } from "./panic-server.ts";

export const status = command({
  name: "status",
  summary: "Say whether panic is on, and each run and node as stopped, stopping or unconfirmed",
  examples: ["steady panic status", "steady panic status --json"],
  options: serverOptions,
  run: ({ options, ...services }) =>
    withPanicServer(options, services, {
      async work(client) {
        const { io, now } = services;
        const view = await client.getPanic();
        io.out(options.json ? JSON.stringify(view) : drawPanic(view, now(), io.answers.paint));
        return exitCode.ok;
      },
    }),
});
