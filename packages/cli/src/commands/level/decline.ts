import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { answerPromotion } from "./answer-promotion.ts";
import { whyOption } from "./read-scope.ts";

export const decline = command({
  name: "decline",
  summary: "Decline an offer: nothing is offered for it again for 30 days",
  examples: ["steady level decline pro_8sT2 --why 'we change the database next week'"],
  args: { offer: { help: "the offer's id, as `steady level promotions` shows it" } },
  options: { ...serverOptions, why: whyOption },
  run: ({ args, options, ...services }) => answerPromotion(args.offer, "decline", { options, services }),
});
