import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { stepNamed } from "../../walk/step-named.ts";
import { actOnExecution } from "./act-on-execution.ts";

export const add = command({
  name: "add",
  summary: "Put a step into this execution that the runbook does not have; it is judged like every other",
  examples: ["steady executions add exe_9xQ1 'df -h /var' --title 'Look at the disk' --after 3"],
  args: { execution: { help: "the execution's id" }, command: { help: "the step's command, in quotes" } },
  options: {
    ...serverOptions,
    title: { type: "text", value: "text", help: "what it does, for people (default: the command)" },
    after: {
      type: "text",
      value: "step",
      help: "number or id of the step it comes after (default: the first place that is left)",
    },
  },
  run: ({ args, options, ...services }) =>
    actOnExecution(args.execution, { options, services }, (execution) => {
      const place = options.after ?? lastThatStands(execution.steps)?.id;
      const after = place === undefined ? undefined : stepNamed(execution, place).id;
      const title = options.title ?? args.command.split("\n", 1)[0]?.slice(0, 200) ?? "added";
      return { type: "add", title, command: args.command, ...(after !== undefined && { after }) };
    }),
});

/** The last step that is over or moves: nothing can be put in front of it. */
function lastThatStands(steps: readonly { readonly id: string; readonly phase: string }[]) {
  const movable = ["pending", "ready", "awaiting_approval", "failed", "rollback_available", "manual_intervention"];
  return steps.findLast(({ phase }) => !movable.includes(phase));
}
