import { z } from "zod";

/** How the evidence of one execution is printed. */
export const EvidenceQuery = z.object({ paper: z.enum(["a4", "letter"]).default("a4") });

export type EvidencePaper = z.output<typeof EvidenceQuery>["paper"];
