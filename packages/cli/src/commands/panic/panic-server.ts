import { ApiProblem, type Client, createClient } from "@steadyhand/client/node";
import type { ExitCode } from "@steadyhand/server/exit-codes";
import type { Services } from "../../services.ts";
import { dataFolder } from "../../session/data-folder.ts";
import { socketPathOf } from "../../session/find-server.ts";
import { type ServerChoice, withServer } from "../../session/with-server.ts";

/**
 * Asks the running server at once: whether one is there is told by the answer itself, because the usual look first asks for
 * what needs a database. With none there, `alone` is called and then one in this process is asked.
 */
export async function withPanicServer(
  choice: ServerChoice,
  services: Services,
  { work, alone }: { readonly work: (client: Client) => Promise<ExitCode>; readonly alone?: (folder: string) => void },
): Promise<ExitCode> {
  const folder = dataFolder(choice.data, services);
  try {
    return await work(createClient({ socketPath: await socketPathOf(folder) }));
  } catch (error) {
    if (!(error instanceof ApiProblem && error.code === "server.unreachable")) throw error;
  }
  alone?.(folder);
  return withServer(choice, services, ({ client }) => work(client));
}
