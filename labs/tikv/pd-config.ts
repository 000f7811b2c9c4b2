import type { Cluster } from "./model.ts";
import { badInput, json, type Reply, type Route, route } from "./router.ts";

const anyCluster = { needsCluster: false };

export const configRoutes: readonly Route[] = [
  route("GET /config", ({ cluster }) => json(whole(cluster)), { isLocal: true, needsCluster: false }),
  route("GET /config/schedule", ({ cluster }) => json(shown(cluster.schedule)), anyCluster),
  route("GET /config/replicate", ({ cluster }) => json(shown(cluster.replication)), anyCluster),
  route("GET /config/cluster-version", () => json("8.5.7"), anyCluster),
  route("POST /config", ({ cluster, input }) => change(cluster, input), anyCluster),
  route("POST /config/schedule", ({ cluster, input }) => change(cluster, input), anyCluster),
  route("POST /config/replicate", ({ cluster, input }) => change(cluster, input), anyCluster),
];

const whole = ({ schedule, replication }: Cluster) => ({ schedule: shown(schedule), replication: shown(replication) });

/** Booleans are texts when they are read. */
const shown = (config: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, typeof value === "boolean" ? String(value) : value]),
  );

function change({ schedule, replication }: Cluster, input: unknown): Reply {
  if (typeof input !== "object" || input === null) return badInput("the body is no object");
  const parts = { schedule, replication };
  const found = Object.entries(input).map(([name, value]) => {
    const [, part, key = name] = name.match(/^(schedule|replication)\.(.+)$/) ?? [];
    const config = Object.entries(parts).find(
      ([of, config]) => (part === undefined || part === of) && key in config,
    )?.[1];
    return { name, key, value, config };
  });
  const unknown = found.find(({ config }) => config === undefined);
  if (unknown !== undefined) return json(`config item ${unknown.name} not found`, 400);
  for (const { config, key, value } of found) if (config !== undefined) config[key] = value;
  return json("The config is updated.");
}
