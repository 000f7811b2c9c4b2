import { z } from "zod";

/** One server among those that share a database. */
export const NodeItem = z
  .object({
    id: z.string(),
    name: z.string(),
    /** The target whose steps it can run. */
    target: z.string(),
    version: z.string(),
    address: z.string().optional(),
    startedAt: z.iso.datetime(),
    /** How often it began anew: whoever takes its lease away raises this. */
    epoch: z.int(),
    /** `living`: its lease holds. `gone`: it ended or stands still, and others have taken over, or will within 5 s. */
    state: z.enum(["living", "gone"]),
    /** How long its lease still holds without a heartbeat; negative since it ended. */
    leaseLeftMs: z.number(),
    /** How many open executions it carries. */
    carries: z.int(),
    /** The folder that remembers what ran: nodes with the same one take over each other's steps as they run. */
    runnerId: z.string(),
    /** Whether it is the one that answers. */
    isThis: z.boolean(),
  })
  .meta({ id: "Node" });

export const NodePage = z.object({ items: z.array(NodeItem) });

export type NodePageWire = z.output<typeof NodePage>;
