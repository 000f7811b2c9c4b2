import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import type { Services } from "../../services.ts";
import { type ServerChoice, withServer } from "../../session/with-server.ts";
import { drawPromotions } from "./draw-level.ts";
import { needWhy } from "./read-scope.ts";

type Options = ServerChoice & { readonly json: boolean; readonly why: string | undefined };

/** Confirms or declines one offer and shows it as it is then. */
export function answerPromotion(
  promotionId: string,
  type: "confirm" | "decline",
  { options, services }: { readonly options: Options; readonly services: Services },
): Promise<ExitCode> {
  return withServer(options, services, async ({ client }) => {
    const { io, now } = services;
    const why = needWhy(options.why, `${type} ${promotionId}`);
    const { items } = await client.answerPromotion({ parameters: { promotionId }, body: { type, why } });
    const answered = items.filter(({ id }) => id === promotionId);
    io.out(options.json ? JSON.stringify(answered[0]) : drawPromotions(answered, now()));
    return exitCode.ok;
  });
}
