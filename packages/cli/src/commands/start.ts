import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ExitCode } from "@steadyhand/server/exit-codes";
import { command } from "../command/command.ts";

const bootstrap = fileURLToPath(new URL("../../../../scripts/bootstrap.mjs", import.meta.url));
const server = fileURLToPath(new URL("../../../server/src/main.ts", import.meta.url));

export const start = command({
  name: "start",
  summary: "Start the server, as `npm start` does; flags go on to it",
  examples: ["steady start", "steady start --data /srv/steadyhand --port 8080"],
  isPassThrough: true,
  async run({ rest, runNode }) {
    const prepared = existsSync(bootstrap) ? await runNode(bootstrap, []) : 0;
    // Both end with codes of the same table.
    return (prepared !== 0 ? prepared : await runNode(server, rest)) as ExitCode;
  },
});
