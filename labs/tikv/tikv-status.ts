import type { IncomingMessage, ServerResponse } from "node:http";
import type { LabClock } from "./clock.ts";
import { histogram, metric } from "./exposition.ts";
import { type Cluster, latencyBounds, type Store } from "./model.ts";
import { findRoute, json, plain, route, send } from "./router.ts";
import { simulate } from "./simulate.ts";
import { leadersOn, regionsOn } from "./store-state.ts";

/** The status server of one TiKV. */
export function answerAsTikv({ cluster, clock, store }: { cluster: Cluster; clock: LabClock; store: Store }) {
  const routes = [
    route("GET /status", () => ({ status: 200, text: "" })),
    route("GET /metrics", () => plain(tikvMetrics(cluster, store))),
    route("GET /config", () =>
      json({
        server: { addr: store.address, "status-addr": store.statusAddress },
        storage: { "reserve-space": "0MB" },
      }),
    ),
    route("GET /region/:id", ({ params }) => {
      const region = cluster.regions.get(Number(params.id));
      if (region === undefined || !region.peers.some(({ storeId }) => storeId === store.id))
        return plain(`region(${params.id}) not found`, 404);
      return json({ id: region.id, start_key: region.startKey, end_key: region.endKey });
    }),
  ];
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    simulate(cluster, clock.nowMs());
    const url = new URL(request.url ?? "/", "http://tikv");
    const found = findRoute(routes, request.method ?? "GET", url.pathname);
    const [member] = cluster.members;
    if (found === undefined || member === undefined) {
      send(response, plain("path not found", 404));
      return;
    }
    const ask = { cluster, member, params: found.params, query: url.searchParams, input: undefined };
    send(response, await found.route.answer(ask));
  };
}

function tikvMetrics(cluster: Cluster, store: Store): string {
  const requests = (share: number) => store.requests.map((count) => count * share);
  const [leaders, regions] = [leadersOn(cluster, store.id), regionsOn(cluster, store.id)];
  const leaderless = [...cluster.regions.values()].filter(
    ({ leaderStoreId, peers }) => leaderStoreId === 0 && peers.some(({ storeId }) => storeId === store.id),
  ).length;
  return [
    histogram("tikv_grpc_msg_duration_seconds", [
      { labels: { type: "kv_get", priority: "normal" }, bounds: latencyBounds, counts: requests(0.7) },
      { labels: { type: "kv_prewrite", priority: "normal" }, bounds: latencyBounds, counts: requests(0.3) },
      // Collecting garbage takes long by its nature, on a store that is well too.
      {
        labels: { type: "kv_gc", priority: "normal" },
        bounds: latencyBounds,
        counts: latencyBounds.map((bound) => (bound > 20 ? 5 : 0)),
      },
    ]),
    histogram("tikv_storage_engine_async_request_duration_seconds", [
      { labels: { type: "write" }, bounds: latencyBounds, counts: requests(0.3) },
      { labels: { type: "snapshot" }, bounds: latencyBounds, counts: requests(0.7) },
    ]),
    metric("tikv_raftstore_region_count", "gauge", [
      { labels: { type: "region" }, value: regions },
      { labels: { type: "leader" }, value: leaders },
    ]),
    metric("tikv_raftstore_leader_missing", "gauge", [{ value: leaderless }]),
    metric("tikv_raftstore_slow_score", "gauge", [{ labels: { type: "raft" }, value: store.slowScore }]),
    metric("tikv_store_size_bytes", "gauge", [
      { labels: { type: "capacity" }, value: store.capacity },
      { labels: { type: "available" }, value: store.available },
      { labels: { type: "used" }, value: store.capacity - store.available },
    ]),
    metric("process_start_time_seconds", "gauge", [{ value: Math.floor(store.startedMs / 1000) }]),
  ].join("");
}
