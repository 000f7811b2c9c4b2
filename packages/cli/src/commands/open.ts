import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../command/command.ts";
import { dataFolder } from "../session/data-folder.ts";
import { findServer } from "../session/find-server.ts";
import { readServerFile } from "../session/server-file.ts";
import { serverOptions } from "../session/server-options.ts";

export const open = command({
  name: "open",
  summary: "Print the page's address with your key in it",
  description:
    "The key stands behind the #, which browsers never send: it reaches no log. Treat the address as a password.",
  examples: ["steady open", 'xdg-open "$(steady open)"'],
  options: { data: serverOptions.data },
  async run({ options, ...services }) {
    const folder = dataFolder(options.data, services);
    const isRunning = (await findServer(folder)) !== undefined;
    const file = isRunning ? await readServerFile(folder) : undefined;
    if (file?.url === undefined) {
      throw new OpsError(`Cannot open the page: no server with a page runs on ${folder}`, {
        kind: "unavailable",
        code: "server.not_running",
        hint: "Start one with `npm start` or `steady start`, or name its data folder with --data",
      });
    }
    const url = file.url.includes("#")
      ? file.url
      : `${file.url.replace(/\/$/, "")}/#key=${services.env.STEADYHAND_ACCESS_KEY || (await ownerKey(folder))}`;
    services.io.out(options.json ? JSON.stringify({ url }) : url);
    return exitCode.ok;
  },
});

async function ownerKey(folder: string): Promise<string> {
  const path = join(folder, "owner.key");
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (cause) {
    throw new OpsError(`Cannot open the page: ${path} cannot be read`, {
      kind: "forbidden",
      code: "data.no_owner_key",
      hint: "Ask the data folder's owner for a link of your own: `steady people add NAME`",
      cause,
    });
  }
}
