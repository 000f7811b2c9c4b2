import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { answerElevation } from "./answer-elevation.ts";

export const grant = command({
  name: "grant",
  summary: "Grant an elevation that somebody else asked for; it counts down from now",
  examples: ["steady elevation grant elv_3kQ9"],
  args: { elevation: { help: "its id, as `steady elevation list` shows it" } },
  options: serverOptions,
  run: ({ args, options, ...services }) =>
    answerElevation(args.elevation, () => ({ type: "grant" }), { options, services }),
});
