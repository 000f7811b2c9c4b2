import { metric, type Series } from "./exposition.ts";
import type { Cluster, PdMember, Store } from "./model.ts";
import { regionChecks } from "./regions.ts";
import { isLowOnSpace, isUnhealthy, leadersOn, regionsOn, stateNameOf } from "./store-state.ts";

/** A member's `/metrics`: what is known of the cluster comes from the leader alone. */
export function pdMetrics(cluster: Cluster, member: PdMember): string {
  const isLeader = cluster.leader === member.name;
  return [
    metric("etcd_server_is_leader", "gauge", [{ value: isLeader ? 1 : 0 }]),
    metric("etcd_server_has_leader", "gauge", [{ value: cluster.leader === undefined ? 0 : 1 }]),
    ...(isLeader ? ofTheCluster(cluster) : []),
  ].join("");
}

function ofTheCluster(cluster: Cluster): string[] {
  const stores = [...cluster.stores.values()];
  return [
    metric("pd_cluster_status", "gauge", statuses(cluster, stores)),
    metric(
      "pd_regions_status",
      "gauge",
      Object.entries(regionChecks).map(([kind, check]) => ({
        labels: { type: kind.endsWith("-region") ? `${kind}-count` : `${kind}-region-count` },
        value: [...cluster.regions.values()].filter((region) => check(cluster, region)).length,
      })),
    ),
    metric(
      "pd_scheduler_store_status",
      "gauge",
      stores.filter(({ state }) => state !== 2).flatMap((store) => ofStore(cluster, store)),
    ),
    metric(
      "pd_cluster_health_status",
      "gauge",
      cluster.members.map(({ name, isRunning }) => ({ labels: { name }, value: isRunning ? 1 : 0 })),
    ),
  ];
}

function statuses(cluster: Cluster, stores: readonly Store[]): Series[] {
  const count = (type: string, isOne: (store: Store) => boolean): Series => ({
    labels: { type, engine: "tikv", store: 0 },
    value: stores.filter(isOne).length,
  });
  const isIn = (name: string) => (store: Store) => stateNameOf(cluster, store) === name;
  return [
    count("store_up_count", isIn("Up")),
    count("store_disconnected_count", isIn("Disconnected")),
    count("store_down_count", isIn("Down")),
    count("store_offline_count", isIn("Offline")),
    count("store_tombstone_count", isIn("Tombstone")),
    count("store_unhealth_count", (store) => store.state === 0 && isUnhealthy(cluster, store)),
    count("store_slow_count", ({ slowScore }) => slowScore >= 80),
    count("store_low_space_count", (store) => isLowOnSpace(cluster, store)),
    { labels: { type: "region_count", engine: "tikv", store: 0 }, value: cluster.regions.size },
  ];
}

function ofStore(cluster: Cluster, store: Store): Series[] {
  const values = {
    leader_count: leadersOn(cluster, store.id),
    region_count: regionsOn(cluster, store.id),
    store_available: store.available,
    store_used: store.capacity - store.available,
    store_capacity: store.capacity,
  };
  return Object.entries(values).map(([type, value]) => ({
    labels: { address: store.address, store: store.id, type },
    value,
  }));
}
