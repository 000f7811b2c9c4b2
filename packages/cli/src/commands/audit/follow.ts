import { once } from "node:events";
import type { AuditEventWire } from "@steadyhand/api";
import type { WatchState } from "@steadyhand/client/node";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { wholeNumber } from "../paging.ts";
import { eventRow } from "./draw-event.ts";
import { sayUnknownType } from "./event-types.ts";
import { momentHelp, readMoment } from "./read-moment.ts";

export const follow = command({
  name: "follow",
  summary: "Print the record's events as they come, each once, until Ctrl-C",
  description:
    "It goes on by itself after a lost connection or a restart of the server, after the last event that it printed. With " +
    "--json each line is one event, for a program that reads them; --after NUMBER goes on where an earlier one ended.",
  examples: [
    "steady audit follow --type 'step.*' --since 10m",
    "steady audit follow --json >> events.jsonl",
    "steady audit follow --after 4211 --json",
  ],
  options: {
    ...serverOptions,
    type: { type: "text", value: "type", help: "of one type, or a prefix that ends in .*" },
    since: {
      type: "text",
      value: "time",
      help: `from this moment on: ${momentHelp} (default: what comes from now on)`,
    },
    after: { type: "text", value: "number", help: "what comes after the event of this number" },
  },
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, interrupts } = services;
      const unknown = sayUnknownType(options.type);
      if (unknown !== undefined) io.talk(unknown);
      const stop = new AbortController();
      const forget = interrupts.listen(() => stop.abort());
      const line = options.json ? (event: AuditEventWire) => JSON.stringify(event) : drawn;
      try {
        await client.followLedger({
          ...(options.type && { type: options.type }),
          ...(options.after && {
            after: wholeNumber("--after", options.after, { least: 0, most: Number.MAX_SAFE_INTEGER }),
          }),
          ...(options.since && { since: readMoment("--since", options.since, services.now()) }),
          async onEvent(event) {
            const { stream } = io.answers;
            // Whoever reads slowly is waited for: nothing piles up here either.
            if (!stream.write(`${line(event)}\n`)) await once(stream, "drain", { signal: stop.signal });
          },
          onState: (state) => io.talk(said(state)),
          signal: stop.signal,
        });
      } finally {
        forget();
      }
      return exitCode.ok;
    }),
});

const drawn = (event: AuditEventWire): string => eventRow(event).join("  ");

function said(state: WatchState): string {
  if (state.isLive) return "Following the record; Ctrl-C ends it";
  return `${state.problem.message}; trying again in ${Math.ceil(state.retryInMs / 1000)} s`;
}
