import type { Cluster, Peer, Region } from "./model.ts";
import { stateNameOf } from "./store-state.ts";

const downPeerAfterMs = 10 * 60_000;
const oversizedMiB = 144;

/** Peers whose store is silent for so long that their region's leader reports them. */
export function downPeersOf(cluster: Cluster, region: Region): { readonly peer: Peer; readonly downSeconds: number }[] {
  if (region.leaderStoreId === 0) return [];
  return region.peers.flatMap((peer) => {
    const stoppedMs = cluster.stores.get(peer.storeId)?.stoppedMs;
    const silentMs = stoppedMs === undefined ? 0 : cluster.nowMs - stoppedMs;
    return silentMs >= downPeerAfterMs ? [{ peer, downSeconds: Math.floor(silentMs / 1000) }] : [];
  });
}

export const regionChecks: Readonly<Record<string, (cluster: Cluster, region: Region) => boolean>> = {
  "miss-peer": ({ replication }, { peers }) => peers.length < Number(replication["max-replicas"]),
  "extra-peer": ({ replication }, { peers }) => peers.length > Number(replication["max-replicas"]),
  "down-peer": (cluster, region) => downPeersOf(cluster, region).length > 0,
  "pending-peer": (_, { peers }) => peers.some(({ isPending }) => isPending),
  "offline-peer": (cluster, { peers }) =>
    peers.some(({ storeId }) => {
      const store = cluster.stores.get(storeId);
      return store !== undefined && stateNameOf(cluster, store) === "Offline";
    }),
  "learner-peer": (_, { peers }) => peers.some(({ role }) => role === 1),
  "empty-region": (_, { sizeMiB }) => sizeMiB <= 1,
  "oversized-region": (_, { sizeMiB }) => sizeMiB >= oversizedMiB,
  "undersized-region": ({ schedule }, { sizeMiB }) => sizeMiB <= Number(schedule["max-merge-region-size"]),
};

export function regionsInOrder({ regions }: Cluster): Region[] {
  return [...regions.values()].toSorted((a, b) => (a.startKey < b.startKey ? -1 : 1));
}

export function presentRegion(cluster: Cluster, region: Region) {
  const down = downPeersOf(cluster, region);
  const pending = region.peers.filter(({ isPending }) => isPending);
  const leader = region.peers.find(({ storeId }) => storeId === region.leaderStoreId);
  return {
    id: region.id,
    start_key: region.startKey,
    end_key: region.endKey,
    epoch: { conf_ver: region.confVer, version: region.version },
    peers: region.peers.map(presentPeer),
    leader: leader === undefined ? { role_name: "Voter" } : presentPeer(leader),
    ...(down.length > 0 && {
      down_peers: down.map(({ peer, downSeconds }) => ({ peer: presentPeer(peer), down_seconds: downSeconds })),
    }),
    ...(pending.length > 0 && { pending_peers: pending.map(presentPeer) }),
    cpu_usage: 0,
    written_bytes: 0,
    read_bytes: 0,
    written_keys: 0,
    read_keys: 0,
    approximate_size: Math.round(region.sizeMiB),
    approximate_keys: Math.round(region.sizeMiB * 10_000),
  };
}

/** What PD answers for a region that there is not: success, and zeroes. */
export const noRegion = {
  id: 0,
  start_key: "",
  end_key: "",
  epoch: {},
  peers: [],
  leader: { role_name: "Voter" },
  cpu_usage: 0,
  written_bytes: 0,
  read_bytes: 0,
  written_keys: 0,
  read_keys: 0,
  approximate_size: 0,
  approximate_keys: 0,
};

/** Zero values are left out: a voter's role is. */
function presentPeer({ id, storeId, role }: Peer) {
  return {
    id,
    store_id: storeId,
    ...(role === 1 && { role, is_learner: true }),
    role_name: role === 1 ? "Learner" : "Voter",
  };
}
