import { covers } from "./keys.ts";
import type { Cluster, Region } from "./model.ts";
import { noRegion, presentRegion, regionChecks, regionsInOrder } from "./regions.ts";
import { json, type Reply, type Route, raw, route } from "./router.ts";

const listing = (cluster: Cluster, regions: readonly Region[]): Reply =>
  raw({ count: regions.length, regions: regions.map((region) => presentRegion(cluster, region)) });

/** Regions, and what is counted of them. */
export const regionRoutes: readonly Route[] = [
  route("GET /regions", ({ cluster }) => listing(cluster, regionsInOrder(cluster))),
  route("GET /regions/count", ({ cluster }) => raw({ count: cluster.regions.size, regions: null })),
  route("GET /regions/key", ({ cluster, query }) => {
    const [from, to] = [query.get("key") ?? "", query.get("end_key") ?? ""].map((key) => key.toUpperCase());
    const limit = Math.min(Number(query.get("limit") ?? 16), 10_240);
    const within = regionsInOrder(cluster).filter(
      ({ startKey, endKey }) => (endKey === "" || endKey > (from ?? "")) && (to === "" || startKey < (to ?? "")),
    );
    return listing(cluster, within.slice(0, limit));
  }),
  route("GET /regions/store/:id", ({ cluster, params, query }) => {
    const storeId = Number(params.id);
    const type = query.get("type") ?? "all";
    const test = ofStore[type];
    if (test === undefined) return json(`unknown role type: ${type}`, 400);
    return listing(
      cluster,
      regionsInOrder(cluster).filter((region) => test(region, storeId)),
    );
  }),
  route("GET /regions/check/:kind", ({ cluster, params }) => {
    const check = regionChecks[params.kind ?? ""];
    if (check === undefined)
      return { status: 404, text: "404 page not found\n", contentType: "text/plain; charset=utf-8" };
    return listing(
      cluster,
      regionsInOrder(cluster).filter((region) => check(cluster, region)),
    );
  }),
  route("GET /regions/sibling/:id", ({ cluster, params }) => {
    const region = cluster.regions.get(Number(params.id));
    if (region === undefined) return json(`[PD:region:ErrRegionNotFound]region ${params.id} not found`, 404);
    const beside = regionsInOrder(cluster).filter(
      ({ startKey, endKey }) =>
        (endKey === region.startKey && endKey !== "") || (startKey === region.endKey && startKey !== ""),
    );
    return listing(cluster, beside);
  }),
  route("GET /region/id/:id", ({ cluster, params }) => found(cluster, cluster.regions.get(Number(params.id)))),
  route("GET /region/key/:key", ({ cluster, params, query }) => {
    const given = decodeURIComponent(params.key ?? "");
    const key = (query.get("format") === "hex" ? given : Buffer.from(given).toString("hex")).toUpperCase();
    return found(
      cluster,
      [...cluster.regions.values()].find((region) => covers(region, key)),
    );
  }),
  route("GET /stats/region", ({ cluster }) => {
    const count = (idsOf: (region: Region) => readonly number[]) => {
      const counts: Record<string, number> = {};
      for (const region of cluster.regions.values()) for (const id of idsOf(region)) counts[id] = (counts[id] ?? 0) + 1;
      return counts;
    };
    const regions = [...cluster.regions.values()];
    return json({
      count: regions.length,
      empty_count: regions.filter(({ sizeMiB }) => sizeMiB <= 1).length,
      storage_size: Math.round(regions.reduce((sum, { sizeMiB }) => sum + sizeMiB, 0)),
      storage_keys: 0,
      store_leader_count: count(({ leaderStoreId }) => (leaderStoreId === 0 ? [] : [leaderStoreId])),
      store_peer_count: count(({ peers }) => peers.map(({ storeId }) => storeId)),
    });
  }),
];

const found = (cluster: Cluster, region: Region | undefined): Reply =>
  raw(region === undefined ? noRegion : presentRegion(cluster, region));

const onStore = ({ peers }: Region, storeId: number) => peers.find((peer) => peer.storeId === storeId);
const ofStore: Readonly<Record<string, (region: Region, storeId: number) => boolean>> = {
  all: (region, storeId) => onStore(region, storeId) !== undefined,
  leader: (region, storeId) => region.leaderStoreId === storeId,
  follower: (region, storeId) => onStore(region, storeId)?.role === 0 && region.leaderStoreId !== storeId,
  learner: (region, storeId) => onStore(region, storeId)?.role === 1,
  witness: () => false,
  pending: (region, storeId) => onStore(region, storeId)?.isPending === true,
};
