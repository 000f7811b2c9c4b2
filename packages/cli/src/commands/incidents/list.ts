import type { IncidentWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { moment } from "../../io/duration.ts";
import type { Channel } from "../../io/io.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { momentHelp, readStretch } from "../audit/read-moment.ts";
import { moreLine, pageOf, pagingOptions } from "../paging.ts";
import { markIncident } from "./mark-incident.ts";

const phases = ["open", "settling", "resolved"] as const;

export const list = command({
  name: "list",
  summary: "List incidents, newest first",
  examples: [
    "steady incidents list",
    "steady incidents list --phase open --json",
    "steady incidents list --subject orders --since 2d",
  ],
  options: {
    ...serverOptions,
    ...pagingOptions,
    subject: { type: "text", value: "name", help: "of one subject" },
    phase: { type: "text", value: "phase", help: "only those that are open, settling or resolved", choices: phases },
    since: { type: "text", value: "time", help: `opened from this moment on: ${momentHelp}` },
    until: { type: "text", value: "time", help: "opened before this moment, said in the same ways" },
  },
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io, now } = services;
      const phase = phases.find((one) => one === options.phase);
      const page = await client.listIncidents({
        query: {
          ...pageOf(options),
          ...(options.subject && { subject: options.subject }),
          ...(phase && { phase }),
          ...readStretch(options, now()),
        },
      });
      if (options.json) io.out(JSON.stringify(page));
      else if (page.items.length === 0) io.talk("No incident fits: `steady subjects list` says what is watched");
      else {
        const rows = page.items.map((one) => rowOf(one, io.answers, now()));
        io.out(table(["incident", "state", "subject", "opened", "what"], rows));
        const more = moreLine(page.next);
        if (more) io.talk(more);
      }
      return exitCode.ok;
    }),
});

function rowOf(incident: IncidentWire, { paint }: Channel, now: Date): string[] {
  const { id, subject, openedAt, title } = incident;
  const [tone, mark] = markIncident(incident);
  return [id, paint(tone, mark), subject, moment(openedAt, now), drawLine(title)];
}
