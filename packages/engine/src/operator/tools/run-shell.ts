import type { ToolCall } from "@steadyhand/core/investigation";
import { actorOf } from "../actor-of.ts";
import { proposeAction } from "../propose-action.ts";
import { hasFreeHand } from "./declare-tools.ts";
import type { Given, ToolContext } from "./perform-tool.ts";
import { refused, resultOf } from "./result-of-run.ts";

/**
 * A command in a lab that may be thrown away: the lab's own action `shell`, on the one road, with the lab as its target. Every call is a run of
 * its own in the record, with its reason.
 */
export async function runShell({ arguments: { command } }: ToolCall, context: ToolContext): Promise<Given> {
  const { operated, investigation, options, tenantId } = context;
  if (!hasFreeHand(operated)) {
    return refused(`${operated.subject.name} is no disposable lab whose file names a shell and asks for L5`);
  }
  if (typeof command !== "string" || command.trim() === "") return refused("there is no command");
  const caller = { tenantId, actor: actorOf(investigation.reasoner) };
  const { snapshot } = await proposeAction(options, caller, operated, {
    ...{ action: "shell", parameters: { command }, prefersRunbook: false },
    idempotencyKey: `${investigation.id}/${investigation.turns.length}`,
  });
  return resultOf(snapshot, caller, context);
}
