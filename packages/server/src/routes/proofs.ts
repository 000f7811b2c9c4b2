import { GrowthProof, InclusionProof } from "@steadyhand/api";
import { z } from "zod";
import { type Route, route } from "../http/route.ts";
import type { Services } from "../services.ts";

const Place = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** Proofs about the record that need neither the rest of it nor this server to be checked. */
export function proofRoutes({ ledger, reads }: Services): Route[] {
  return [
    route({
      operation: "proveEvent",
      summary: "That one event is in the ledger that its newest checkpoint states",
      params: z.strictObject({ sequence: Place }),
      answer: InclusionProof,
      async handle({ caller, params: { sequence } }) {
        const proof = await ledger.proveInclusion(caller.tenantId, sequence);
        await reads.note(caller, { what: "proof", filter: { sequence }, events: 1 });
        return { ...proof, path: [...proof.path] };
      },
    }),
    route({
      operation: "proveGrowth",
      summary: "That the ledger of the newest checkpoint begins with so many events, by their root",
      params: z.strictObject({ count: Place }),
      answer: GrowthProof,
      async handle({ caller, params: { count } }) {
        const proof = await ledger.proveGrowth(caller.tenantId, count);
        await reads.note(caller, { what: "proof", filter: { count }, events: 0 });
        return { ...proof, path: [...proof.path] };
      },
    }),
  ];
}
