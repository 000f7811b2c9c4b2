import type { IncidentWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import { OpsError } from "@steadyhand/core/outcome";
import { exitCode } from "@steadyhand/server/exit-codes";
import { type Command, command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { markIncident } from "./mark-incident.ts";

export const incidentArgument = { incident: { help: "its id, as `steady incidents list` shows it" } } as const;

export const whyOption = { type: "text", value: "text", help: "why; it goes into the record" } as const;

/** Everything that a person says to an incident stands in the record with why. Throws `usage.why_missing`. */
export function needWhy(why: string | undefined, what: string): string {
  if (why !== undefined && why.trim() !== "") return why;
  throw new OpsError(`Cannot ${what}: nobody said why`, {
    kind: "invalid",
    code: "usage.why_missing",
    hint: "Give it with --why: whoever looks at the record reads it there",
  });
}

type Word = Parameters<Client["holdIncident"]>[0];

/** A command that says one word to one incident. */
export function incidentWord({
  name,
  summary,
  description,
  why,
  say,
}: {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** An example of why. */
  readonly why: string;
  readonly say: (client: Client, word: Word) => Promise<IncidentWire>;
}): Command {
  return command({
    ...{ name, summary, description },
    examples: [`steady incidents ${name} inc_1122-k7qfx --why '${why}'`],
    args: incidentArgument,
    options: { ...serverOptions, why: whyOption },
    async run({ args, options, ...services }) {
      const given = needWhy(options.why, `${name} ${args.incident}`);
      return withServer(options, services, async ({ client }) => {
        const incident = await say(client, { parameters: { incidentId: args.incident }, body: { why: given } });
        services.io.out(options.json ? JSON.stringify(incident) : `${incident.id}: ${markIncident(incident)[1]}`);
        return exitCode.ok;
      });
    },
  });
}
