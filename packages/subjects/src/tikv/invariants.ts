import type { Invariant, Judgement, Observation, SeenMember } from "@steadyhand/core/invariant";
import type { TikvConfig } from "./config.ts";
import { measuredStores } from "./look-at-latency.ts";

const minuteMs = 60_000;

/** What must hold on a cluster. `timing` of the configuration replaces an invariant's grace and settling time. */
export function tikvInvariants(config: TikvConfig): readonly Invariant[] {
  const all = [
    storeDown,
    highLatency(config),
    lowDiskSpace,
    regionHealth(config.thresholds),
    leaderImbalance(config.thresholds),
    schedulerLeftBehind,
    pdNoLeader,
    pdMemberDown,
  ];
  return all.map((invariant) => {
    const { grace_ms: graceMs = invariant.graceMs, settle_ms: settleMs = invariant.settleMs } =
      config.timing[invariant.name] ?? {};
    return { ...invariant, graceMs, settleMs };
  });
}

/** PD's own 20 seconds without a heartbeat are the grace. */
const storeDown: Invariant = {
  name: "store_down",
  title: "Every expected store sends heartbeats to PD",
  severity: "critical",
  graceMs: 0,
  settleMs: 30_000,
  reads: ["store_state"],
  judge: (observation) => ofKind(observation, "tikv").map((member) => standing(observation, member, "store_state")),
};

const pdMemberDown: Invariant = {
  name: "pd_member_down",
  title: "Every expected PD member answers the others",
  severity: "critical",
  graceMs: 10_000,
  settleMs: 30_000,
  reads: ["pd_health"],
  judge: (observation) => ofKind(observation, "pd").map((member) => standing(observation, member, "pd_health")),
};

function standing(observation: Observation, { id: member, state, why = state }: SeenMember, sample: string): Judgement {
  const value = sampleOf(observation, sample, member) ?? state;
  switch (state) {
    case "up":
    case "leaving": // What somebody planned is no outage.
      return { member, verdict: "holds", value, why };
    case "down":
      return { member, verdict: "violated", value, why };
    default:
      return { member, verdict: "unknown", why };
  }
}

function highLatency(config: TikvConfig): Invariant {
  const { p99_ms: limit, slow_score: slow } = config.thresholds;
  const measured = measuredStores(config);
  return {
    name: "high_latency",
    title: "Stores answer in time",
    severity: "warning",
    graceMs: minuteMs,
    settleMs: minuteMs,
    reads: ["slow_score", "leader_count", ...(measured.size > 0 ? ["p99_ms"] : [])],
    judge: (observation) =>
      ofKind(observation, "tikv").map(({ id: member }): Judgement => {
        const [score, p99] = [numberOf(observation, "slow_score", member), numberOf(observation, "p99_ms", member)];
        if (p99 !== undefined && p99 > limit) {
          return {
            member,
            verdict: "violated",
            value: p99,
            limit: `<= ${limit} ms`,
            why: `99 of 100 requests take up to ${p99} ms`,
          };
        }
        // Nobody waits for a store that leads nothing: it was drained, or its leaders went by themselves.
        const leads = numberOf(observation, "leader_count", member) !== 0;
        if (score !== undefined && score >= slow && leads) {
          return {
            member,
            verdict: "violated",
            value: score,
            limit: `< ${slow}`,
            why: `PD gives it a slow score of ${score}`,
          };
        }
        const isMeasured = measured.has(member);
        if (score === undefined || (isMeasured && p99 === undefined))
          return unseen(observation, ["slow_score", "p99_ms"], member);
        return {
          member,
          verdict: "holds",
          value: p99 ?? score,
          limit: isMeasured ? `<= ${limit} ms` : `< ${slow}`,
          why: "it answers in time",
        };
      }),
  };
}

/** The share below which PD itself takes a store for low on space, and puts no more peers on it. */
const lowDiskSpace: Invariant = {
  name: "low_disk_space",
  title: "Stores have space left",
  severity: "warning",
  graceMs: minuteMs,
  settleMs: minuteMs,
  reads: ["disk_free_share", "low_space_ratio"],
  judge: (observation) =>
    ofKind(observation, "tikv").map(({ id: member }): Judgement => {
      const [free, ratio] = [
        numberOf(observation, "disk_free_share", member),
        numberOf(observation, "low_space_ratio"),
      ];
      if (free === undefined || ratio === undefined)
        return unseen(observation, ["disk_free_share", "low_space_ratio"], member);
      const least = Number((1 - ratio).toFixed(6));
      const share = `${(free * 100).toFixed(1)} % of its space is free`;
      return { member, verdict: free < least ? "violated" : "holds", value: free, limit: `>= ${least}`, why: share };
    }),
};

function regionHealth({ pending_regions: most }: TikvConfig["thresholds"]): Invariant {
  const reads = ["miss_peer_regions", "down_peer_regions", "pending_peer_regions"];
  return {
    name: "region_health",
    title: "Regions have all their replicas",
    severity: "critical",
    graceMs: minuteMs,
    settleMs: minuteMs,
    reads,
    judge(observation) {
      const [miss, down, pending] = reads.map((name) => numberOf(observation, name));
      const limit = `0 without a peer, 0 with a peer down, <= ${most} with one far behind`;
      const value = [miss, down, pending].map((count) => count ?? "?").join(" / ");
      const wrong = [
        ...((miss ?? 0) > 0 ? [`${miss} regions lack a peer`] : []),
        ...((down ?? 0) > 0 ? [`${down} regions have a peer that is down`] : []),
        ...((pending ?? 0) > most ? [`${pending} regions have a peer that is far behind`] : []),
      ];
      if (wrong.length > 0) return [{ verdict: "violated", value, limit, why: wrong.join(", ") }];
      if (miss === undefined || down === undefined || pending === undefined) return [unseen(observation, reads)];
      return [{ verdict: "holds", value, limit, why: "all have their peers" }];
    },
  };
}

/** A store that leads far more than its share does their work alone. Stores that are to lead none are left out. */
function leaderImbalance({ leader_skew: skew, leader_excess: excess }: TikvConfig["thresholds"]): Invariant {
  const reads = ["leader_count", "leader_weight", "eviction"];
  return {
    name: "leader_imbalance",
    title: "Leaders are spread over the stores",
    severity: "warning",
    graceMs: 10 * minuteMs,
    settleMs: minuteMs,
    reads,
    judge(observation) {
      const stores = ofKind(observation, "tikv").map((member) => leading(observation, member));
      const scores = stores.flatMap((store) => (store.kind === "leads" ? [store.leaders / store.weight] : []));
      const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
      const most = Math.max(mean * skew, mean + excess);
      const isWhole = stores.every(({ kind }) => kind !== "unseen");
      return stores.map((store): Judgement => {
        const { member } = store;
        if (store.kind === "left_out") return { member, verdict: "holds", why: "it is not to lead regions now" };
        // One store in the dark moves the mean of all.
        if (store.kind === "unseen" || !isWhole)
          return unseen(observation, reads, isWhole ? member : undefined, member);
        const { leaders, weight } = store;
        const why = `it leads ${leaders} regions; the mean by weight is ${mean.toFixed(1)}`;
        const verdict = leaders / weight > most ? "violated" : "holds";
        return { member, verdict, value: leaders, limit: `<= ${most.toFixed(1)}`, why };
      });
    },
  };
}

function leading(observation: Observation, { id: member, state }: SeenMember) {
  if (state === "down" || state === "leaving") return { member, kind: "left_out" as const };
  const [leaders, weight] = [
    numberOf(observation, "leader_count", member),
    numberOf(observation, "leader_weight", member),
  ];
  const eviction = sampleOf(observation, "eviction", member);
  if (leaders === undefined || weight === undefined || eviction === undefined)
    return { member, kind: "unseen" as const };
  return eviction === "none" && weight > 0
    ? { member, kind: "leads" as const, leaders, weight }
    : { member, kind: "left_out" as const };
}

/** An evict-leader scheduler outlives whoever added it, and a restart of PD. */
const schedulerLeftBehind: Invariant = {
  name: "scheduler_left_behind",
  title: "No store is kept without leaders unless somebody means it",
  severity: "warning",
  graceMs: minuteMs,
  settleMs: 5_000,
  reads: ["eviction"],
  judge: (observation) =>
    ofKind(observation, "tikv").map(({ id: member }): Judgement => {
      const value = sampleOf(observation, "eviction", member);
      if (value === undefined) return unseen(observation, ["eviction"], member);
      if (value !== "left_behind")
        return {
          member,
          verdict: "holds",
          value,
          why: value === "none" ? "it may lead" : "it is drained, as was meant",
        };
      return {
        member,
        verdict: "violated",
        value,
        why: "evict-leader keeps its leaders away, and nobody here means that any more",
      };
    }),
};

const pdNoLeader: Invariant = {
  name: "pd_no_leader",
  title: "PD has a leader",
  severity: "critical",
  graceMs: 10_000,
  settleMs: 10_000,
  reads: ["pd_has_leader"],
  judge(observation) {
    const value = sampleOf(observation, "pd_has_leader");
    if (value === undefined) return [unseen(observation, ["pd_has_leader"])];
    if (value === false)
      return [
        {
          verdict: "violated",
          value,
          why: "its members answer that there is none: nothing is scheduled, no timestamp is given",
        },
      ];
    return [{ verdict: "holds", value, why: `${sampleOf(observation, "pd_leader") ?? "one"} leads` }];
  },
};

const ofKind = ({ members }: Observation, kind: string) => members.filter((member) => member.kind === kind);

function sampleOf({ samples }: Observation, name: string, member?: string) {
  return samples.find((sample) => sample.name === name && sample.member === member)?.value;
}

function numberOf(observation: Observation, name: string, member?: string): number | undefined {
  const value = sampleOf(observation, name, member);
  return typeof value === "number" ? value : undefined;
}

function unseen({ blind }: Observation, reads: readonly string[], member?: string, of = member): Judgement {
  const spots = blind.filter(
    (spot) =>
      reads.includes(spot.what) && (member === undefined || spot.member === undefined || spot.member === member),
  );
  const why =
    [...new Set(spots.map(({ why: reason }) => reason))].join("; ") || `nothing says what ${reads.join(" and ")} are`;
  return of === undefined ? { verdict: "unknown", why } : { member: of, verdict: "unknown", why };
}
