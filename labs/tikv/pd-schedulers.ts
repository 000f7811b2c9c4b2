import type { Cluster, Store } from "./model.ts";
import { json, type Reply, type Route, route } from "./router.ts";
import { evictLeader, grantLeader, isPaused } from "./schedulers.ts";

const applied = "The scheduler has been applied to the store.";
const notFound = json("[PD:scheduler:ErrSchedulerNotFound]scheduler not found", 404);
const wholeRange = [{ "start-key": "", "end-key": "" }];

export const schedulerRoutes: readonly Route[] = [
  route("GET /schedulers", ({ cluster, query }) => {
    const schedulers = [...cluster.schedulers.values()];
    if (query.get("status") === "disabled") return json([]);
    if (query.get("status") !== "paused") return json(schedulers.map(({ name }) => name));
    const paused = schedulers.filter((scheduler) => isPaused(scheduler, cluster.nowMs));
    if (!query.has("timestamp")) return json(paused.map(({ name }) => name));
    const at = (ms: number | undefined) => new Date(ms ?? 0).toISOString();
    return json(
      paused.map(({ name, pausedMs, resumeMs }) => ({ name, paused_at: at(pausedMs), resume_at: at(resumeMs) })),
    );
  }),
  route("POST /schedulers", ({ cluster, input }) => {
    const { name, store_id: storeId } = (input ?? {}) as Record<string, unknown>;
    if (typeof name !== "string") return json("missing scheduler name", 400);
    if (name === evictLeader || name === grantLeader) return addForStore(cluster, name, storeId);
    if (!/^(balance|evict-slow|shuffle)-[a-z-]+-scheduler$/.test(name)) return json("unknown scheduler", 400);
    if (cluster.schedulers.has(name)) return json("[PD:scheduler:ErrSchedulerExisted]scheduler existed", 500);
    cluster.schedulers.set(name, { name });
    return json("The scheduler is created.");
  }),
  route("POST /schedulers/:name", ({ cluster, params, input }) => {
    const { delay } = (input ?? {}) as Record<string, unknown>;
    if (typeof delay !== "number" || !Number.isInteger(delay)) return json("missing pause time", 400);
    const named = [...cluster.schedulers.values()].filter(({ name }) => params.name === "all" || name === params.name);
    if (named.length === 0) return notFound;
    for (const scheduler of named)
      Object.assign(scheduler, { pausedMs: cluster.nowMs, resumeMs: cluster.nowMs + delay * 1000 });
    return json("Pause or resume the scheduler successfully.");
  }),
  route("DELETE /schedulers/:name", ({ cluster, params }) => {
    const { name = "" } = params;
    const [, storeId] = name.match(/^evict-leader-scheduler-(\d+)$/) ?? [];
    if (storeId !== undefined) return removeStore(cluster, Number(storeId)) ? json(null) : notFound;
    if (!cluster.schedulers.delete(name)) return notFound;
    if (name === evictLeader) cluster.evicting.clear();
    if (name === grantLeader) cluster.granted = undefined;
    return json("The scheduler is removed.");
  }),
  route("GET /scheduler-config/evict-leader-scheduler/list", ({ cluster }) =>
    cluster.schedulers.has(evictLeader)
      ? json({
          "store-id-ranges": Object.fromEntries([...cluster.evicting].map((id) => [id, wholeRange])),
          batch: cluster.evictBatch,
        })
      : notFound,
  ),
  route("POST /scheduler-config/evict-leader-scheduler/config", ({ cluster, input }) => {
    const { store_id: storeId, batch } = (input ?? {}) as Record<string, unknown>;
    if (!cluster.schedulers.has(evictLeader)) return notFound;
    if (batch !== undefined && !(Number.isInteger(batch) && Number(batch) >= 1 && Number(batch) <= 10)) {
      return json("batch is invalid, it should be in [1, 10]", 400);
    }
    if (typeof storeId === "number" && cluster.stores.has(storeId)) cluster.evicting.add(storeId);
    if (batch !== undefined) cluster.evictBatch = Number(batch);
    return json(applied);
  }),
  route("DELETE /scheduler-config/evict-leader-scheduler/delete/:store", ({ cluster, params }) => {
    if (!removeStore(cluster, Number(params.store))) return notFound;
    return json(cluster.schedulers.has(evictLeader) ? null : "The last store has been deleted");
  }),
  route("GET /checker/:name", ({ params }) =>
    /^(learner|replica|rule|split|merge|joint-state|affinity)$/.test(params.name ?? "")
      ? json({ paused: false })
      : json(`[PD:checker:ErrCheckerNotFound]checker not found`, 404),
  ),
];

function addForStore(cluster: Cluster, name: string, storeId: unknown): Reply {
  if (typeof storeId !== "number") return json("missing store id", 400);
  const store = cluster.stores.get(storeId);
  if (store === undefined) return json(`[PD:core:ErrStoreNotFound]store ${storeId} not found`, 500);
  if (isHeldByOther(cluster, name, store)) return json(`store ${storeId} is paused for leader transfer`, 500);
  const isNew = !cluster.schedulers.has(name);
  cluster.schedulers.set(name, { name });
  if (name === evictLeader) cluster.evicting.add(storeId);
  else cluster.granted = storeId;
  const fields = { "scheduler-name": name, "store-id": storeId };
  cluster.log({
    member: cluster.leader ?? "pd1",
    level: "INFO",
    source: "scheduler_controller.go:181",
    message: "create scheduler",
    fields,
  });
  return json(isNew ? "The scheduler is created." : applied);
}

const isHeldByOther = ({ evicting, granted }: Cluster, name: string, { id }: Store) =>
  name === evictLeader ? granted === id : evicting.has(id);

/** Takes one store from evict-leader; with the last one the scheduler goes itself. */
function removeStore(cluster: Cluster, storeId: number): boolean {
  if (!cluster.evicting.delete(storeId)) return false;
  if (cluster.evicting.size === 0) cluster.schedulers.delete(evictLeader);
  return true;
}
