import type { Client } from "@steadyhand/client/node";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import type { Services } from "../../services.ts";
import { type ServerChoice, withServer } from "../../session/with-server.ts";
import { drawElevations } from "./draw-elevation.ts";

type Body = Parameters<Client["answerElevation"]>[0]["body"];

/** Answers one elevation and shows it as it is then. */
export function answerElevation(
  elevationId: string,
  body: () => Body,
  { options, services }: { readonly options: ServerChoice & { readonly json: boolean }; readonly services: Services },
): Promise<ExitCode> {
  return withServer(options, services, async ({ client }) => {
    const { io, now } = services;
    const answered = await client.answerElevation({ parameters: { elevationId }, body: body() });
    io.out(options.json ? JSON.stringify(answered) : drawElevations([answered], now()));
    return exitCode.ok;
  });
}
