import type { ExecutionWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import type { Services } from "../../services.ts";
import { type ServerChoice, withServer } from "../../session/with-server.ts";
import { drawWaiting, settle } from "./act-on-step.ts";

type Body = Parameters<Client["commandExecution"]>[0]["body"];

/** Asks something of a whole execution and says where it stands afterwards. */
export function actOnExecution(
  executionId: string,
  { options, services }: { readonly options: ServerChoice & { readonly json: boolean }; readonly services: Services },
  asked: Body | ((execution: ExecutionWire) => Body),
): Promise<ExitCode> {
  return withServer(options, services, async ({ client, isInProcess }) => {
    const parameters = { executionId };
    const body = typeof asked === "function" ? asked(await client.getExecution({ parameters })) : asked;
    const acted: ExecutionWire = await client.commandExecution({ parameters, body });
    const after = isInProcess ? await settle(acted, { client, services }) : acted;
    services.io.out(options.json ? JSON.stringify(after) : drawWaiting(after));
    return exitCode.ok;
  });
}
