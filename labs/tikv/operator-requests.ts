import { covers } from "./keys.ts";
import type { Cluster, Region, Store } from "./model.ts";
import { addOperator, type Order } from "./operators.ts";
import { hasVoter } from "./schedulers.ts";
import { isUnhealthy } from "./store-state.ts";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Input = Readonly<Record<string, unknown>>;

/** What stands in the way, as PD would say it. */
class Refused extends Error {
  readonly status: number;
  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

/** `POST /operators`: checks what is asked and puts the operator in the queue. Accepted is not done. */
export function requestOperator(cluster: Cluster, input: Input): Answer {
  try {
    if (typeof input.name !== "string") throw new Refused(400, "missing operator name");
    const request = requests[input.name];
    if (request === undefined) throw new Refused(400, "unknown operator");
    request(cluster, input);
    return { status: 200, body: "The operator is created." };
  } catch (error) {
    if (error instanceof Refused) return { status: error.status, body: error.message };
    throw error;
  }
}

const requests: Readonly<Record<string, (cluster: Cluster, input: Input) => void>> = {
  "transfer-leader"(cluster, input) {
    const region = regionOf(cluster, number(input.region_id, "missing region id"));
    const to = number(input.to_store_id, "missing store id to transfer leader to");
    if (!region.peers.some(({ storeId }) => storeId === to))
      throw new Refused(500, `region has no voter in store ${to}`);
    if (!hasVoter(region.peers, to)) throw new Refused(500, `cannot transfer leader to ${to}: not voter`);
    if (isUnhealthy(cluster, storeOf(cluster, to)))
      throw new Refused(500, `cannot transfer leader to ${to}: unhealthy`);
    if (region.leaderStoreId === to) throw new Refused(500, "no operator step is built");
    submit(cluster, region, {
      desc: "admin-transfer-leader",
      brief: `transfer leader: store ${region.leaderStoreId} to ${to}`,
      kind: "admin,leader",
      steps: [{ kind: "transfer_leader", from: region.leaderStoreId, to }],
    });
  },
  "transfer-peer"(cluster, input) {
    const region = regionOf(cluster, number(input.region_id, "missing region id"));
    const from = number(input.from_store_id, "invalid store id to transfer peer from");
    const to = number(input.to_store_id, "invalid store id to transfer peer to");
    const moved = region.peers.find(({ storeId }) => storeId === from);
    if (moved === undefined) throw new Refused(500, `region has no peer in store ${from}`);
    healthyTarget(cluster, region, to);
    const heir = region.peers.find(({ storeId }) => storeId !== from)?.storeId ?? to;
    const peerId = cluster.nextId();
    submit(cluster, region, {
      desc: "admin-move-peer",
      brief: `mv peer: store [${from}] to [${to}]`,
      kind: "admin,region",
      steps: [
        { kind: "add_learner", storeId: to, peerId },
        { kind: "promote_learner", storeId: to, peerId },
        ...(region.leaderStoreId === from ? [{ kind: "transfer_leader", from, to: heir } as const] : []),
        { kind: "remove_peer", storeId: from },
      ],
    });
  },
  "add-peer"(cluster, input) {
    const region = regionOf(cluster, number(input.region_id, "missing region id"));
    const to = number(input.store_id, "invalid store id to transfer peer to");
    healthyTarget(cluster, region, to);
    const peerId = cluster.nextId();
    submit(cluster, region, {
      desc: "admin-add-peer",
      brief: `add peer: store [${to}]`,
      kind: "admin,region",
      steps: [
        { kind: "add_learner", storeId: to, peerId },
        { kind: "promote_learner", storeId: to, peerId },
      ],
    });
  },
  "remove-peer"(cluster, input) {
    const region = regionOf(cluster, number(input.region_id, "missing region id"));
    const from = number(input.store_id, "invalid store id to transfer peer from");
    if (!region.peers.some(({ storeId }) => storeId === from))
      throw new Refused(500, `region has no peer in store ${from}`);
    const heir = region.peers.find(({ storeId }) => storeId !== from)?.storeId ?? 0;
    submit(cluster, region, {
      desc: "admin-remove-peer",
      brief: `rm peer: store [${from}]`,
      kind: "admin,region",
      steps: [
        ...(region.leaderStoreId === from ? [{ kind: "transfer_leader", from, to: heir } as const] : []),
        { kind: "remove_peer", storeId: from },
      ],
    });
  },
  "merge-region"(cluster, input) {
    const source = regionOf(cluster, number(input.source_region_id, "invalid region id to merge from"));
    const target = regionOf(cluster, number(input.target_region_id, "invalid region id to merge to"));
    const touch = (a: Region, b: Region) => a.endKey === b.startKey && a.endKey !== "";
    if (!touch(source, target) && !touch(target, source)) throw new Refused(500, "two regions are not adjacent");
    for (const { id, peers } of [source, target]) {
      const isHealthy =
        peers.length >= Number(cluster.replication["max-replicas"]) &&
        !peers.some(({ isPending, role }) => isPending || role === 1);
      if (!isHealthy) throw new Refused(500, `region ${id} has abnormal peer`);
    }
    submit(cluster, source, {
      desc: "admin-merge-region",
      brief: `merge: region ${source.id} to ${target.id}`,
      kind: "admin,merge",
      steps: [{ kind: "merge", source: source.id, target: target.id }],
    });
  },
  "split-region"(cluster, input) {
    const region = regionOf(cluster, number(input.region_id, "missing region id"));
    const policy = typeof input.policy === "string" ? input.policy.toLowerCase() : "";
    if (!["scan", "approximate", "usekey"].includes(policy)) {
      throw new Refused(500, `check policy ${String(input.policy)} is not supported`);
    }
    const keys = policy === "usekey" ? splitKeys(region, input.keys) : [];
    submit(cluster, region, {
      desc: "admin-split-region",
      brief: `split: region ${region.id} use policy ${policy.toUpperCase()}`,
      kind: "admin,split",
      steps: [{ kind: "split", keys }],
    });
  },
};

function splitKeys(region: Region, given: unknown): readonly string[] {
  const keys = Array.isArray(given) ? given.map(String) : [];
  for (const key of keys)
    if (!/^([0-9a-f]{2})+$/i.test(key)) throw new Refused(500, `split key ${key} is not in hex format`);
  return keys.map((key) => key.toUpperCase()).filter((key) => covers(region, key) && key !== region.startKey);
}

function number(value: unknown, missing: string): number {
  // A text is taken for missing, as a JSON number is what the handler looks for.
  if (typeof value !== "number") throw new Refused(400, missing);
  return value;
}

function regionOf(cluster: Cluster, id: number): Region {
  const region = cluster.regions.get(id);
  if (region === undefined) throw new Refused(500, `[PD:region:ErrRegionNotFound]region ${id} not found`);
  return region;
}

function storeOf(cluster: Cluster, id: number): Store {
  const store = cluster.stores.get(id);
  if (store === undefined) throw new Refused(500, `[PD:core:ErrStoreNotFound]store ${id} not found`);
  return store;
}

function healthyTarget(cluster: Cluster, region: Region, id: number): void {
  if (region.peers.some(({ storeId }) => storeId === id))
    throw new Refused(500, `region already has peer in store ${id}`);
  const store = storeOf(cluster, id);
  if (store.state === 2) throw new Refused(500, `[PD:core:ErrStoreRemoved]store ${id} has been removed`);
  if (isUnhealthy(cluster, store)) throw new Refused(500, `store ${id} is unhealthy`);
}

function submit(cluster: Cluster, region: Region, order: Order): void {
  if (addOperator(cluster, region, order)) return;
  throw new Refused(500, "[PD:operator:ErrAddOperator]failed to add operator, maybe already have one");
}
