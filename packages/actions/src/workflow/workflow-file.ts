import { z } from "zod";

/** The longest a workflow may let an effect settle. */
const mostSettleMs = 3_600_000;
const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

const duration = z
  .string()
  .regex(/^\d{1,6}(ms|s|m|h)$/, 'write a time such as "10s" or "2m"')
  .transform((text) => {
    const [, amount, unit] = text.match(/^(\d+)(ms|s|m|h)$/) ?? [];
    // The pattern above leaves nothing else.
    return Number(amount) * unitMs[unit as keyof typeof unitMs];
  })
  .refine((ms) => ms <= mostSettleMs, "an hour is the most");

const text = (most: number) => z.string().trim().min(1).max(most);
const parameters = z.record(z.string(), z.json());
const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, "a name is letters, digits, _ and -, a letter first");

const Variable = z.union(
  [
    z.null(),
    z.string().max(4096),
    z.number(),
    z.strictObject({
      default: z.union([z.string().max(4096), z.number()]).optional(),
      type: z
        .enum(["text", "number", "host", "ip", "path", "url", "name", "namespace", "date", "secret"])
        .default("text"),
    }),
  ],
  "a variable is a default value, nothing, or `default` and `type`",
);

const Step = z.strictObject({
  name: text(200),
  about: text(2000).optional(),
  action: z.string().optional(),
  with: parameters.optional(),
  run: text(64 * 1024).optional(),
  undo: z
    .union([text(64 * 1024), z.strictObject({ action: z.string(), with: parameters.default({}) })], {
      error: "it is a command, or `action` and `with`",
    })
    .optional(),
  expect: text(500).optional(),
  settle: duration.optional(),
  retries: z.int().min(0).max(3).optional(),
  when: z.strictObject({ step: z.string(), is: z.enum(["succeeded", "skipped"]).default("succeeded") }).optional(),
});

/** A workflow as its file has it. */
export const WorkflowFile = z.strictObject({
  workflow: text(200),
  about: text(4000).optional(),
  variables: z.record(name, Variable).default({}),
  steps: z.array(Step).min(1, "a workflow has a step at least").max(500),
});

export type WorkflowFileValue = z.output<typeof WorkflowFile>;
export type WorkflowStepValue = WorkflowFileValue["steps"][number];
