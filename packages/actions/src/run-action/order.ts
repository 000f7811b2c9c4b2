import { z } from "zod";

/** What an action of ours needs to know of the installation it is taken in. It holds secrets. */
const OfInstallation = z.object({
  allowedNetworks: z.array(z.string()),
  channels: z.record(z.string(), z.object({ url: z.string(), secret: z.string() })),
  script: z.object({ socketPath: z.string(), installation: z.string() }),
});

/** What an action of a subject needs to know, and nothing else: that subject's file, with the variables that it names. */
const OfSubject = z.object({
  subject: z.object({ text: z.string(), environment: z.record(z.string(), z.string()) }),
});

/** What the runner writes to an action's standard input. */
export const ActionOrder = z.object({
  attemptId: z.string(),
  action: z.object({ name: z.string(), version: z.number(), parameters: z.record(z.string(), z.unknown()) }),
  settings: z.union([OfSubject, OfInstallation]),
});

export type InstallationSettings = z.output<typeof OfInstallation>;
/** Sent with each action. */
export type ActionSettings = z.output<typeof ActionOrder>["settings"];
