import type { Fault } from "@steadyhand/core/diagnosis";

const store = { store_id: "{{sample:store_id}}" };

/** The ways in which a cluster breaks. Priors and chances are our judgement, see docs/subjects/tikv.md. */
export const tikvFaults: readonly Fault[] = [
  {
    name: "store_stopped",
    title: "A store's process has ended",
    prior: 5,
    strikes: ["tikv"],
    shows: {
      "violated:store_down": 0.97,
      "sample:status_silent": 0.97,
      "violated:region_health": 0.4,
      "log:errors": 0.3,
    },
    why: "Neither PD nor we hear from it: its process or its machine is gone. Regions elect other leaders within about ten seconds; PD rebuilds replicas after half an hour.",
    repairs: [],
  },
  {
    name: "store_cut_off",
    title: "A store cannot reach PD",
    prior: 2,
    strikes: ["tikv"],
    shows: { "violated:store_down": 0.97, "sample:status_silent": 0.03, "log:errors": 0.6 },
    why: "PD hears no heartbeat, and its own status server answers us.",
    repairs: [],
  },
  {
    name: "store_slow",
    title: "A store is slow",
    prior: 4,
    strikes: ["tikv"],
    shows: {
      "violated:high_latency": 0.95,
      "sample:slow_score": 0.8,
      "sample:pending_peers": 0.2,
      "sample:status_silent": 0.03,
    },
    why: "Its disk, processor or network is too slow for what it leads; the others' are not.",
    repairs: [
      {
        action: "drain_store",
        parameters: store,
        predicted: "Other stores lead its regions, and requests no longer wait for it.",
        risks: ["The other stores lead more regions each.", "It stays in force until undrain_store."],
      },
    ],
  },
  {
    name: "store_full",
    title: "A store runs out of disk space",
    prior: 3,
    strikes: ["tikv"],
    shows: { "violated:low_disk_space": 0.98, "violated:high_latency": 0.15, "log:errors": 0.3 },
    why: "Less of its space is free than PD wants; it gets no more replicas, and writes fail when nothing is left.",
    repairs: [
      {
        action: "compact_store",
        parameters: { store: "{{member}}", db: "kv", cf: "write" },
        predicted: "Space of deleted versions is given back.",
        risks: ["It reads and writes all of the store's files.", "It needs some space while it runs."],
      },
    ],
  },
  {
    name: "drain_left_behind",
    title: "A drain was forgotten",
    prior: 3,
    strikes: ["tikv"],
    shows: { "violated:scheduler_left_behind": 0.98 },
    why: "evict-leader stays until somebody takes it off, also when PD restarts.",
    repairs: [
      {
        action: "undrain_store",
        parameters: store,
        predicted: "The store may lead again, and PD's balancing brings leaders back.",
        risks: ["Who drained it may still work on it."],
      },
    ],
  },
  {
    name: "balancing_paused",
    title: "Leaders pile up while balancing rests",
    prior: 2,
    strikes: ["tikv"],
    shows: { "violated:leader_imbalance": 0.95, "sample:balancing_rests": 0.9, "violated:high_latency": 0.2 },
    why: "PD moves no leaders by itself while balance-leader is paused or removed.",
    repairs: [
      {
        action: "resume_scheduler",
        parameters: { scheduler: "balance-leader-scheduler" },
        predicted: "PD spreads the leaders, a few at a time.",
        risks: ["Whoever paused it may have had a reason."],
      },
    ],
  },
  {
    name: "repair_switched_off",
    title: "Replicas are missing and PD is told not to repair them",
    prior: 2,
    shows: { "violated:region_health": 0.9, "sample:repair_rests": 0.97 },
    why: "With a replica-schedule-limit of 0, or scheduling halted, PD leaves regions as they are.",
    // To what the limit is to be set back is a person's to say.
    repairs: [],
  },
  {
    name: "follower_behind",
    title: "A store's replicas cannot keep up",
    prior: 2,
    strikes: ["tikv"],
    shows: { "sample:pending_peers": 0.97, "violated:region_health": 0.5, "sample:slow_score": 0.2 },
    why: "Its raft logs are far behind, or it waits for snapshots: network, disk or a restart.",
    repairs: [],
  },
  {
    name: "pd_member_stopped",
    title: "A PD member's process has ended",
    prior: 4,
    strikes: ["pd"],
    shows: { "violated:pd_member_down": 0.98, "violated:pd_no_leader": 0.03 },
    why: "The others cannot reach it. Three members can do without one.",
    repairs: [],
  },
  {
    name: "pd_without_leader",
    title: "PD has no leader",
    prior: 2,
    // Without a quorum nobody says which members are gone.
    shows: { "violated:pd_no_leader": 0.98 },
    why: "Most members are gone, or their disks or network are too slow to elect one.",
    repairs: [],
  },
];
