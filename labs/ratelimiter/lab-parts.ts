import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { type NetworkPath, openNetworkPath } from "./network-path.ts";
import { type NodeProcess, startNode } from "./start-node.ts";
import { type RedisProcess, startRedis } from "./start-redis.ts";

export interface LabNode {
  readonly id: string;
  readonly url: string;
  readonly log: string;
}

/** One node: where it is, and its process while it has one. */
export interface NodePlace extends LabNode {
  readonly path: NetworkPath;
  start(): Promise<void>;
  process: NodeProcess | undefined;
}

/** What the faults get hold of. */
export interface LabParts {
  readonly places: readonly NodePlace[];
  readonly redisUrl: string;
  place(node: string): NodePlace;
  redis(): RedisProcess;
  /** Ends it where it still runs. What it held is lost. */
  restartRedis(): Promise<void>;
}

/** What was started, to be ended in the opposite order. */
export type Stops = (() => Promise<void> | void)[];

export interface PartsSettings {
  readonly nodes: number;
  readonly folder: string;
  readonly standard: { readonly windowMs: number; readonly limit: number };
}

/** Starts Redis and the nodes. How each is ended is in `stops` as soon as it runs, also when the rest does not start. */
export async function startParts({ nodes, folder, standard }: PartsSettings, stops: Stops): Promise<LabParts> {
  const redisPort = await freePort();
  let redis = await startRedis({ port: redisPort, folder });
  stops.push(() => redis.kill());
  const places: NodePlace[] = [];
  for (let number = 1; number <= nodes; number += 1) {
    const place = await openPlace(`node-${number}`, { folder, redisPort, standard });
    stops.push(
      () => place.path.close(),
      () => place.process?.kill(),
    );
    places.push(place);
  }
  await Promise.all(places.map((place) => place.start()));
  return {
    places,
    redisUrl: `redis://127.0.0.1:${redisPort}`,
    place: (id) => found(places, id),
    redis: () => redis,
    async restartRedis() {
      await redis.kill();
      redis = await startRedis({ port: redisPort, folder });
    },
  };
}

type PlaceSettings = Pick<PartsSettings, "folder" | "standard"> & { readonly redisPort: number };

/** The port stays the node's own, so that it comes back where it was. */
async function openPlace(id: string, { folder, redisPort, standard }: PlaceSettings): Promise<NodePlace> {
  const path = await openNetworkPath(redisPort);
  const port = await freePort();
  const log = join(folder, `${id}.jsonl`);
  const place: NodePlace = {
    ...{ id, log, path, url: `http://127.0.0.1:${port}`, process: undefined },
    async start() {
      place.process = await startNode({ id, port, redisUrl: `redis://127.0.0.1:${path.port}`, standard }, log);
    },
  };
  return place;
}

function found(places: readonly NodePlace[], id: string): NodePlace {
  const place = places.find((place) => place.id === id);
  if (place === undefined)
    throw new Error(`There is no node ${id}: there are ${places.map(({ id }) => id).join(", ")}`);
  return place;
}
