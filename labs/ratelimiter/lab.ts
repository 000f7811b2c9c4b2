import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Control, openControl } from "./control.ts";
import { customers, greedy } from "./customers.ts";
import { type LabFault, labFaults } from "./lab-faults.ts";
import { type LabNode, type LabParts, type Stops, startParts } from "./lab-parts.ts";
import { type Load, startLoad } from "./load.ts";

export interface LabSettings {
  readonly nodes?: number;
  /** Requests a second of the customers, over all nodes and keys. */
  readonly rps?: number;
  /** What a key may do within `windowMs`. */
  readonly limit?: number;
  readonly windowMs?: number;
}

/** The rate limiter as real processes: one Redis, some nodes, customers, and ways to break it. */
export interface Lab extends LabControls {
  readonly nodes: readonly LabNode[];
  readonly redisUrl: string;
  /** Where other processes can break, mend and restart: see control.ts. */
  readonly controlUrl: string;
  readonly load: Pick<Load, "counts">;
  /** Twice is as good as once. */
  stop(): Promise<void>;
}

export interface LabControls {
  /** Breaks it. Those that strike one node take its id; without one it is the first node. */
  inject(fault: LabFault, node?: string): Promise<void>;
  /** Takes it back. Harmless where it is not there. */
  undo(fault: LabFault, node?: string): Promise<void>;
  /** Takes back everything, everywhere. */
  mend(): Promise<void>;
  /** Ends a node, or `redis`, and starts it afresh at the same address. */
  restart(member: string): Promise<void>;
}

const standard = { nodes: 3, rps: 30, limit: 100, windowMs: 10_000 } as const;

/** Starts everything on free ports of this machine, and waits until every node has answered customers. */
export async function startLab(settings: LabSettings = {}): Promise<Lab> {
  const { nodes, rps, limit, windowMs } = { ...standard, ...settings };
  const folder = mkdtempSync(join(tmpdir(), "ratelimiter-lab-"));
  const stops: Stops = [() => rmSync(folder, { recursive: true, force: true })];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= stopAll(stops);
    return stopped;
  };
  try {
    const parts = await startParts({ nodes, folder, standard: { windowMs, limit } }, stops);
    const places = parts.places.map(({ id, url, log }) => ({ id, url, log }));
    await limitTheGreedy(places);
    const load = startLoad({ urls: places.map(({ url }) => url), keys: customers, rps });
    stops.push(() => load.stop());
    const controls = controlsOf(parts);
    const control: Control = await openControl({ ...controls, load });
    stops.push(() => control.close());
    await untilServed(load, nodes * customers.length);
    return { ...controls, nodes: places, redisUrl: parts.redisUrl, controlUrl: control.url, load, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function controlsOf(parts: LabParts): LabControls {
  const first = parts.places[0]?.id ?? "";
  const undo = async (fault: LabFault, node = first) => await labFaults[fault].undo(parts, node);
  return {
    undo,
    inject: async (fault, node = first) => await labFaults[fault].inject(parts, node),
    async mend() {
      // The keys of the table are its faults.
      for (const fault of Object.keys(labFaults) as LabFault[])
        for (const { id } of parts.places) await undo(fault, id);
    },
    async restart(member) {
      if (member === "redis") return await parts.restartRedis();
      const place = parts.place(member);
      await place.process?.kill();
      await place.start();
    },
  };
}

/** Through the service itself, as an operator would, as soon as a node has found Redis. */
async function limitTheGreedy([first]: readonly LabNode[]) {
  if (first === undefined) throw new TypeError("a lab has at least one node");
  const isSet = async () => {
    const { ok } = await fetch(`${first.url}/api/limits`, { method: "PUT", body: JSON.stringify(greedy) });
    return ok;
  };
  await until(isSet, "the first node takes a limit");
}

function untilServed(load: Load, requests: number): Promise<void> {
  return until(async () => {
    const { allowed, denied } = load.counts();
    return allowed + denied >= requests;
  }, "every node has answered customers");
}

const withinMs = 20_000;

/** Asked again in a moment, until it is so. */
async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`The lab did not come up: in vain it waited until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function stopAll(stops: Stops) {
  // Each in its turn, whatever the others came to; once.
  for (const stop of stops.splice(0).reverse()) await Promise.resolve(stop()).catch(() => {});
}
