import { z } from "zod";
import { oneJsonObject } from "../answers/one-json-object.ts";
import type { AnswerReader } from "../answers/task-model.ts";
import { absent } from "../call/absence.ts";

const Findings = z.strictObject({
  steps: z.array(z.strictObject({ command: z.string(), quote: z.string() })).max(500),
  variables: z.array(z.strictObject({ name: z.string(), quote: z.string() })).max(500),
  branches: z.array(z.strictObject({ condition: z.string(), commands: z.array(z.string()).max(200) })).max(200),
});

/** What a model says it found. None of it counts before it was found in the source too. */
export type Findings = z.infer<typeof Findings>;

export function findingsReader(redact: (text: string) => string): AnswerReader<Findings> {
  return {
    read(text) {
      const object = oneJsonObject(text);
      if (object === undefined) return absent("malformed", "the model's answer is not exactly one JSON object");
      const parsed = Findings.safeParse(object);
      if (!parsed.success) return absent("malformed", "the model's answer is not of the agreed form");
      const { steps, variables, branches } = parsed.data;
      return {
        state: "read",
        value: {
          steps: steps.map(({ command, quote }) => ({ command: redact(command), quote: redact(quote) })),
          variables: variables.map(({ name, quote }) => ({ name: redact(name), quote: redact(quote) })),
          branches: branches.map(({ condition, commands }) => ({
            condition: redact(condition),
            commands: commands.map(redact),
          })),
        },
      };
    },
    write: (findings) => JSON.stringify(findings),
  };
}
