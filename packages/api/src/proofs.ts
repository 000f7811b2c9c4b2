import { z } from "zod";

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** That one event is in the ledger that a signed checkpoint states: docs/ledger-format.md. */
export const InclusionProof = z
  .object({
    steadyhand_proof: z.literal(1),
    kind: z.literal("inclusion"),
    event: z.string(),
    path: z.array(Hash),
    checkpoint: z.string(),
  })
  .meta({ id: "InclusionProof" });

/** That the ledger of a signed checkpoint begins with all that an older one stated. */
export const GrowthProof = z
  .object({
    steadyhand_proof: z.literal(1),
    kind: z.literal("growth"),
    olderCount: z.int().min(1),
    olderRoot: Hash,
    path: z.array(Hash),
    checkpoint: z.string(),
  })
  .meta({ id: "GrowthProof" });

export type InclusionProofWire = z.output<typeof InclusionProof>;
export type GrowthProofWire = z.output<typeof GrowthProof>;
