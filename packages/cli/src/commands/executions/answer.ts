import { OpsError } from "@steadyhand/core/outcome";
import { command } from "../../command/command.ts";
import { serverOptions } from "../../session/server-options.ts";
import { actOnStep, stepArguments } from "./act-on-step.ts";

export const answer = command({
  name: "answer",
  summary: "Say whether the condition of a step holds",
  examples: ["steady executions answer exe_9xQ1 4 yes"],
  args: { ...stepArguments, answer: { help: "yes or no" } },
  options: serverOptions,
  async run({ args, options, ...services }) {
    if (args.answer !== "yes" && args.answer !== "no") {
      throw new OpsError(`Cannot answer with ${args.answer}: it is neither yes nor no`, {
        kind: "invalid",
        code: "usage.not_yes_or_no",
        hint: "steady executions answer EXECUTION STEP yes",
      });
    }
    const holds = args.answer === "yes";
    return actOnStep(args, { options, services }, async ({ client, step, parameters }) => {
      if (step.condition === undefined) {
        throw new OpsError(`Cannot answer for step ${step.number}: it has no condition`, {
          kind: "refused",
          code: "condition.not_asked",
        });
      }
      return client.commandStep({ parameters, body: { type: "answer", conditionId: step.condition.id, holds } });
    });
  },
});
