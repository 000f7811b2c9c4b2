import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const add = command({
  name: "add",
  summary: "Let one more person in; prints a link that signs them in, this once",
  examples: ["steady people add Riley", "steady people add Riley --role sre --role admin"],
  args: { name: { help: "what they are called in the record" } },
  options: {
    ...serverOptions,
    role: { type: "texts", value: "role", help: "what they are to the policy, such as sre or admin" },
  },
  run: ({ args: { name }, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io } = services;
      const added = await client.addPerson({ body: { name, roles: [...options.role] } });
      if (options.json) io.out(JSON.stringify(added));
      else {
        io.talk(`${drawLine(added.actor.name)} is ${added.actor.id}. The link is their key: it is shown this once.`);
        io.out(added.url);
      }
      return exitCode.ok;
    }),
});
