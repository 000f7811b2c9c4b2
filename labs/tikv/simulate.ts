import { type Cluster, latencyBounds, type Store } from "./model.ts";
import { runOperators } from "./operators.ts";
import { schedule } from "./schedulers.ts";
import { answers, leadersOn, regionsOn, stateNameOf } from "./store-state.ts";

const tickMs = 250;
const heartbeatMs = 10_000;
const raftElectionMs = 10_000;
const pdElectionMs = 3_000;
/** For each region that a store leads: those that lead none are asked nothing. */
const requestsPerSecond = 40;
/** How long a step back is caught up with whole: longer ones are taken in coarser steps. */
const fineMs = 60_000;

/** Moves the cluster on to a moment: heartbeats, elections, operators, schedulers and the requests that it served. */
export function simulate(cluster: Cluster, untilMs: number): void {
  const stepMs = untilMs - cluster.nowMs > fineMs ? 2_000 : tickMs;
  while (cluster.nowMs + stepMs <= untilMs) {
    cluster.nowMs += stepMs;
    tick(cluster, stepMs);
  }
}

function tick(cluster: Cluster, stepMs: number): void {
  electPdLeader(cluster);
  for (const store of cluster.stores.values()) {
    beat(cluster, store);
    serve(cluster, store, stepMs);
  }
  electRegionLeaders(cluster);
  if (cluster.leader === undefined) return;
  for (const store of cluster.stores.values()) if (store.state === 1) buryWhenEmpty(cluster, store);
  schedule(cluster);
  runOperators(cluster);
}

/** PD's own quorum: two of three. */
export function hasQuorum({ members }: Cluster): boolean {
  return members.filter(({ isRunning }) => isRunning).length * 2 > members.length;
}

function electPdLeader(cluster: Cluster): void {
  const running = cluster.members.filter(({ isRunning }) => isRunning);
  const stays = hasQuorum(cluster) && !cluster.isLeaderBarred;
  if (stays && running.some(({ name }) => name === cluster.leader)) return;
  if (cluster.leader !== undefined) {
    cluster.leader = undefined;
    cluster.leaderlessMs = cluster.nowMs;
    for (const { name } of running) {
      cluster.log({
        member: name,
        level: "WARN",
        source: "server.go:1717",
        message: "pd leader has lost, try to re-campaign a leader",
      });
    }
  }
  if (!stays || cluster.nowMs - (cluster.leaderlessMs ?? 0) < pdElectionMs) return;
  const [next] = running;
  if (next === undefined) return;
  cluster.leader = next.name;
  cluster.leaderlessMs = undefined;
  const fields = { "campaign-leader-name": next.name };
  cluster.log({
    member: next.name,
    level: "INFO",
    source: "server.go:1801",
    message: "PD leader is ready to serve",
    fields,
  });
}

function beat(cluster: Cluster, store: Store): void {
  if (store.process !== "running" || store.state === 2 || cluster.leader === undefined) return;
  if (cluster.nowMs - store.lastHeartbeatMs < heartbeatMs) return;
  if (stateNameOf(cluster, store) === "Down") {
    cluster.log({
      member: cluster.leader,
      level: "INFO",
      source: "cluster.go:1210",
      message: "store has changed to serving",
      fields: { "store-id": store.id },
    });
  }
  store.lastHeartbeatMs = cluster.nowMs;
  // The score moves by the store's own measurements, which come with its heartbeats.
  store.slowScore = store.isSlow ? Math.min(100, store.slowScore + 50) : Math.max(1, store.slowScore - 50);
}

/** Steady requests: about a millisecond each, or about a second where the store is slow. */
function serve(cluster: Cluster, store: Store, stepMs: number): void {
  if (store.process === "stopped" || store.state === 2) return;
  const count = (requestsPerSecond * leadersOn(cluster, store.id) * stepMs) / 1000;
  const usual = latencyBounds.findIndex((bound) => bound >= (store.isSlow ? 0.8 : 0.001));
  const shares = [0.6, 0.3, 0.095, 0.005];
  for (const [offset, share] of shares.entries()) {
    const bucket = usual + offset;
    store.requests[bucket] = (store.requests[bucket] ?? 0) + count * share;
  }
}

/** A region whose leader's process ended elects another one, where most of its voters still answer. */
function electRegionLeaders(cluster: Cluster): void {
  for (const region of cluster.regions.values()) {
    const leader = cluster.stores.get(region.leaderStoreId);
    if (leader !== undefined && leader.process !== "stopped" && leader.state !== 2) continue;
    const since = leader?.stoppedMs;
    if (since !== undefined && cluster.nowMs - since < raftElectionMs) continue;
    const voters = region.peers.filter(({ role }) => role === 0);
    const alive = voters.filter(({ storeId, isPending }) => !isPending && answers(cluster.stores.get(storeId)));
    const next = alive.length * 2 > voters.length ? alive[region.id % alive.length] : undefined;
    region.leaderStoreId = next?.storeId ?? 0;
  }
}

function buryWhenEmpty(cluster: Cluster, store: Store): void {
  if (regionsOn(cluster, store.id) > 0) return;
  store.state = 2;
  const fields = { "store-id": store.id, "store-address": store.address };
  cluster.log({
    member: cluster.leader ?? "pd1",
    level: "WARN",
    source: "cluster.go:1402",
    message: "store has been Tombstone",
    fields,
  });
}
