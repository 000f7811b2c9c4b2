import type { InvestigationWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { pauseUntil } from "../../session/pause-until.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawDiagnosis } from "./draw-diagnosis.ts";
import { drawTurn } from "./draw-investigation.ts";
import { investigationArgument } from "./show.ts";

const everyMs = 500;

export const follow = command({
  name: "follow",
  summary: "Print each look of an investigation as it comes, until it has ended or Ctrl-C",
  description: "With --json each line is one look, and the last one the whole investigation.",
  examples: ["steady investigations follow inv_4fK2"],
  args: investigationArgument,
  options: serverOptions,
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, interrupts } = services;
      const stop = new AbortController();
      const forget = interrupts.listen(() => stop.abort());
      let told = 0;
      const tell = ({ turns }: InvestigationWire) => {
        const answered = turns.filter(({ number, answer }) => answer !== undefined && number > told);
        for (const turn of answered)
          io.out(options.json ? JSON.stringify(turn) : drawTurn(turn, io.answers, false).join("\n"));
        told = answered.at(-1)?.number ?? told;
      };
      try {
        for (;;) {
          const now = await client.getInvestigation({ parameters: { investigationId: args.investigation } });
          tell(now);
          if (now.phase === "looking" && !stop.signal.aborted) {
            await pauseUntil(everyMs, stop.signal);
            if (!stop.signal.aborted) continue;
          }
          if (options.json) io.out(JSON.stringify(now));
          else if (now.diagnosis) io.out(drawDiagnosis(now.diagnosis, io.answers));
          return now.phase === "looking" ? exitCode.interrupted : exitCode.ok;
        }
      } finally {
        forget();
      }
    }),
});
