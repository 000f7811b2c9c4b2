import type { Fault, Repair } from "@steadyhand/core/diagnosis";

const restart = (predicted: string, risks: readonly string[] = []): Repair => ({
  action: "restart_node",
  parameters: { node: "{{member}}" },
  predicted,
  risks: ["While it starts, its share of the requests fails.", ...risks],
});

const countsAreLost =
  "Redis keeps nothing on disk here: all counts start from zero, and every key has its whole limit again.";

/**
 * The ways in which a rate limiter breaks. The priors are ours: processes end far more often than clocks step, and the code that decides
 * is the last to be wrong. What each shows was seen in the lab, where each can be switched on.
 */
export const faults: readonly Fault[] = [
  {
    name: "node_gone",
    title: "The node's process is gone",
    prior: 0.3,
    strikes: ["node"],
    shows: { "violated:node_down": 0.99, "sample:refused": 0.9, "sample:silent": 0.1 },
    why: "Nobody listens at its address: the process ended, and nothing started it again.",
    repairs: [restart("It answers again and stands in the register.")],
  },
  {
    name: "redis_gone",
    title: "Redis is gone",
    prior: 0.2,
    strikes: ["redis"],
    shows: { "violated:redis_disconnected": 0.99, "sample:refused": 0.97, "log:redis_lost": 0.9 },
    spreads: { "violated:redis_disconnected": 0.97, "violated:high_latency": 0.1, "log:redis_lost": 0.9 },
    why: "Nobody listens at its address, and all nodes have lost it.",
    repairs: [restart("All nodes reach Redis again.", [countsAreLost])],
  },
  {
    name: "redis_hung",
    title: "Redis stands still",
    prior: 0.12,
    strikes: ["redis"],
    shows: { "violated:redis_disconnected": 0.99, "sample:silent": 0.97 },
    spreads: {
      ...{ "violated:redis_disconnected": 0.97, "violated:high_latency": 0.8, "log:redis_lost": 0.9 },
    },
    why: "Its port takes connections and nothing answers, for us and for all nodes: a blocking command, or a machine that hangs.",
    repairs: [
      restart("All nodes reach Redis again.", [countsAreLost, "What holds it up may be work that somebody waits for."]),
    ],
  },
  {
    name: "redis_cut",
    title: "The node's connection to Redis is dead",
    prior: 0.1,
    strikes: ["node"],
    shows: {
      ...{ "violated:redis_disconnected": 0.97, "violated:high_latency": 0.8, "log:redis_lost": 0.9 },
      // What it had copied of its counters grows old, and the beat that found the connection dead has taken long.
      ...{ "violated:counter_drift": 0.5, "sample:stale_counter": 0.6, "sample:slow_path": 0.3 },
    },
    why: "Redis answers us and the other nodes: something between it and this node forgot the connection.",
    repairs: [restart("It dials anew and reaches Redis again.")],
  },
  {
    name: "redis_slow",
    title: "The node's path to Redis is slow",
    prior: 0.1,
    strikes: ["node"],
    // What comes late is also a little out of date.
    shows: { "violated:high_latency": 0.95, "sample:slow_path": 0.97, "violated:counter_drift": 0.4 },
    why: "Its beats take as long as its requests, while Redis answers us and the other nodes at once.",
    repairs: [restart("It dials anew, by another path, and is quick again.")],
  },
  {
    name: "cache_stale",
    title: "The node holds on to an old count",
    prior: 0.08,
    strikes: ["node"],
    shows: { "violated:counter_drift": 0.9, "sample:stale_counter": 0.97 },
    why: "Its copy of a counter is read anew no more: it sees its own requests and never what leaves the window.",
    repairs: [
      {
        action: "reset_counter",
        parameters: { key: "{{sample:drifted_key}}" },
        predicted: "All nodes drop their copy of the key and read it anew.",
        risks: ["The key has its whole limit again at once."],
      },
      restart("It starts with no copies."),
    ],
  },
  {
    name: "check_skipped",
    title: "The node lets requests through without asking",
    prior: 0.05,
    strikes: ["node"],
    shows: { "violated:ghost_allowing": 0.97 },
    why: "It let more through than the counter granted to it.",
    repairs: [
      restart("It asks the counter again for every request.", [
        "Where the cause is in its code or settings, it comes back.",
      ]),
    ],
  },
  {
    name: "clock_stepped",
    title: "The node's clock was stepped",
    prior: 0.05,
    strikes: ["node"],
    shows: { "violated:node_down": 0.9, "sample:clock_off": 0.98, "sample:out_of_register": 0.9 },
    why: "It answers and beats, and its beats bear a time that is not Redis's.",
    repairs: [
      restart("It measures how far its clock is from Redis's anew.", [
        "The machine's clock stays wrong for everything else on it.",
      ]),
    ],
  },
];
