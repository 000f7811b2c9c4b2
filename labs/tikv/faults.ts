import { addStore, type Cluster, type Region, type Store } from "./model.ts";
import { evictLeader, hasVoter } from "./schedulers.ts";

/** What a fault is told: a store by its name, a PD member, how many regions. */
export interface FaultTarget {
  readonly store?: string | undefined;
  readonly member?: string | undefined;
  readonly regions?: number | undefined;
}

/** Something that goes wrong, and what ends it. What it did to the cluster meanwhile heals as it would in the real thing. */
interface LabFault {
  readonly what: string;
  begin(cluster: Cluster, target: FaultTarget): void;
  end(cluster: Cluster, target: FaultTarget): void;
}

const aWhileMs = 11 * 60_000;

export const faults: Readonly<Record<string, LabFault>> = {
  store_stopped: {
    what: "a store's process ends",
    begin: (cluster, target) => stop(cluster, storeOf(cluster, target), 0),
    end: (cluster, target) => start(storeOf(cluster, target)),
  },
  store_cut_off: {
    what: "a store runs and serves, and PD does not hear from it",
    begin: (cluster, target) => {
      storeOf(cluster, target).process = "cut_off";
    },
    end: (cluster, target) => start(storeOf(cluster, target)),
  },
  peers_down: {
    what: "a store's process ended eleven minutes ago, so that leaders report its peers",
    begin: (cluster, target) => stop(cluster, storeOf(cluster, target), aWhileMs),
    end: (cluster, target) => start(storeOf(cluster, target)),
  },
  store_slow: {
    what: "a store answers a thousand times as slowly",
    begin: (cluster, target) => {
      const store = storeOf(cluster, target);
      store.isSlow = true;
      const fields = { takes: "1.523s", "region-id": 7 };
      cluster.log({
        member: store.name,
        level: "WARN",
        source: "store.rs:842",
        message: "[store 1] handle raft messages slowly",
        fields,
      });
    },
    end: (cluster, target) => {
      storeOf(cluster, target).isSlow = false;
    },
  },
  store_full: {
    what: "a store has five percent of its space left",
    begin: (cluster, target) => {
      const store = storeOf(cluster, target);
      store.available = store.capacity * 0.05;
    },
    end: (cluster, target) => {
      const store = storeOf(cluster, target);
      store.available = store.capacity * 0.8;
    },
  },
  peers_missing: {
    what: "regions lack a replica, and the limit for repairing them is 0",
    begin: (cluster, target) => {
      cluster.schedule["replica-schedule-limit"] = 0;
      for (const region of some(cluster, target)) {
        const lost = region.peers.find(({ storeId }) => storeId !== region.leaderStoreId);
        region.peers = region.peers.filter((peer) => peer !== lost);
        region.confVer++;
      }
    },
    end: (cluster) => {
      cluster.schedule["replica-schedule-limit"] = 64;
    },
  },
  peers_pending: {
    what: "followers on a store are far behind",
    begin: (cluster, target) => {
      const { id } = storeOf(cluster, target);
      const behind = [...cluster.regions.values()].filter(
        (region) => region.leaderStoreId !== id && hasVoter(region.peers, id),
      );
      for (const { peers } of behind.slice(0, target.regions ?? behind.length)) {
        for (const peer of peers) if (peer.storeId === id) peer.isPending = true;
      }
    },
    end: (cluster) => {
      for (const { peers } of cluster.regions.values()) for (const peer of peers) peer.isPending = false;
    },
  },
  leaders_piled: {
    what: "most leaders lie on one store, and balance-leader was left paused",
    begin: (cluster, target) => {
      const { id } = storeOf(cluster, target);
      const balance = cluster.schedulers.get("balance-leader-scheduler");
      Object.assign(balance ?? {}, { pausedMs: cluster.nowMs, resumeMs: cluster.nowMs + 24 * 3_600_000 });
      for (const region of cluster.regions.values()) if (hasVoter(region.peers, id)) region.leaderStoreId = id;
    },
    end: (cluster) => {
      Object.assign(cluster.schedulers.get("balance-leader-scheduler") ?? {}, { resumeMs: cluster.nowMs });
    },
  },
  evict_left_behind: {
    what: "somebody drained a store and forgot it",
    begin: (cluster, target) => {
      cluster.schedulers.set(evictLeader, { name: evictLeader });
      cluster.evicting.add(storeOf(cluster, target).id);
    },
    end: (cluster, target) => {
      cluster.evicting.delete(storeOf(cluster, target).id);
      if (cluster.evicting.size === 0) cluster.schedulers.delete(evictLeader);
    },
  },
  store_replaced: {
    what: "a store that is a tombstone is started with an empty disk, and joins under its address with another id",
    begin: (cluster, target) => {
      const old = storeOf(cluster, target);
      if (old.state !== 2)
        throw new RangeError(`${old.name} is no tombstone, and PD lets no second store have its address`);
      const { address, statusAddress } = old;
      Object.assign(addStore(cluster, old.name), { address, statusAddress });
    },
    end: () => {
      // It has joined: nothing takes that back.
    },
  },
  pd_leaderless: {
    what: "PD's members run and none of them leads",
    begin: (cluster) => {
      cluster.isLeaderBarred = true;
    },
    end: (cluster) => {
      cluster.isLeaderBarred = false;
    },
  },
  pd_member_down: {
    what: "a PD member's process ends",
    begin: (cluster, target) => {
      memberOf(cluster, target).isRunning = false;
    },
    end: (cluster, target) => {
      memberOf(cluster, target).isRunning = true;
    },
  },
  not_bootstrapped: {
    what: "no TiKV has joined yet",
    begin: (cluster) => {
      cluster.isBootstrapped = false;
    },
    end: (cluster) => {
      cluster.isBootstrapped = true;
    },
  },
  rate_limited: {
    what: "PD answers that there are too many requests",
    begin: (cluster) => {
      cluster.isRateLimited = true;
    },
    end: (cluster) => {
      cluster.isRateLimited = false;
    },
  },
  answers_lost: {
    what: "what is asked is done, and the answer is lost",
    begin: (cluster) => {
      cluster.losesAnswers = true;
    },
    end: (cluster) => {
      cluster.losesAnswers = false;
    },
  },
};

function stop(cluster: Cluster, store: Store, agoMs: number): void {
  store.process = "stopped";
  store.stoppedMs = cluster.nowMs - agoMs;
  store.lastHeartbeatMs -= agoMs;
}

function start(store: Store): void {
  store.process = "running";
  store.stoppedMs = undefined;
}

function some(cluster: Cluster, { regions = 5 }: FaultTarget): Region[] {
  return [...cluster.regions.values()].slice(0, regions);
}

function storeOf(cluster: Cluster, { store: name }: FaultTarget): Store {
  const store = [...cluster.stores.values()].find((candidate) => candidate.name === name);
  if (store === undefined) throw new RangeError(`There is no store ${name}`);
  return store;
}

function memberOf(cluster: Cluster, { member: name }: FaultTarget) {
  const member = cluster.members.find((candidate) => candidate.name === name);
  if (member === undefined) throw new RangeError(`There is no PD member ${name}`);
  return member;
}
