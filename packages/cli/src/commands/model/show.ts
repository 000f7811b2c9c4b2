import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawSecondKeyStatus } from "../../judge/draw-second-key-status.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const show = command({
  name: "show",
  summary: "Say which model is the second key, and what it may still use today",
  examples: ["steady model show", "steady model show --json"],
  options: serverOptions,
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { secondKey } = await client.getStatus();
      const facts = drawSecondKeyStatus(secondKey);
      const width = Math.max(...facts.map(([name]) => name.length)) + 2;
      services.io.out(
        options.json
          ? JSON.stringify(secondKey)
          : facts.map(([name, value]) => `${name.padEnd(width)}${value}`).join("\n"),
      );
      return exitCode.ok;
    }),
});
