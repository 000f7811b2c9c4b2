import type { AuditEventWire, Operations } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command, type Option } from "../../command/command.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { moreLine, pageOf, pagingOptions, wholeNumber } from "../paging.ts";
import { eventHeading, eventRow } from "./draw-event.ts";
import { sayUnknownType } from "./event-types.ts";
import { readId } from "./read-id.ts";
import { momentHelp, readStretch } from "./read-moment.ts";

const outcomes = ["ok", "refused", "failed", "unknown"] as const;
const environments = ["lab", "development", "test", "pre-production", "production"] as const;

const filterOptions = {
  execution: { type: "text", value: "id", help: "of one execution" },
  runbook: { type: "text", value: "id", help: "of one runbook" },
  subject: { type: "text", value: "name", help: "of executions on one subject" },
  environment: { type: "text", value: "name", help: "in one environment", choices: environments },
  level: { type: "text", value: "n", help: "at one takeover level, 1 to 5" },
  type: { type: "text", value: "type", help: "of one type, or a prefix that ends in .*" },
  actor: { type: "text", value: "who", help: "by one actor: an id (act_…), or a name, in any case" },
  outcome: { type: "text", value: "outcome", help: "with one outcome", choices: outcomes },
  since: { type: "text", value: "time", help: `from this moment on: ${momentHelp}` },
  until: { type: "text", value: "time", help: "before this moment, said in the same ways" },
} as const satisfies Record<string, Option>;

export const list = command({
  name: "list",
  summary: "List the record's events, newest first",
  examples: [
    "steady audit list --since 2h --subject api --outcome failed",
    "steady audit list --type 'approval.*' --actor Riley --limit 20",
    "steady audit list --since yesterday --until today --environment production --json",
  ],
  options: { ...serverOptions, ...pagingOptions, ...filterOptions },
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { io } = services;
      const page = await readEvents(client, { ...pageOf(options), ...filterOf(options, services.now()) });
      if (options.json) io.out(JSON.stringify(page));
      else if (page.items.length === 0) io.talk(nothingFits(options));
      else io.out(table(eventHeading, page.items.map(eventRow)));
      const more = moreLine(page.next);
      if (more && !options.json) io.talk(more);
      return exitCode.ok;
    }),
});

type Filters = { readonly [Name in keyof typeof filterOptions]: string | undefined };

function nothingFits(options: Filters): string {
  const given = Object.keys(filterOptions).filter((name) => options[name as keyof Filters] !== undefined);
  const all = given.length > 1 ? " all of" : "";
  return [`No event fits${all} ${given.map((name) => `--${name}`).join(", ")}`.trim(), sayUnknownType(options.type)]
    .filter(Boolean)
    .join("\n");
}

type Query = Operations["listAuditEvents"]["query"] & { readonly limit: number };

function filterOf(options: Filters, now: Date): Omit<Query, "limit"> {
  const { execution, runbook, subject, type, actor } = options;
  const environment = environments.find((one) => one === options.environment);
  const outcome = outcomes.find((one) => one === options.outcome);
  return {
    ...(execution && { executionId: readId("execution", execution) }),
    ...(runbook && { runbookId: readId("runbook", runbook) }),
    ...(subject && { subject }),
    ...(environment && { environment }),
    ...(options.level !== undefined && { level: levelOf(options.level) }),
    ...(type && { type }),
    ...(actor && (/^act_/.test(actor) ? { actorId: actor } : { actorName: actor })),
    ...(outcome && { outcome }),
    ...readStretch(options, now),
  };
}

function levelOf(text: string) {
  // One to five is what it was just checked to be.
  return wholeNumber("--level", text, { least: 1, most: 5 }) as 1 | 2 | 3 | 4 | 5;
}

/** The record is looked through a stretch at a time: goes on until there are as many as were asked for. */
async function readEvents(
  client: Client,
  query: Query,
): Promise<{ readonly items: readonly AuditEventWire[]; readonly next?: string | undefined }> {
  const items: AuditEventWire[] = [];
  for (let { after } = query; ; ) {
    const limit = query.limit - items.length;
    const page = await client.listAuditEvents({ query: { ...query, limit, ...(after && { after }) } });
    items.push(...page.items);
    after = page.next;
    if (after === undefined) return { items };
    if (items.length >= query.limit) return { items, next: after };
  }
}
