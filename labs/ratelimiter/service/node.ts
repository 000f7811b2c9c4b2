import type { FaultOrder, NodeFaults } from "./faults.ts";
import { createLocalCounts } from "./local-counts.ts";
import { createMetrics } from "./metrics.ts";
import { type Beat, openRedisStore, type Standard } from "./redis-store.ts";

export interface NodeSettings {
  readonly id: string;
  readonly port: number;
  readonly redisUrl: string;
  readonly standard: Standard;
}

export type Verdict =
  | {
      readonly answer: "allowed" | "denied";
      readonly limit: number;
      readonly remaining: number;
      readonly resetMs: number;
    }
  | { readonly answer: "error"; readonly why: string };

export type Log = (level: "info" | "warn" | "error", text: string) => void;
export type RateLimiterNode = ReturnType<typeof createNode>;

const beatEveryMs = 500;
const refreshEveryMs = 200;
/** A node whose last beat is older, or lies in the future, is out of the register. */
const beatCountsForMs = 3000;

/** One node of the rate limiter: it decides by the shared window in Redis, and keeps a copy of the counts for what is clear anyway. */
export function createNode({ id, port, redisUrl, standard }: NodeSettings, log: Log) {
  const instance = `${process.pid}-${Date.now().toString(36)}`;
  const url = `http://127.0.0.1:${port}`;
  const store = openRedisStore(redisUrl, standard, { id, instance });
  const local = createLocalCounts();
  const metrics = createMetrics();
  const faults: NodeFaults = { skipsCheck: false, clockStepMs: 0 };
  const redis = { isConnected: false, rttMs: 0 };
  /** How far Redis's clock is from this machine's, measured once at the start. */
  let offsetMs: number | undefined;
  store.onReset((key) => local.drop(key));

  const redisNow = () => Date.now() + faults.clockStepMs + (offsetMs ?? 0);

  async function beat() {
    const began = performance.now();
    try {
      offsetMs ??= (await store.now()) - (Date.now() + faults.clockStepMs);
      await store.beat({ id, url, instance, at: redisNow() });
      redis.rttMs = Math.round(performance.now() - began);
      if (!redis.isConnected) log("info", "Redis is connected");
      redis.isConnected = true;
    } catch (error) {
      if (redis.isConnected) log("error", `Redis does not answer: ${reasonOf(error)}`);
      redis.isConnected = false;
    }
  }

  async function refresh() {
    const keys = local.toRefresh();
    if (keys.length === 0 || !redis.isConnected) return;
    try {
      const [counts, { limits, defaultLimit }] = await Promise.all([store.counts(keys), store.limits()]);
      local.refresh(counts, (key) => limits[key] ?? defaultLimit);
    } catch {
      // The copy grows older, and says so; the beat tells of Redis.
    }
  }

  async function decide(key: string): Promise<Verdict> {
    if (faults.skipsCheck) return { answer: "allowed", limit: standard.limit, remaining: standard.limit, resetMs: 0 };
    const denied = local.isDenied(key);
    if (denied) return { answer: "denied", limit: denied.limit, remaining: 0, resetMs: refreshEveryMs };
    try {
      const taken = await store.take(key);
      local.learn(key, taken);
      metrics.enter(taken.epoch);
      const { granted, limit, count, resetMs } = taken;
      return { answer: granted ? "allowed" : "denied", limit, remaining: Math.max(0, limit - count), resetMs };
    } catch (error) {
      // Without the counter nobody is let through: a limit that fails open is none.
      return { answer: "error", why: `the counter does not answer: ${reasonOf(error)}` };
    }
  }

  return {
    id,
    store,
    log,
    start() {
      every(beatEveryMs, beat);
      every(refreshEveryMs, refresh);
    },
    async check(key: string): Promise<Verdict> {
      const began = performance.now();
      const verdict = await decide(key);
      metrics.observe(verdict.answer, (performance.now() - began) / 1000);
      return verdict;
    },
    health: () => ({
      ...{ id, instance, url, clock: redisNow() },
      status: redis.isConnected ? "ok" : "degraded",
      redis: { ...redis },
    }),
    async nodes() {
      const [beats, now] = await Promise.all([store.nodes(), store.now()]);
      return beats.map((beat: Beat) => ({
        ...beat,
        ageMs: now - beat.at,
        isAlive: Math.abs(now - beat.at) < beatCountsForMs,
      }));
    },
    async counters() {
      const copies = local.list();
      const shared = copies.length === 0 ? new Map<string, number>() : await store.counts(copies.map(({ key }) => key));
      return copies.map(({ key, count, ...rest }) => ({ key, local: count, redis: shared.get(key) ?? 0, ...rest }));
    },
    metrics: () => metrics.text({ isRedisConnected: redis.isConnected, counts: local.list() }),
    obey(order: FaultOrder) {
      switch (order.fault) {
        case "check_skipped":
          faults.skipsCheck = order.isOn;
          return;
        case "clock_stepped":
          faults.clockStepMs = order.isOn ? order.stepMs : 0;
          return;
        default:
          local.setForgotten(order.key, order.isOn);
      }
    },
  };
}

/** One after the other, never two at a time: a slow Redis is not asked faster. */
function every(ms: number, work: () => Promise<void>) {
  const turn = () => void work().finally(() => setTimeout(turn, ms));
  turn();
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
