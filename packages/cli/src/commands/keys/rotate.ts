import type { Client } from "@steadyhand/client/node";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const rotate = command({
  name: "rotate",
  summary: "Make a new data key, or wrap all data keys under another master key",
  description:
    "A new data key seals what is written from now on; what was written stays readable. With --master, a new master key is made in its file (one from the environment: set the new one and the old one there first), and every data key is wrapped anew. Whatever interrupts it, run it again.",
  examples: ["steady keys rotate", "steady keys rotate --master"],
  options: {
    ...serverOptions,
    master: { type: "boolean", help: "rotate the master key instead" },
  },
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io } = services;
      if (!options.master) {
        const made = await client.rotateDataKey();
        io.out(options.json ? JSON.stringify(made) : `Data key ${made.version} seals from now on`);
        return exitCode.ok;
      }
      const report = await rotateMaster(client, (line) => io.talk(line));
      const done = `Master key ${report.masterId} wraps from now on; ${report.rewrapped} data keys were wrapped anew`;
      io.out(options.json ? JSON.stringify(report) : done);
      for (const { tenantId, version, why } of report.stuck)
        io.talk(`Data key ${version} of ${tenantId} stays: ${why}`);
      return report.stuck.length === 0 ? exitCode.ok : exitCode.failed;
    }),
});

/** Some at a time, until nothing is left that could be wrapped. */
async function rotateMaster(client: Client, talk: (line: string) => void) {
  let rewrapped = 0;
  for (let isBegin = true; ; isBegin = false) {
    const part = await client.rotateMasterKey({ body: { isBegin } });
    rewrapped += part.rewrapped;
    if (part.left === 0 || part.rewrapped === 0) return { ...part, rewrapped };
    talk(`${rewrapped} data keys are wrapped by ${part.masterId}, ${part.left} are left`);
  }
}
