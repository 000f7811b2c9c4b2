import { z } from "zod";
import { Level } from "./words.ts";

export const ResolvedCommand = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("words"), words: z.array(z.string()) }),
    z.object({ kind: z.literal("shell"), script: z.string() }),
    z.object({
      kind: z.literal("action"),
      name: z.string(),
      version: z.int(),
      parameters: z.record(z.string(), z.unknown()),
    }),
  ])
  .meta({ id: "ResolvedCommand" });

export const Cap = z.object({
  name: z.string(),
  level: Level,
  reason: z.string(),
  /** An emergency elevation lifts it by one level. */
  isRaisable: z.boolean().optional(),
});
export const DemandKind = z.enum(["click", "typed_target", "four_eyes"]);
/** What a yes takes: so many different people, each of the quorums met. */
export const Demand = z
  .object({
    kind: DemandKind,
    count: z.int(),
    quorums: z.array(
      z.object({
        rule: z.string(),
        /** Nobody named: everybody who may approve at all. */
        approvers: z.array(z.string()),
        count: z.int(),
        escalation: z.array(z.array(z.string())),
      }),
    ),
    lifetimesMs: z.array(z.number()),
  })
  .meta({ id: "Demand" });
export const Decision = z
  .object({
    verdict: z.enum(["run", "approve", "by_hand", "refuse"]),
    level: Level,
    confirmation: z.enum(["click", "typed_target"]),
    caps: z.array(Cap),
    findings: z.array(z.object({ rule: z.string(), verdict: z.string(), reason: z.string() })),
    /** Absent in what was decided before demands were kept. */
    demand: Demand.optional(),
    /** What each rule demanded of a yes, and why. */
    demands: z
      .array(
        z.object({
          rule: z.string(),
          reason: z.string(),
          kind: DemandKind.optional(),
          count: z.int().optional(),
        }),
      )
      .optional(),
  })
  .meta({ id: "Decision" });

/** A look at the target that only reads. */
export const GuardView = z
  .object({ name: z.string(), command: ResolvedCommand, outputIncludes: z.string().optional() })
  .meta({ id: "Guard" });
