import { z } from "zod";

/** What the runner writes to an action's standard input. */
export const ActionOrder = z.object({
  attemptId: z.string(),
  action: z.object({ name: z.string(), version: z.number(), parameters: z.record(z.string(), z.unknown()) }),
  settings: z.object({
    allowedNetworks: z.array(z.string()),
    channels: z.record(z.string(), z.object({ url: z.string(), secret: z.string() })),
    script: z.object({ socketPath: z.string(), installation: z.string() }),
  }),
});

/** What actions need to know of the installation they are taken in. Sent with each of them; it holds secrets. */
export type ActionSettings = z.output<typeof ActionOrder>["settings"];
