import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";

export const role = command({
  name: "role",
  summary: "Say what somebody is to the policy; replaces what they were",
  description: "Roles say who may answer which question, as policy.json has it. Only the owner gives them.",
  examples: ["steady people role act_riley --role sre", "steady people role act_riley"],
  args: { person: { help: "their id, as `steady people list` shows it" } },
  options: {
    ...serverOptions,
    role: { type: "texts", value: "role", help: "a role, such as sre or admin; none takes all of them away" },
  },
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const parameters = { actorId: args.person };
      const person = await client.setRoles({ parameters, body: { roles: [...options.role] } });
      const roles = person.roles.join(", ") || "nothing in particular";
      services.io.out(options.json ? JSON.stringify(person) : `${drawLine(person.actor.name)} is ${roles}`);
      return exitCode.ok;
    }),
});
