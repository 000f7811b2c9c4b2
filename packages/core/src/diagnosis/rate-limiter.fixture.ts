import { type Judgement, unwatched, type Watched } from "../invariant/index.ts";
import type { Case, Standing } from "./case.ts";
import type { Spot } from "./chance-of.ts";
import type { Fault, Finding } from "./fault.ts";
import type { Library } from "./library.ts";
import { spotOf } from "./newest-of.ts";

/** A rate limiter of three nodes on one Redis, as somebody would describe it. */
const faults: readonly Fault[] = [
  {
    name: "node_down",
    title: "A node is down",
    prior: 0.3,
    strikes: ["node"],
    shows: { "violated:node_down": 0.98, "sample:unreachable": 0.97, "log:stopped": 0.6 },
    why: "Its process does not run or does not answer, so nobody is served there",
    repairs: [
      {
        action: "restart_node",
        parameters: { node: "{{member}}", reason: "node {{member}} is down" },
        predicted: "It answers again within 10 s",
        risks: ["Requests that it still serves are cut"],
      },
    ],
  },
  {
    name: "redis_cut",
    title: "Redis cannot be reached",
    prior: 0.2,
    shows: { "violated:redis_disconnected": 0.98, "log:redis_refused": 0.9, "violated:high_latency": 0.3 },
    why: "No node can count, so each decides by itself",
    repairs: [],
  },
  {
    name: "redis_failover",
    title: "Redis fails over",
    prior: 0.1,
    shows: { "violated:redis_disconnected": 0.9, "log:redis_moved": 0.95 },
    healsWithinMs: 30_000,
    why: "The nodes connect to the new primary as soon as it is chosen",
    repairs: [],
  },
  {
    name: "redis_slow",
    title: "Redis answers slowly",
    prior: 0.2,
    shows: { "violated:high_latency": 0.95, "log:redis_timeout": 0.7, "sample:slow_ping": 0.95 },
    why: "Each check waits for Redis",
    repairs: [],
  },
  {
    name: "stale_cache",
    title: "A node counts in its own cache",
    prior: 0.1,
    strikes: ["node"],
    shows: { "violated:counter_drift": 0.95, "sample:cached_counters": 0.9 },
    why: "What it counts does not reach Redis in time",
    repairs: [
      {
        action: "reset_counter",
        parameters: { node: "{{member}}", key: "{{sample:worst_key}}", seen: "{{sample:worst_count}}" },
        predicted: "Its counters agree with Redis again",
        risks: ["Whoever was counted may do as much once more"],
      },
    ],
  },
  {
    name: "skipped_check",
    title: "A node lets through without a check",
    prior: 0.1,
    strikes: ["node"],
    shows: { "violated:ghost_allowing": 0.95, "violated:counter_drift": 0.5, "sample:no_redis_calls": 0.9 },
    why: "It allows what the counter would deny",
    repairs: [],
  },
  {
    name: "clock_skew",
    title: "The clock of a node is wrong",
    prior: 0.1,
    strikes: ["node"],
    shows: { "violated:counter_drift": 0.5, "sample:clock_ahead": 0.97, "log:time_jump": 0.4 },
    why: "Its windows begin at another time than those of the others",
    repairs: [],
  },
];

const nodes = ["node-1", "node-2", "node-3"] as const;

export const rateLimiter: Library = {
  faults,
  base: { "log:redis_timeout": 0.05 },
  members: [...nodes.map((id) => ({ id, kind: "node" })), { id: "redis", kind: "store" }],
};

const ofEachNode = [
  "violated:node_down",
  "sample:unreachable",
  "log:stopped",
  "violated:redis_disconnected",
  "log:redis_refused",
  "log:redis_timeout",
  "log:redis_moved",
  "violated:counter_drift",
  "sample:cached_counters",
  "violated:ghost_allowing",
  "sample:no_redis_calls",
  "sample:clock_ahead",
  "log:time_jump",
] as const;
const ofTheWhole = ["violated:high_latency", "sample:slow_ping"] as const;

/** Everything that a look at it can show. */
export const spots: readonly Spot[] = [
  ...nodes.flatMap((member) => ofEachNode.map((name) => ({ name, member }))),
  ...ofTheWhole.map((name) => ({ name })),
];

export const at = new Date("2026-11-22T03:00:00Z");
export const after = (ms: number) => new Date(at.getTime() + ms);

/** `node-2 violated:node_down`, or `violated:high_latency` for the whole. */
export function spot(text: string): Spot {
  const [first = "", second] = text.split(" ");
  return second === undefined ? { name: first } : { name: second, member: first };
}

/** One look at everything in which these were there; what is `unseen` could not be looked at. */
export function see(there: readonly string[], unseen: (spot: Spot) => boolean = () => false): readonly Finding[] {
  const found = new Set(there.map((text) => spotOf(spot(text))));
  const all = [...spots, ...there.map(spot).filter((one) => !spots.some((known) => spotOf(known) === spotOf(one)))];
  return all
    .filter((each) => !unseen(each))
    .map((each) => {
      const isThere = found.has(spotOf(each));
      return { ...each, isThere, what: `${each.name} ${isThere ? "was seen" : "was looked for"}`, at };
    });
}

/** How an invariant stands that began to be violated at `at`, with no grace. */
export function standing(invariant: string, member?: string, change: Partial<Standing> = {}): Standing {
  const judgement: Judgement = {
    ...(member !== undefined && { member }),
    verdict: "violated",
    why: `${invariant} is not as it must be`,
  };
  const watched: Watched = { phase: "violated", since: at, confirmedAt: at, onsets: [at] };
  return {
    invariant: { name: invariant, title: invariant, severity: "critical", graceMs: 0, settleMs: 5_000, reads: [] },
    judgement,
    watched,
    ...change,
  };
}

export function holding(invariant: string, member?: string): Standing {
  const { invariant: of, judgement } = standing(invariant, member);
  return { invariant: of, judgement: { ...judgement, verdict: "holds", why: "as it must be" }, watched: unwatched };
}

/** What is known 5 s after these findings, with a violated invariant for each that says so. */
export function caseOf(findings: readonly Finding[], change: Partial<Case> = {}): Case {
  const violated = findings.filter(({ name, isThere }) => isThere && name.startsWith("violated:"));
  return {
    library: rateLimiter,
    standings: violated.map(({ name, member }) => standing(name.slice("violated:".length), member)),
    findings,
    blind: [],
    samples: [],
    actions: ["restart_node", "reset_counter"].map((name) => ({ name, availability: { isAvailable: true } })),
    looks: [],
    episodes: [],
    attempts: [],
    now: after(5_000),
    ...change,
  };
}
