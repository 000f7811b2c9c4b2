import type { Cluster, Store } from "./model.ts";
import { msOfGoDuration } from "./units.ts";

export type StoreStateName = "Up" | "Disconnected" | "Down" | "Offline" | "Tombstone";

const disconnectedAfterMs = 20_000;
const unhealthyAfterMs = 10 * 60_000;

/** As PD names it, worked out when it is read. */
export function stateNameOf(cluster: Cluster, store: Store): StoreStateName {
  if (store.state === 2) return "Tombstone";
  if (store.state === 1) return "Offline";
  const ageMs = heartbeatAgeMs(cluster, store);
  if (ageMs > msOfGoDuration(String(cluster.schedule["max-store-down-time"]))) return "Down";
  return ageMs > disconnectedAfterMs ? "Disconnected" : "Up";
}

export function heartbeatAgeMs(cluster: Cluster, store: Store): number {
  return cluster.nowMs - store.lastHeartbeatMs;
}

/** Such a store is given no peer by an operator. */
export function isUnhealthy(cluster: Cluster, store: Store): boolean {
  return heartbeatAgeMs(cluster, store) > unhealthyAfterMs;
}

export function isLowOnSpace(cluster: Cluster, store: Store): boolean {
  return store.available / store.capacity < 1 - Number(cluster.schedule["low-space-ratio"]);
}

/** Whether a step that needs it can be done by it. */
export function answers(store: Store | undefined): store is Store {
  return store !== undefined && store.process === "running" && store.state !== 2;
}

export function leadersOn(cluster: Cluster, storeId: number): number {
  return [...cluster.regions.values()].filter(({ leaderStoreId }) => leaderStoreId === storeId).length;
}

export function regionsOn(cluster: Cluster, storeId: number): number {
  return [...cluster.regions.values()].filter(({ peers }) => peers.some((peer) => peer.storeId === storeId)).length;
}
