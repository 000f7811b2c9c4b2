import type { Cluster, Store } from "./model.ts";
import { leadersOn, regionsOn, stateNameOf } from "./store-state.ts";
import { goDuration, pdSize } from "./units.ts";

/** A store as PD shows it. Fields that are zero are left out where they come from a protobuf message. */
export function presentStore(cluster: Cluster, store: Store) {
  const { id, state } = store;
  const [leaders, regions] = [leadersOn(cluster, id), regionsOn(cluster, id)];
  const mib = (count: number) => count * 40;
  const pending = [...cluster.regions.values()].flatMap(({ peers }) =>
    peers.filter((peer) => peer.storeId === id && peer.isPending),
  ).length;
  return {
    store: {
      id,
      address: store.address,
      ...(store.labels.length > 0 && { labels: store.labels }),
      version: "8.5.7",
      peer_address: store.address,
      status_address: store.statusAddress,
      git_hash: "0000000000000000000000000000000000000000",
      start_timestamp: Math.floor(store.startedMs / 1000),
      deploy_path: "/",
      last_heartbeat: BigInt(Math.floor(store.lastHeartbeatMs)) * 1_000_000n,
      ...(state !== 0 && { state }),
      ...(store.isPhysicallyDestroyed && { physically_destroyed: true }),
      node_state: state + 1,
      state_name: stateNameOf(cluster, store),
    },
    status: {
      capacity: pdSize(store.capacity),
      available: pdSize(store.available),
      used_size: pdSize(store.capacity - store.available),
      leader_count: leaders,
      leader_weight: store.leaderWeight,
      leader_score: leaders / store.leaderWeight,
      leader_size: mib(leaders),
      region_count: regions,
      region_weight: store.regionWeight,
      region_score: mib(regions) / store.regionWeight,
      region_size: mib(regions),
      ...(pending > 0 && { pending_peer_count: pending }),
      slow_score: store.slowScore,
      start_ts: new Date(store.startedMs).toISOString(),
      last_heartbeat_ts: new Date(store.lastHeartbeatMs).toISOString(),
      uptime: goDuration(Math.max(0, store.lastHeartbeatMs - store.startedMs)),
    },
  };
}

/** What stands in the way of taking a store out of the cluster, or nothing. */
export function whyNotRemovable(cluster: Cluster, store: Store): string | undefined {
  const up = [...cluster.stores.values()].filter(({ state }) => state === 0).length;
  const need = Number(cluster.replication["max-replicas"]);
  if (store.state !== 0 || up - 1 >= need) return undefined;
  return `can not remove store ${store.id} since the number of up stores would be ${up - 1} while need ${need}`;
}
