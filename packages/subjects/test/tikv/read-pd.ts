import { z } from "zod";
import type { TikvLab } from "../../../../labs/tikv/lab.ts";
import { askPd } from "./open-lab.ts";

/** What tests look at of PD's answers, with everything else left as it was sent. */
const onStore = z.looseObject({ store_id: z.number() });
export const Region = z.looseObject({
  id: z.number(),
  start_key: z.string(),
  end_key: z.string(),
  leader: onStore,
  peers: z.array(onStore),
  down_peers: z.array(z.looseObject({ down_seconds: z.number() })).optional(),
});
export const Regions = z.looseObject({ count: z.number(), regions: z.array(Region) });
export const Named = z.looseObject({ name: z.string() });
export const Store = z.looseObject({
  store: z.looseObject({ state_name: z.string() }),
  status: z.looseObject({ leader_count: z.number() }),
});
export const Stores = z.looseObject({ count: z.number(), stores: z.array(Store) });
export const Leaders = z.looseObject({ store_leader_count: z.record(z.string(), z.number()) });
export const Operators = z.array(z.looseObject({ desc: z.string(), region_id: z.number() }));
export const Evicted = z.looseObject({ "store-id-ranges": z.record(z.string(), z.unknown()).optional() });

/** Reads from a PD member of a lab, and is wrong where the answer has another form. */
export async function readPd<Schema extends z.ZodType>(
  lab: TikvLab,
  schema: Schema,
  path: string,
): Promise<z.output<Schema>> {
  return schema.parse((await askPd(lab, "GET", path)).json);
}
