import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { needWhy, whyOption } from "../level/read-scope.ts";
import { answerElevation } from "./answer-elevation.ts";

export const refuse = command({
  name: "refuse",
  summary: "Refuse an elevation that was asked for",
  examples: ["steady elevation refuse elv_3kQ9 --why 'two people are on site'"],
  args: { elevation: { help: "its id, as `steady elevation list` shows it" } },
  options: { ...serverOptions, why: whyOption },
  run: ({ args, options, ...services }) =>
    answerElevation(args.elevation, () => ({ type: "refuse", why: needWhy(options.why, `refuse ${args.elevation}`) }), {
      options,
      services,
    }),
});
