import { lookRunbook, type ToolCall, whyNotLocal } from "@steadyhand/core/investigation";
import type { Caller } from "../../engine.ts";
import { actorOf } from "../actor-of.ts";
import type { Given, ToolContext } from "./perform-tool.ts";
import { refused, resultOf } from "./result-of-run.ts";

/**
 * A command that only reads, on the one road: both keys must find it safe, and the gate must let it through without a person. Whatever
 * else it is, it is not run, and nobody is asked: who only looks does not fill people's lists with questions.
 */
export async function runCommand(call: ToolCall, context: ToolContext): Promise<Given> {
  const { options, investigation, tenantId, signal } = context;
  const { command } = call.arguments;
  if (typeof command !== "string") return refused("there is no command");
  // Whoever looks may have been told to by what it read: it must not be able to tell anybody else.
  const far = whyNotLocal(command);
  if (far !== undefined) return refused(far);
  const caller: Caller = { tenantId, actor: actorOf(investigation.reasoner) };
  const { merged } = await options.engine.judge(caller, { text: command, dialect: "shell" }, signal);
  if (merged.risk !== "safe") {
    return refused(`it is ${merged.risk} (${merged.why}), and only what both keys find safe is run while looking`);
  }
  const started = await start(command, caller, context);
  if (started === undefined) return refused("it could not be read as one command");
  return resultOf(started, caller, context);
}

async function start(command: string, caller: Caller, { options, operated, investigation }: ToolContext) {
  const parsed = options.readText(lookRunbook(command));
  const [only, ...others] = parsed?.steps ?? [];
  if (parsed === undefined || others.length > 0 || only?.command?.text !== command) return undefined;
  const { version } = await options.engine.importRunbook(caller, { parsed });
  const { subject, environment, project, level } = operated;
  return options.engine.startExecution(caller, {
    ...{ runbookId: version.id, version: version.version, mode: "run", values: {} },
    ...{ environment, subject: subject.name, ...(project !== undefined && { project }), ...(level && { level }) },
    idempotencyKey: `${investigation.id}/${investigation.turns.length}`,
  });
}
