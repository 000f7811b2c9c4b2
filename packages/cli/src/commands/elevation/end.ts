import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { needWhy, whyOption } from "../level/read-scope.ts";
import { answerElevation } from "./answer-elevation.ts";

export const end = command({
  name: "end",
  summary: "End an elevation before its time",
  examples: ["steady elevation end elv_3kQ9 --why 'the nodes are back'"],
  args: { elevation: { help: "its id, as `steady elevation list` shows it" } },
  options: { ...serverOptions, why: whyOption },
  run: ({ args, options, ...services }) =>
    answerElevation(args.elevation, () => ({ type: "end", why: needWhy(options.why, `end ${args.elevation}`) }), {
      options,
      services,
    }),
});
