import { createClient } from "@steadyhand/client/node";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawPanic } from "./draw-panic.ts";

export const confirm = command({
  name: "confirm",
  summary: "Confirm, as a second person, that the panic is over; runs stay paused until each is resumed",
  description:
    "On the machine of the server you are its owner. A second person confirms on the page, or from here with the link that `steady people add` gave them in STEADYHAND_LINK.",
  examples: ["steady panic confirm", "STEADYHAND_LINK=http://127.0.0.1:7411/#key=… steady panic confirm"],
  options: serverOptions,
  run: ({ options, ...services }) => {
    const { io, now, env } = services;
    const ask = async (client: Pick<ReturnType<typeof createClient>, "confirmResume">) => {
      const view = await client.confirmResume();
      const next = "Each run stays paused until it is resumed: `steady executions resume ID`.";
      io.out(options.json ? JSON.stringify(view) : `${drawPanic(view, now(), io.answers.paint)}\n${next}`);
      return exitCode.ok;
    };
    const [baseUrl, key] = env.STEADYHAND_LINK?.split("/#key=") ?? [];
    if (baseUrl && key) return ask(createClient({ baseUrl, key }));
    return withServer(options, services, ({ client }) => ask(client));
  },
});
