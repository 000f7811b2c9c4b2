import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ExitCode } from "@steadyhand/server/exit-codes";
import { command } from "../command/command.ts";

export const start = command({
  name: "start",
  summary: "Start the server, as `npm start` does; flags go on to it",
  examples: ["steady start", "steady start --data /srv/steadyhand --port 8080"],
  isPassThrough: true,
  async run({ rest, runNode, projectFolder }) {
    const bootstrap = join(projectFolder, "scripts", "bootstrap.mjs");
    const prepared = existsSync(bootstrap) ? await runNode(bootstrap, []) : 0;
    // Both end with codes of the same table.
    return (
      prepared !== 0 ? prepared : await runNode(join(projectFolder, "packages/server/src/main.ts"), rest)
    ) as ExitCode;
  },
});
