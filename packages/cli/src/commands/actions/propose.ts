import type { ActionWire } from "@steadyhand/api";
import { OpsError } from "@steadyhand/core/outcome";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { drawWaiting, settle } from "../executions/act-on-step.ts";
import { readParameters } from "./read-parameters.ts";

export const propose = command({
  name: "propose",
  summary: "Propose one action of a subject: a run of one step that waits at the gate like any other",
  description:
    "What a person has to approve waits for one: `steady actions approve`. Numbers, yes and no are read as the action declares its " +
    "parameters; a list has commas.",
  examples: [
    "steady actions propose orders.drain_store --with store_id=4 --why 'its disk is to be replaced'",
    "steady actions propose ratelimiter-lab.restart_node --with node=node-2",
  ],
  args: { action: { help: "SUBJECT.ACTION, as `steady actions list` shows it" } },
  options: {
    ...serverOptions,
    with: { type: "texts", value: "name=value", help: "a parameter" },
    why: { type: "text", value: "text", help: "why; it goes into the record" },
    key: { type: "text", value: "text", help: "the same key again is the same run, not a second one" },
  },
  run: ({ args, options, ...services }) =>
    withServer(options, services, async ({ client, isInProcess }) => {
      const { subject, action } = namesIn(args.action);
      const { actions } = await client.getSubject({ parameters: { subject } });
      const parameters = readParameters(declared(actions, { subject, action }), options.with);
      const begun = await client.proposeAction({
        parameters: { subject, action },
        body: {
          parameters,
          why: options.why ?? "proposed on the command line",
          ...(options.key && { idempotencyKey: options.key }),
        },
      });
      const after = isInProcess ? await settle(begun, { client, services }) : begun;
      services.io.out(options.json ? JSON.stringify(after) : drawWaiting(after));
      return exitCode.ok;
    }),
});

interface Named {
  readonly subject: string;
  readonly action: string;
}

function namesIn(text: string): Named {
  const [subject, action, ...more] = text.split(".");
  if (subject && action && more.length === 0) return { subject, action };
  throw new OpsError(`Cannot propose ${text}: it names no subject and its action`, {
    kind: "invalid",
    code: "usage.action",
    hint: "Give SUBJECT.ACTION, such as orders.drain_store",
  });
}

function declared(actions: readonly ActionWire[], { subject, action }: Named): ActionWire {
  const found = actions.find(({ name }) => name === action || name === `${subject}.${action}`);
  if (found) return found;
  const names = actions.map(({ name }) => name).join(", ") || "none";
  throw new OpsError(`Cannot propose ${subject}.${action}: ${subject} offers no such action`, {
    kind: "not_found",
    code: "action.unknown",
    hint: `It offers ${names}`,
  });
}
