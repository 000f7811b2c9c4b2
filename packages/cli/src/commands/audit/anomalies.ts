import type { RecordAnomalyWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { momentHelp, readMoment } from "./read-moment.ts";

export const anomalies = command({
  name: "anomalies",
  summary: "Show what the record's own history does not explain",
  description:
    "Errors and starts far above the usual, people at unusual hours, first uses, and failures in a row, each with its " +
    "events for `steady audit list`. docs/record.md says what each means.",
  examples: ["steady audit anomalies", "steady audit anomalies --since 24h --json"],
  options: {
    ...serverOptions,
    since: { type: "text", value: "time", help: `how far back, at most 31 days: ${momentHelp} (default: 7d)` },
  },
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const since = options.since === undefined ? undefined : readMoment("--since", options.since, now());
      const found = await client.findAnomalies({ query: { ...(since && { since }) } });
      if (options.json) io.out(JSON.stringify(found));
      else if (found.items.length === 0) io.talk(`Nothing out of the usual since ${found.since}`);
      else io.out(found.items.map(drawAnomaly).join("\n\n"));
      return exitCode.ok;
    }),
});

function drawAnomaly({ kind, at, says, events, eventsTotal }: RecordAnomalyWire): string {
  const sequences = events.map(({ sequence }) => sequence).join(", ");
  const more = eventsTotal > events.length ? ` (the newest of ${eventsTotal})` : "";
  return `${at}  ${kind.replaceAll("_", " ")}\n  ${drawLine(says)}\n  events: ${sequences}${more}`;
}
