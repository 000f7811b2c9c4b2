import type { BlindSpot, MemberState, Observation, Sample, SeenMember } from "@steadyhand/core/invariant";
import { expectedIn } from "@steadyhand/subject";
import type { TikvConfig, TlsKeys } from "./config.ts";
import type { Buckets } from "./latency.ts";
import { lookAtLatency } from "./look-at-latency.ts";
import type { MeantDrains } from "./meant-drains.ts";
import {
  type PdStore,
  readCount,
  readEvicted,
  readHealth,
  readLeaderName,
  readNames,
  readSchedule,
  readStores,
} from "./pd-answers.ts";
import type { PdAnswer, PdClient } from "./pd-client.ts";
import type { PdValue } from "./read-json.ts";

export interface Looker {
  readonly config: TikvConfig;
  readonly pd: PdClient;
  readonly tls: TlsKeys | undefined;
  readonly now: () => Date;
  readonly meant: MeantDrains;
  /** What each store had served at the last look. */
  readonly served: Map<string, Buckets>;
}

/** What was read, or why not. */
export type Read<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly why: string };

/** Names of the samples that come of one store of PD's list. */
const storeSamples = [
  "store_id",
  "store_state",
  "leader_count",
  "leader_weight",
  "region_count",
  "pending_peers",
  "slow_score",
  "disk_free_share",
  "eviction",
] as const;
const regionKinds = ["miss", "down", "pending"] as const;

/** One whole look at the cluster. Everything is asked for at once, once it is known who leads. */
export async function look(looker: Looker, signal: AbortSignal): Promise<Observation> {
  const startedAt = looker.now();
  const latencies = lookAtLatency(looker, signal);
  const [{ leader, inTheWay }, health] = await Promise.all([
    findLeader(looker, signal),
    read(looker, "/health", readHealth, signal),
  ]);
  const blind: Read<never> | undefined = inTheWay === undefined ? undefined : { ok: false, why: inTheWay };
  const pick = <Value>(path: string, parse: (body: PdValue) => Value) => blind ?? read(looker, path, parse, signal);
  const [stores, evicted, schedulers, paused, schedule, ...regions] = await Promise.all([
    pick("/stores/check", readStores),
    blind ?? readEvictions(looker, signal),
    pick("/schedulers", readNames),
    pick("/schedulers?status=paused", readNames),
    pick("/config/schedule", readSchedule),
    ...regionKinds.map((kind) => pick(`/regions/check/${kind}-peer`, readCount)),
  ]);
  const latency = await latencies;
  const at = looker.now();
  const seen = seeStores(looker, stores, evicted, at);
  const parts = [
    seeLeader(leader),
    seeHealth(health),
    seen,
    ...regionKinds.map((kind, index) => one(`${kind}_peer_regions`, regions[index])),
    seeScheduling(schedulers, paused, schedule),
    latency,
  ];
  return {
    startedAt,
    endedAt: at,
    members: [...seen.members, ...seeMembers(looker, health)],
    samples: parts.flatMap(({ samples }) => samples),
    blind: parts.flatMap(({ blind }) => blind),
  };
}

export interface Part {
  readonly samples: readonly Sample[];
  readonly blind: readonly BlindSpot[];
}

interface Leadership {
  readonly leader: Read<string | undefined>;
  /** Why it is of no use to ask on: whoever is asked would look for the leader for seconds, or does not answer at all. */
  readonly inTheWay: string | undefined;
}

/** Whom PD's members follow: what one of them knows is enough, and none is a leader only where one that answers says so. */
async function findLeader({ pd }: Looker, signal: AbortSignal): Promise<Leadership> {
  const answers = await pd.getFromEach("/members", { signal });
  for (const { answer } of answers) {
    const name = answer.kind === "ok" ? tryRead(answer.body, readLeaderName) : undefined;
    if (name?.ok && name.value !== undefined) return { leader: name, inTheWay: undefined };
  }
  const why = answers.map(({ name, answer }) => `${name}: ${whyNot(answer)}`).join("; ");
  const isRefused = answers.some(({ answer }) => answer.kind === "ok" || answer.kind === "refused");
  const isLeaderless = answers.some(({ answer }) => answer.kind === "no_leader");
  const leader = isLeaderless ? ({ ok: true, value: undefined } as const) : ({ ok: false, why } as const);
  return { leader, inTheWay: isRefused ? undefined : why };
}

async function read<Value>(
  { pd }: Looker,
  path: string,
  parse: (body: PdValue) => Value,
  signal: AbortSignal,
): Promise<Read<Value>> {
  const answer = await pd.get(path, { signal });
  return answer.kind === "ok"
    ? tryRead(answer.body, parse, path)
    : { ok: false, why: `GET ${path}: ${whyNot(answer)}` };
}

/** No such scheduler is an answer: nothing is evicted. */
async function readEvictions({ pd }: Looker, signal: AbortSignal): Promise<Read<readonly number[]>> {
  const path = "/scheduler-config/evict-leader-scheduler/list";
  const answer = await pd.get(path, { signal });
  if (answer.kind === "refused" && answer.status === 404) return { ok: true, value: [] };
  return answer.kind === "ok"
    ? tryRead(answer.body, readEvicted, path)
    : { ok: false, why: `GET ${path}: ${whyNot(answer)}` };
}

function tryRead<Value>(body: PdValue, parse: (body: PdValue) => Value, path = ""): Read<Value> {
  try {
    return { ok: true, value: parse(body) };
  } catch (error) {
    return { ok: false, why: `GET ${path}: the answer has another shape: ${String(error).slice(0, 300)}` };
  }
}

export function whyNot(answer: Exclude<PdAnswer, { kind: "ok" }> | PdAnswer): string {
  switch (answer.kind) {
    case "ok":
      return "it answered";
    case "refused":
      return `PD answered ${answer.status}: ${answer.said}`;
    case "no_leader":
      return "PD has no leader";
    default:
      return answer.why;
  }
}

const one = (name: string, read: Read<number> | undefined): Part =>
  read?.ok
    ? { samples: [{ name, value: read.value }], blind: [] }
    : { samples: [], blind: [{ what: name, why: read?.why ?? "not asked" }] };

function seeLeader(leader: Read<string | undefined>): Part {
  if (!leader.ok) return { samples: [], blind: [{ what: "pd_has_leader", why: leader.why }] };
  const has = { name: "pd_has_leader", value: leader.value !== undefined };
  return { samples: leader.value === undefined ? [has] : [has, { name: "pd_leader", value: leader.value }], blind: [] };
}

function seeHealth(health: Read<ReturnType<typeof readHealth>>): Part {
  if (!health.ok) return { samples: [], blind: [{ what: "pd_health", why: health.why }] };
  return {
    samples: health.value.map(({ name, health: value }) => ({ name: "pd_health", member: name, value })),
    blind: [],
  };
}

function seeScheduling(
  schedulers: Read<readonly string[]>,
  paused: Read<readonly string[]>,
  schedule: Read<ReturnType<typeof readSchedule>>,
): Part {
  const samples: Sample[] = [];
  const blind: BlindSpot[] = [];
  const balancer = "balance-leader-scheduler";
  if (schedulers.ok && paused.ok) {
    samples.push({
      name: "balances_leaders",
      value: schedulers.value.includes(balancer) && !paused.value.includes(balancer),
    });
  } else {
    blind.push({
      what: "balances_leaders",
      why: [schedulers, paused].flatMap((read) => (read.ok ? [] : [read.why])).join("; "),
    });
  }
  if (schedule.ok) {
    const { lowSpaceRatio, replicaScheduleLimit, isHalted } = schedule.value;
    samples.push({ name: "low_space_ratio", value: lowSpaceRatio });
    samples.push({ name: "repairs_replicas", value: replicaScheduleLimit > 0 && !isHalted });
  } else {
    for (const what of ["low_space_ratio", "repairs_replicas"]) blind.push({ what, why: schedule.why });
  }
  return { samples, blind };
}

function seeStores(
  { config, meant }: Looker,
  stores: Read<readonly PdStore[]>,
  evicted: Read<readonly number[]>,
  at: Date,
): Part & { readonly members: readonly SeenMember[] } {
  const expected = config.stores.map(({ address }) => ({ id: address, kind: "tikv" }));
  if (!stores.ok) {
    const members = expected.map((member): SeenMember => ({ ...member, state: "unknown", why: stores.why }));
    const blind = ["members", ...storeSamples].map((what) => ({ what, why: stores.why }));
    return { members, samples: [], blind };
  }
  const ours = new Set(expected.map(({ id }) => id));
  // What was taken out of the cluster, and off our list too, is history.
  const current = currentStores(stores.value).filter(
    ({ address, state }) => state !== "Tombstone" || ours.has(address),
  );
  const seen = current.map((store): SeenMember => {
    const isDrained = evicted.ok && evicted.value.includes(store.id) && meant.isMeant(store.id, at);
    return { id: store.address, kind: "tikv", ...standing(store, isDrained) };
  });
  const parts = current
    .filter(({ state }) => state !== "Tombstone")
    .map((store) => seeStore(store, evicted, meant.isMeant(store.id, at)));
  return {
    members: expectedIn(expected, seen),
    samples: parts.flatMap(({ samples }) => samples),
    blind: parts.flatMap(({ blind }) => blind),
  };
}

/** An address may have had stores before the one that it has: those are tombstones. */
function currentStores(stores: readonly PdStore[]): readonly PdStore[] {
  const byAddress = new Map<string, PdStore>();
  for (const store of stores) {
    const before = byAddress.get(store.address);
    if (before === undefined || before.state === "Tombstone") byAddress.set(store.address, store);
  }
  return [...byAddress.values()];
}

function standing(
  { state, lastHeartbeat = "unknown" }: PdStore,
  isDrained: boolean,
): { state: MemberState; why: string } {
  const heard = `PD calls it ${state}; its last heartbeat came at ${lastHeartbeat}`;
  switch (state) {
    case "Up":
      return isDrained
        ? { state: "leaving", why: "its leaders are kept away, as was meant" }
        : { state: "up", why: heard };
    case "Disconnected":
      // Who drains a store means to stop it. When PD calls it Down, replicas are being rebuilt: nobody meant that.
      return isDrained
        ? { state: "leaving", why: `${heard}; it was drained first, as was meant` }
        : { state: "down", why: heard };
    case "Offline":
      return { state: "leaving", why: "somebody takes it out of the cluster: PD moves its peers away" };
    case "Tombstone":
      return {
        state: "down",
        why: "PD has it as a tombstone: it was taken out of the cluster, and it is expected all the same",
      };
    default:
      return { state: "down", why: heard };
  }
}

function seeStore(store: PdStore, evicted: Read<readonly number[]>, isMeant: boolean): Part {
  const member = store.address;
  const { capacityBytes, availableBytes } = store;
  const values: Readonly<Record<string, number | string | undefined>> = {
    store_id: store.id,
    store_state: store.state,
    leader_count: store.leaders,
    leader_weight: store.leaderWeight,
    region_count: store.regions,
    pending_peers: store.pendingPeers,
    slow_score: store.slowScore,
    disk_free_share: capacityBytes && availableBytes !== undefined ? availableBytes / capacityBytes : undefined,
    eviction: evicted.ok ? evictionOf(evicted.value.includes(store.id), isMeant) : undefined,
  };
  const entries = Object.entries(values);
  return {
    samples: entries.flatMap(([name, value]) => (value === undefined ? [] : [{ name, member, value }])),
    blind: entries.flatMap(([what, value]) =>
      value === undefined
        ? [{ what, member, why: what === "eviction" && !evicted.ok ? evicted.why : "PD says nothing of it" }]
        : [],
    ),
  };
}

const evictionOf = (isEvicted: boolean, isMeant: boolean) => (!isEvicted ? "none" : isMeant ? "meant" : "left_behind");

function seeMembers({ config }: Looker, health: Read<ReturnType<typeof readHealth>>): readonly SeenMember[] {
  const expected = config.pd.map(({ name }) => ({ id: name, kind: "pd" }));
  if (!health.ok) return expected.map((member) => ({ ...member, state: "unknown", why: health.why }));
  const seen = health.value.map(
    ({ name, health: isWell }): SeenMember => ({
      id: name,
      kind: "pd",
      ...(isWell ? { state: "up" } : { state: "down", why: "the other members cannot reach it" }),
    }),
  );
  return expectedIn(expected, seen);
}
