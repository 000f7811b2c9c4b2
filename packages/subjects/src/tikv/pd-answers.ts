import { z } from "zod";
import type { PdValue } from "./read-json.ts";
import { bytesOf } from "./units.ts";

/** Ids of stores, regions and peers come from a counter, so a number holds them. */
const id = z.number();
const count = z.number().default(0);

const StoreAnswer = z.object({
  store: z.object({
    id,
    address: z.string(),
    state_name: z.enum(["Up", "Disconnected", "Down", "Offline", "Tombstone"]),
  }),
  status: z
    .object({
      capacity: z.string().optional(),
      available: z.string().optional(),
      leader_count: count,
      leader_weight: z.number().default(1),
      region_count: count,
      pending_peer_count: count,
      slow_score: z.number().default(1),
      last_heartbeat_ts: z.string().optional(),
    })
    .prefault({}),
});

/** A store as PD sees it. */
export interface PdStore {
  readonly id: number;
  readonly address: string;
  readonly state: "Up" | "Disconnected" | "Down" | "Offline" | "Tombstone";
  readonly capacityBytes: number | undefined;
  readonly availableBytes: number | undefined;
  readonly leaders: number;
  readonly leaderWeight: number;
  readonly regions: number;
  readonly pendingPeers: number;
  readonly slowScore: number;
  readonly lastHeartbeat: string | undefined;
}

export function readStore(body: PdValue): PdStore {
  const { store, status } = StoreAnswer.parse(body);
  const bytes = (size: string | undefined) => (size === undefined ? undefined : bytesOf(size));
  return {
    id: store.id,
    address: store.address,
    state: store.state_name,
    capacityBytes: bytes(status.capacity),
    availableBytes: bytes(status.available),
    leaders: status.leader_count,
    leaderWeight: status.leader_weight,
    regions: status.region_count,
    pendingPeers: status.pending_peer_count,
    slowScore: status.slow_score,
    lastHeartbeat: status.last_heartbeat_ts,
  };
}

export function readStores(body: PdValue): readonly PdStore[] {
  // An empty list may be left out.
  const { stores } = z.object({ stores: z.array(z.custom<PdValue>()).nullish() }).parse(body);
  return (stores ?? []).map(readStore);
}

const PeerAnswer = z.object({
  id: id.default(0),
  store_id: id.default(0),
  role: z.number().default(0),
  is_learner: z.boolean().default(false),
});
const RegionAnswer = z
  .object({
    id: id.default(0),
    start_key: z.string().default(""),
    end_key: z.string().default(""),
    epoch: z.object({ conf_ver: count, version: count }).prefault({}),
    peers: z.array(PeerAnswer).nullish(),
    leader: PeerAnswer.nullish(),
  })
  .nullable();

/** A region as PD sees it. `leaderStoreId` 0 is none. */
export interface PdRegion {
  readonly id: number;
  readonly startKey: string;
  readonly endKey: string;
  readonly confVer: number;
  readonly version: number;
  readonly voters: readonly number[];
  readonly peers: readonly number[];
  readonly leaderStoreId: number;
}

/** `undefined` for a region that there is not: PD answers that with success and zeroes, older ones with `null`. */
export function readRegion(body: PdValue): PdRegion | undefined {
  const region = RegionAnswer.parse(body);
  if (region === null || region.id === 0) return undefined;
  const peers = region.peers ?? [];
  return {
    id: region.id,
    startKey: region.start_key,
    endKey: region.end_key,
    confVer: region.epoch.conf_ver,
    version: region.epoch.version,
    voters: peers.filter(({ role, is_learner }) => role === 0 && !is_learner).map(({ store_id }) => store_id),
    peers: peers.map(({ store_id }) => store_id),
    leaderStoreId: region.leader?.store_id ?? 0,
  };
}

export function readCount(body: PdValue): number {
  return z.object({ count }).parse(body).count;
}

export function readLeaderName(body: PdValue): string | undefined {
  const { leader } = z.object({ leader: z.object({ name: z.string() }).nullish() }).parse(body);
  return leader?.name;
}

export function readHealth(body: PdValue): readonly { readonly name: string; readonly health: boolean }[] {
  return z.array(z.object({ name: z.string(), health: z.boolean().default(false) })).parse(body);
}

/** The stores that evict-leader holds for. */
export function readEvicted(body: PdValue): readonly number[] {
  const ranges = z.object({ "store-id-ranges": z.record(z.string(), z.unknown()).nullish() }).parse(body);
  return Object.keys(ranges["store-id-ranges"] ?? {}).map(Number);
}

export function readNames(body: PdValue): readonly string[] {
  return z.array(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])).parse(body ?? []);
}

/** What of the schedule's configuration explains what is seen. Booleans are texts here. */
export function readSchedule(body: PdValue) {
  const isOn = z.union([z.boolean(), z.string().transform((text) => text === "true")]).default(false);
  const schedule = z
    .object({
      "low-space-ratio": z.number().default(0.8),
      "replica-schedule-limit": z.number().default(64),
      "halt-scheduling": isOn,
    })
    .parse(body);
  return {
    lowSpaceRatio: schedule["low-space-ratio"],
    replicaScheduleLimit: schedule["replica-schedule-limit"],
    isHalted: schedule["halt-scheduling"],
  };
}
