import type { ActionCall, PreparedCall } from "@steadyhand/core/action";
import type { Performed, Subject } from "@steadyhand/subject";
import type { TikvLab } from "../../../../labs/tikv/lab.ts";
import { askPd, idOf } from "./open-lab.ts";
import { Evicted, Region, Regions, readPd, Store } from "./read-pd.ts";

type Parameters = ActionCall["parameters"];

export function offered({ actions }: Subject, name: string) {
  const found = actions.find(({ action }) => action.declare().name === name);
  if (found === undefined) throw new Error(`no action ${name}`);
  return found;
}

export function prepare(subject: Subject, name: string, parameters: Parameters): PreparedCall {
  const prepared = offered(subject, name).action.prepare(parameters);
  if (!prepared.ok) throw new Error(JSON.stringify(prepared));
  return prepared.call;
}

export function perform(
  subject: Subject,
  name: string,
  parameters: Parameters,
  signal = AbortSignal.timeout(20_000),
): Promise<Performed> {
  return offered(subject, name).perform(prepare(subject, name, parameters), { signal });
}

export const regionsOf = async (lab: TikvLab) => (await readPd(lab, Regions, "/regions")).regions;

export async function ledBy(lab: TikvLab, store: string) {
  const id = idOf(lab, store);
  const region = (await regionsOf(lab)).find(({ leader }) => leader.store_id === id);
  if (region === undefined) throw new Error(`${store} leads nothing`);
  return region;
}

export const regionNow = (lab: TikvLab, id: number) => readPd(lab, Region, `/region/id/${id}`);
export const leadersOf = async (lab: TikvLab, id: number) =>
  (await readPd(lab, Store, `/store/${id}`)).status.leader_count;
export const evictedNow = async (lab: TikvLab) => {
  // Without the scheduler the answer is a text.
  const { json } = await askPd(lab, "GET", "/scheduler-config/evict-leader-scheduler/list");
  const ranges = typeof json === "string" ? {} : Evicted.parse(json)["store-id-ranges"];
  return Object.keys(ranges ?? {}).map(Number);
};
