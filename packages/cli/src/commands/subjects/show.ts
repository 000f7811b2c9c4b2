import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawSubject } from "./draw-subject.ts";

export const show = command({
  name: "show",
  summary: "Show one system: its members, where each invariant stands, what could not be seen, what can be done",
  examples: ["steady subjects show orders", "steady subjects show orders --json"],
  args: { subject: { help: "its name, as `steady subjects list` shows it" } },
  options: serverOptions,
  run: ({ args: { subject: name }, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const subject = await client.getSubject({ parameters: { subject: name } });
      io.out(options.json ? JSON.stringify(subject) : drawSubject(subject, io.answers, now()));
      return exitCode.ok;
    }),
});
