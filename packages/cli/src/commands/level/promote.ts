import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { answerPromotion } from "./answer-promotion.ts";
import { whyOption } from "./read-scope.ts";

export const promote = command({
  name: "promote",
  summary: "Confirm an offer: the level is raised, on your word",
  examples: ["steady level promote pro_8sT2 --why 'seen the last month s runs'"],
  args: { offer: { help: "the offer's id, as `steady level promotions` shows it" } },
  options: { ...serverOptions, why: whyOption },
  run: ({ args, options, ...services }) => answerPromotion(args.offer, "confirm", { options, services }),
});
