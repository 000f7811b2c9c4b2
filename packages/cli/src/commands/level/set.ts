import { OpsError } from "@steadyhand/core/outcome";
import { environments, isEnvironment } from "@steadyhand/core/policy";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawLevel } from "./draw-level.ts";
import { needWhy, readScope, scopeHelp, whyOption } from "./read-scope.ts";

const levels = [1, 2, 3, 4, 5] as const;

export const set = command({
  name: "set",
  summary: "Set how far a subject or project may go by itself",
  description:
    "L1 shows everything to follow by hand, L2 asks about every step, L3 runs what is safe, L4 caution too, L5 all of it. " +
    "Never above what its environments allow; the lowest of all settings counts.",
  examples: [
    "steady level set api 3 --why 'a month without a failed step'",
    "steady level set project:payments 2 --env production --why 'new team'",
  ],
  args: { scope: { help: scopeHelp }, level: { help: "1 to 5" } },
  options: {
    ...serverOptions,
    why: whyOption,
    env: {
      type: "text",
      value: "environment",
      help: "check it against this environment's ceiling",
      choices: environments,
    },
  },
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const level = levels.find((one) => `${one}` === args.level.replace(/^l/i, ""));
      if (level === undefined) {
        throw new OpsError(`Cannot read ${args.level} as a level: levels go from 1 to 5`, {
          kind: "invalid",
          code: "usage.not_a_level",
        });
      }
      const environment = options.env !== undefined && isEnvironment(options.env) ? options.env : undefined;
      const set = await client.setLevel({
        parameters: readScope(args.scope),
        body: {
          level,
          why: needWhy(options.why, `set ${args.scope} to L${level}`),
          ...(environment && { environment }),
        },
      });
      io.out(options.json ? JSON.stringify(set) : drawLevel(set, now()));
      return exitCode.ok;
    }),
});
