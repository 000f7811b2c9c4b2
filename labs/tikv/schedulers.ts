import type { Cluster, Region, Scheduler, Store } from "./model.ts";
import { addOperator } from "./operators.ts";
import { answers, leadersOn, stateNameOf } from "./store-state.ts";

export const evictLeader = "evict-leader-scheduler";
export const grantLeader = "grant-leader-scheduler";

export function isPaused({ resumeMs }: Scheduler, nowMs: number): boolean {
  return resumeMs !== undefined && resumeMs > nowMs;
}

/** One turn of PD's schedulers and checkers, in the order of their urgency. */
export function schedule(cluster: Cluster): void {
  if (String(cluster.schedule["halt-scheduling"]) === "true" || !cluster.leader) return;
  const runs = (name: string) => {
    const scheduler = cluster.schedulers.get(name);
    return scheduler !== undefined && !isPaused(scheduler, cluster.nowMs);
  };
  repairReplicas(cluster);
  if (runs(evictLeader)) evict(cluster);
  if (runs(grantLeader)) grant(cluster);
  if (runs("balance-leader-scheduler")) balanceLeaders(cluster);
}

/** So many leaders may be on their way at once. */
function leaderRoom(cluster: Cluster): number {
  const moving = [...cluster.operators.values()].filter(({ kind }) => kind.includes("leader")).length;
  return Number(cluster.schedule["leader-schedule-limit"]) - moving;
}

function evict(cluster: Cluster): void {
  for (const storeId of cluster.evicting) {
    const room = Math.min(cluster.evictBatch, leaderRoom(cluster));
    for (const region of idleRegionsLedBy(cluster, storeId).slice(0, Math.max(0, room))) {
      const to = fewestLeaders(cluster, region);
      if (to !== undefined) moveLeader(cluster, region, to, "evict-leader");
    }
  }
}

function grant(cluster: Cluster): void {
  const to = cluster.granted;
  if (to === undefined || !answers(cluster.stores.get(to))) return;
  const elsewhere = idleRegions(cluster).filter(
    ({ leaderStoreId, peers }) => leaderStoreId !== to && hasVoter(peers, to),
  );
  for (const region of elsewhere.slice(0, Math.max(0, leaderRoom(cluster))))
    moveLeader(cluster, region, to, "grant-leader");
}

/** So many leaders more or less are not worth a move: PD tolerates a few, lest it moves them to and fro. */
const tolerated = 3;

/** From the store with most leaders to the one with fewest, while that makes them more alike. */
function balanceLeaders(cluster: Cluster): void {
  if (leaderRoom(cluster) <= 0) return;
  const byScore = leaderTargets(cluster).toSorted((a, b) => leadersOn(cluster, a.id) - leadersOn(cluster, b.id));
  const [least, most] = [byScore[0], byScore.at(-1)];
  if (least === undefined || most === undefined) return;
  if (leadersOn(cluster, most.id) - leadersOn(cluster, least.id) <= tolerated) return;
  const region = idleRegionsLedBy(cluster, most.id).find(({ peers }) => hasVoter(peers, least.id));
  if (region !== undefined) moveLeader(cluster, region, least.id, "balance-leader");
}

/** Gives regions the replicas that they lack, and takes them off stores that are leaving. */
function repairReplicas(cluster: Cluster): void {
  const wanted = Number(cluster.replication["max-replicas"]);
  const busy = [...cluster.operators.values()].filter(({ kind }) => kind.includes("replica")).length;
  let room = Number(cluster.schedule["replica-schedule-limit"]) - busy;
  for (const region of idleRegions(cluster)) {
    if (room <= 0) return;
    const stateOf = (storeId: number) => {
      const store = cluster.stores.get(storeId);
      return store === undefined ? "Tombstone" : stateNameOf(cluster, store);
    };
    const gone = region.peers.find(({ storeId }) => ["Down", "Offline", "Tombstone"].includes(stateOf(storeId)));
    if (gone === undefined && region.peers.length >= wanted) continue;
    const to = fewestRegions(cluster, region);
    if (to !== undefined && replace(cluster, region, { from: gone?.storeId, to: to.id })) room--;
  }
}

function replace(
  cluster: Cluster,
  region: Region,
  { from, to }: { readonly from: number | undefined; readonly to: number },
): boolean {
  const peerId = cluster.nextId();
  const leads = from !== undefined && region.leaderStoreId === from;
  const heir = region.peers.find(({ storeId }) => storeId !== from && answers(cluster.stores.get(storeId)));
  return addOperator(cluster, region, {
    desc: from === undefined ? "add-rule-peer" : "replace-rule-offline-peer",
    brief: from === undefined ? `add peer: store [${to}]` : `mv peer: store [${from}] to [${to}]`,
    kind: "replica,region",
    steps: [
      { kind: "add_learner", storeId: to, peerId },
      { kind: "promote_learner", storeId: to, peerId },
      ...(leads && heir ? [{ kind: "transfer_leader", from, to: heir.storeId } as const] : []),
      ...(from === undefined ? [] : [{ kind: "remove_peer", storeId: from } as const]),
    ],
  });
}

export function hasVoter(peers: Region["peers"], storeId: number): boolean {
  return peers.some((peer) => peer.storeId === storeId && peer.role === 0);
}

const idleRegions = (cluster: Cluster): Region[] =>
  [...cluster.regions.values()].filter(({ id }) => !cluster.operators.has(id));

const idleRegionsLedBy = (cluster: Cluster, storeId: number): Region[] =>
  idleRegions(cluster).filter(({ leaderStoreId }) => leaderStoreId === storeId);

/** Stores that leaders may move to: `undefined` has nowhere to go. */
const leaderTargets = (cluster: Cluster): Store[] =>
  [...cluster.stores.values()].filter(
    (store) => stateNameOf(cluster, store) === "Up" && !cluster.evicting.has(store.id) && store.id !== cluster.granted,
  );

function fewestLeaders(cluster: Cluster, region: Region): number | undefined {
  const [least] = leaderTargets(cluster)
    .filter(({ id }) => id !== region.leaderStoreId && hasVoter(region.peers, id))
    .toSorted((a, b) => leadersOn(cluster, a.id) - leadersOn(cluster, b.id));
  return least?.id;
}

function fewestRegions(cluster: Cluster, region: Region): Store | undefined {
  const count = (store: Store) =>
    [...cluster.regions.values()].filter(({ peers }) => peers.some(({ storeId }) => storeId === store.id)).length;
  const [least] = [...cluster.stores.values()]
    .filter(
      (store) => stateNameOf(cluster, store) === "Up" && !region.peers.some(({ storeId }) => storeId === store.id),
    )
    .toSorted((a, b) => count(a) - count(b));
  return least;
}

function moveLeader(cluster: Cluster, region: Region, to: number, by: string): void {
  const from = region.leaderStoreId;
  const steps = [{ kind: "transfer_leader", from, to } as const];
  addOperator(cluster, region, { desc: by, brief: `transfer leader: store ${from} to ${to}`, kind: "leader", steps });
}
