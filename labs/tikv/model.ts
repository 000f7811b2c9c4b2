import type { Operator } from "./operators.ts";

/** 0 Voter, 1 Learner: what a region's peer is once no change of membership is under way. */
export type PeerRole = 0 | 1;

export interface Peer {
  readonly id: number;
  readonly storeId: number;
  role: PeerRole;
  /** Its log is too far behind, or it waits for a snapshot. */
  isPending: boolean;
}

export interface Region {
  readonly id: number;
  /** Upper-case hex; "" is no bound. */
  startKey: string;
  endKey: string;
  confVer: number;
  version: number;
  peers: Peer[];
  /** 0 where it has none. */
  leaderStoreId: number;
  sizeMiB: number;
}

export interface Store {
  readonly id: number;
  readonly name: string;
  address: string;
  statusAddress: string;
  readonly startedMs: number;
  lastHeartbeatMs: number;
  /** `cut_off`: it runs and serves, and PD does not hear from it. */
  process: "running" | "cut_off" | "stopped";
  stoppedMs: number | undefined;
  /** 0 Up, 1 Offline, 2 Tombstone. */
  state: 0 | 1 | 2;
  isPhysicallyDestroyed: boolean;
  readonly capacity: number;
  available: number;
  leaderWeight: number;
  regionWeight: number;
  labels: { key: string; value: string }[];
  limits: { "add-peer": number; "remove-peer": number };
  isSlow: boolean;
  slowScore: number;
  /** Requests so far by upper bound of a bucket, in the order of `latencyBounds`, not added up. */
  readonly requests: number[];
}

export interface PdMember {
  readonly name: string;
  readonly memberId: bigint;
  clientUrl: string;
  isRunning: boolean;
}

export interface Scheduler {
  readonly name: string;
  pausedMs?: number;
  resumeMs?: number;
}

export type LogLevel = "DEBUG" | "INFO" | "WARN" | "ERROR" | "FATAL";

export interface LogEntry {
  readonly member: string;
  readonly level: LogLevel;
  readonly source: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, string | number>>;
}

/** All that the lab knows. What runs in it is moved on by `simulate`, and read and changed by the routes. */
export interface Cluster {
  readonly id: bigint;
  /** Up to where it was simulated. */
  nowMs: number;
  readonly members: PdMember[];
  leader: string | undefined;
  leaderlessMs: number | undefined;
  /** Members run, and none of them may become leader. */
  isLeaderBarred: boolean;
  isRateLimited: boolean;
  /** What is asked is done, and the connection breaks before the answer. */
  losesAnswers: boolean;
  isBootstrapped: boolean;
  readonly stores: Map<number, Store>;
  readonly regions: Map<number, Region>;
  /** One that runs, by region. */
  readonly operators: Map<number, Operator>;
  /** Those that ended, newest last. */
  readonly ended: Operator[];
  readonly schedulers: Map<string, Scheduler>;
  /** Stores that evict-leader holds for. */
  readonly evicting: Set<number>;
  evictBatch: number;
  /** The store that grant-leader collects leaders on. */
  granted: number | undefined;
  readonly schedule: Record<string, unknown>;
  readonly replication: Record<string, unknown>;
  readonly nextId: () => number;
  readonly log: (entry: LogEntry) => void;
}

/** Upper bounds of `tikv_grpc_msg_duration_seconds`: 50 µs doubled up to about 104 s. */
export const latencyBounds: readonly number[] = Array.from({ length: 22 }, (_, n) => 5e-5 * 2 ** n);

const gib = 2 ** 30;

export interface ClusterSize {
  readonly stores: number;
  readonly regions: number;
}

/** Three PD members, stores `tikv1`…, and regions whose three peers and whose leaders lie evenly. */
export function createCluster({ stores, regions }: ClusterSize, nowMs: number, log: Cluster["log"]): Cluster {
  let lastId = 0;
  const nextId = () => ++lastId;
  const cluster: Cluster = {
    // Random 64-bit ids in the real thing, nearly always above 2^53; fixed ones keep a run repeatable.
    id: 7_420_911_206_841_093_377n,
    nowMs,
    members: [1, 2, 3].map((n) => ({
      name: `pd${n}`,
      memberId: 11_111_111_111_111_111_111n + BigInt(n) * 1_234_567_891n,
      clientUrl: "",
      isRunning: true,
    })),
    leader: "pd1",
    leaderlessMs: undefined,
    isLeaderBarred: false,
    isRateLimited: false,
    losesAnswers: false,
    isBootstrapped: true,
    stores: new Map(),
    regions: new Map(),
    operators: new Map(),
    ended: [],
    schedulers: new Map(standardSchedulers.map((name) => [name, { name }])),
    evicting: new Set(),
    evictBatch: 3,
    granted: undefined,
    schedule: { ...standardSchedule },
    replication: { ...standardReplication },
    nextId,
    log,
  };
  for (let n = 1; n <= stores; n++) addStore(cluster, `tikv${n}`);
  addRegions(cluster, regions);
  return cluster;
}

export function addStore(cluster: Cluster, name: string): Store {
  const store: Store = {
    id: cluster.nextId(),
    name,
    address: "",
    statusAddress: "",
    startedMs: cluster.nowMs,
    lastHeartbeatMs: cluster.nowMs,
    process: "running",
    stoppedMs: undefined,
    state: 0,
    isPhysicallyDestroyed: false,
    capacity: 100 * gib,
    available: 80 * gib,
    leaderWeight: 1,
    regionWeight: 1,
    labels: [{ key: "host", value: name }],
    limits: { "add-peer": 15, "remove-peer": 15 },
    isSlow: false,
    slowScore: 1,
    requests: latencyBounds.map(() => 0),
  };
  cluster.stores.set(store.id, store);
  return store;
}

function addRegions(cluster: Cluster, count: number): void {
  const ids = [...cluster.stores.keys()];
  const bound = (n: number) =>
    n === 0 || n === count
      ? ""
      : Buffer.from(`k${String(n).padStart(4, "0")}`)
          .toString("hex")
          .toUpperCase();
  for (let n = 0; n < count; n++) {
    const on = [0, 1, 2].map((offset) => ids[(n + offset) % ids.length] ?? 0);
    const id = cluster.nextId();
    cluster.regions.set(id, {
      id,
      startKey: bound(n),
      endKey: bound(n + 1),
      confVer: 5,
      version: count + 1,
      peers: on.map((storeId) => ({ id: cluster.nextId(), storeId, role: 0, isPending: false })),
      leaderStoreId: on[0] ?? 0,
      sizeMiB: 40,
    });
  }
}

export const standardSchedulers = [
  "balance-leader-scheduler",
  "balance-region-scheduler",
  "balance-hot-region-scheduler",
  "evict-slow-store-scheduler",
] as const;

const standardSchedule = {
  "max-store-down-time": "30m0s",
  "leader-schedule-limit": 4,
  "region-schedule-limit": 2048,
  "replica-schedule-limit": 64,
  "merge-schedule-limit": 8,
  "hot-region-schedule-limit": 4,
  "max-snapshot-count": 64,
  "max-pending-peer-count": 64,
  "max-merge-region-size": 54,
  "split-merge-interval": "1h0m0s",
  "low-space-ratio": 0.8,
  "high-space-ratio": 0.7,
  "leader-schedule-policy": "count",
  "scheduler-max-waiting-operator": 5,
  "store-limit-version": "v1",
  "halt-scheduling": "false",
  "enable-joint-consensus": "true",
};

const standardReplication = {
  "max-replicas": 3,
  "location-labels": "",
  "isolation-level": "",
  "enable-placement-rules": "true",
  "strictly-match-label": "false",
};
