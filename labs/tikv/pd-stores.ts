import type { Cluster, Store } from "./model.ts";
import { badInput, json, type Reply, type Route, route } from "./router.ts";
import { stateNameOf } from "./store-state.ts";
import { presentStore, whyNotRemovable } from "./stores.ts";

const listing = (cluster: Cluster, stores: readonly Store[]): Reply =>
  json({ count: stores.length, stores: stores.map((store) => presentStore(cluster, store)) });

const all = ({ stores }: Cluster) => [...stores.values()];
const stateNames = ["Up", "Disconnected", "Down", "Offline", "Tombstone"];

export const storeRoutes: readonly Route[] = [
  route("GET /stores", ({ cluster, query }) => {
    const asked = query.getAll("state");
    const wrong = asked.find((state) => !/^[012]$/.test(state));
    if (wrong !== undefined) return json(`unknown StoreState: ${wrong}`, 500);
    const states = asked.length > 0 ? asked.map(Number) : [0, 1];
    return listing(
      cluster,
      all(cluster).filter(({ state }) => states.includes(state)),
    );
  }),
  route("GET /stores/check", ({ cluster, query }) => {
    const asked = query.getAll("state").map((state) => state.toLowerCase());
    const wrong = query
      .getAll("state")
      .find((state) => !stateNames.some((name) => name.toLowerCase() === state.toLowerCase()));
    if (wrong !== undefined) return json(`unknown StoreState: ${wrong}`, 400);
    const isAsked = (store: Store) => asked.length === 0 || asked.includes(stateNameOf(cluster, store).toLowerCase());
    return listing(cluster, all(cluster).filter(isAsked));
  }),
  route("GET /stores/limit", ({ cluster, query }) => {
    const shown = all(cluster).filter(({ state }) => state !== 2 || query.has("include_tombstone"));
    return json(Object.fromEntries(shown.map(({ id, limits }) => [id, limits])));
  }),
  route("GET /store/:id", (ask) =>
    withStore(ask.cluster, ask.params.id, (store) => json(presentStore(ask.cluster, store))),
  ),
  route("DELETE /store/:id", ({ cluster, params, query }) =>
    withStore(cluster, params.id, (store) => {
      const refused = goOffline(cluster, store);
      if (refused !== undefined) return refused;
      store.isPhysicallyDestroyed = query.has("force");
      return json("The store is set as Offline.");
    }),
  ),
  route("POST /store/:id/state", ({ cluster, params, query }) =>
    withStore(cluster, params.id, (store) => {
      const state = query.get("state");
      if (state === "Offline") return goOffline(cluster, store) ?? json("The store's state is updated.");
      if (state !== "Up") return json(`invalid state ${state}`, 400);
      if (store.state === 2 || store.isPhysicallyDestroyed) return json(`store ${store.id} can not be up again`, 400);
      store.state = 0;
      return json("The store's state is updated.");
    }),
  ),
  route("POST /store/:id/label", ({ cluster, params, query, input }) =>
    withStore(cluster, params.id, (store) => {
      const given = Object.entries(input ?? {}).map(([key, value]) => ({ key, value: String(value) }));
      const kept = query.has("force")
        ? []
        : store.labels.filter(({ key }) => !given.some((label) => label.key === key));
      store.labels = [...kept, ...given];
      return json("The store's label is updated.");
    }),
  ),
  route("POST /store/:id/weight", ({ cluster, params, input }) =>
    withStore(cluster, params.id, (store) => {
      const { leader, region } = (input ?? {}) as Record<string, unknown>;
      if (typeof leader !== "number" || typeof region !== "number") return json("leader or region weight unset", 400);
      Object.assign(store, { leaderWeight: leader, regionWeight: region });
      return json("The store's weight is updated.");
    }),
  ),
  route("POST /store/:id/limit", ({ cluster, params, input }) =>
    withStore(cluster, params.id, (store) => {
      const { rate, type } = (input ?? {}) as Record<string, unknown>;
      if (typeof rate !== "number") return json("rate unset", 400);
      if (rate <= 0) return json("invalid rate which should be larger than 0", 400);
      const kinds = (["add-peer", "remove-peer"] as const).filter((kind) => type === undefined || type === kind);
      if (kinds.length === 0) return json("unknown type", 400);
      for (const kind of kinds) store.limits[kind] = rate;
      return json("The store's label is updated.");
    }),
  ),
];

function withStore(cluster: Cluster, given: string | undefined, then: (store: Store) => Reply): Reply {
  if (given === undefined || !/^\d+$/.test(given)) return badInput(`invalid store id: ${given}`);
  const store = cluster.stores.get(Number(given));
  return store === undefined ? json(`[PD:core:ErrStoreNotFound]store ${given} not found`, 404) : then(store);
}

function goOffline(cluster: Cluster, store: Store): Reply | undefined {
  if (store.state === 2) return json(`[PD:core:ErrStoreRemoved]store ${store.id} has been removed`, 410);
  const why = whyNotRemovable(cluster, store);
  if (why !== undefined) return json(why, 400);
  store.state = 1;
  store.limits["remove-peer"] = 100_000_000;
  const fields = { "store-id": store.id, "store-address": store.address };
  cluster.log({
    member: cluster.leader ?? "pd1",
    level: "WARN",
    source: "cluster.go:1540",
    message: "store has been offline",
    fields,
  });
  return undefined;
}
