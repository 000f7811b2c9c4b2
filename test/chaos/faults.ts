import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Random } from "../../scripts/fuzz/random.ts";
import type { ChaosNode, Cluster } from "./cluster.ts";
import type { ChaosDatabase } from "./database.ts";

export const faultNames = [
  "kill",
  "kill_all",
  "stand_still",
  "database_restart",
  "clock_jump",
  "redis_gone",
  "disk_full",
] as const;
export type FaultName = (typeof faultNames)[number];

/** How often each fault is picked, of a hundred. */
const shares: Readonly<Record<FaultName, number>> = {
  kill: 35,
  kill_all: 3,
  stand_still: 27,
  database_restart: 10,
  clock_jump: 12,
  redis_gone: 6,
  disk_full: 7,
};

export interface World {
  readonly cluster: Cluster;
  readonly database: ChaosDatabase;
  readonly redis: ChaosRedis | undefined;
  /** A small disk of its own for the runner folder, when this machine lets us make one. */
  readonly disk: SmallDisk | undefined;
  readonly random: Random;
  /** Called right after a node was killed; it does not come back before this resolves. */
  readonly killed: (node: ChaosNode) => Promise<void>;
  /** The takeovers that are being measured. */
  readonly measuring: ReadonlySet<Promise<void>>;
}

/** Something that goes wrong and, by itself, right again. Resolves when it has. */
export async function carryOutFault(name: FaultName, world: World): Promise<void> {
  const { cluster, database, redis, disk, random } = world;
  switch (name) {
    case "kill": {
      const node = pickUp(cluster, random);
      if (node !== undefined) await killAndRestart(node, world);
      return;
    }
    case "kill_all":
      await Promise.all(cluster.nodes.filter(({ server }) => server).map((node) => killAndRestart(node, world)));
      return;
    case "stand_still": {
      const node = pickUp(cluster, random);
      if (node !== undefined) await standStill(node, 300 + random.below(6000));
      return;
    }
    case "database_restart":
      // With the database away nobody can take over: what is just being measured comes first.
      await Promise.all(world.measuring);
      return database.restart();
    case "clock_jump": {
      const node = random.pick(cluster.nodes);
      const offsets = [-3_600_000, -30_000, -1_000, 0, 0, 1_000, 70_000, 600_000];
      return cluster.setClock(node, random.pick(offsets));
    }
    case "redis_gone":
      return redis?.goAwayFor(500 + random.below(3000));
    case "disk_full":
      return disk?.fillFor(500 + random.below(2500));
  }
}

export function pickFault(random: Random, has: { redis: boolean; disk: boolean }): FaultName {
  const possible = faultNames.filter(
    (name) => (name !== "redis_gone" || has.redis) && (name !== "disk_full" || has.disk),
  );
  return random.pick(possible.flatMap((name) => Array<FaultName>(shares[name]).fill(name)));
}

function pickUp(cluster: Cluster, random: Random): ChaosNode | undefined {
  const up = cluster.nodes.filter(({ server, isStopped }) => server && !isStopped);
  return up.length === 0 ? undefined : random.pick(up);
}

async function killAndRestart(node: ChaosNode, { cluster, random, killed }: World): Promise<void> {
  // Some come back at once, before anybody can have missed them; the others only after their work was taken over.
  const isBackAtOnce = random.below(4) === 0;
  const pauseMs = random.below(isBackAtOnce ? 2500 : 1000);
  await cluster.kill(node);
  if (!isBackAtOnce) await killed(node);
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  await cluster.start(node);
}

/** As a process does under a debugger, in a machine that is paused, or in a very long collection of garbage. */
async function standStill(node: ChaosNode, lengthMs: number): Promise<void> {
  const { server } = node;
  if (server === undefined) return;
  node.isStopped = true;
  process.kill(server.pid, "SIGSTOP");
  await new Promise((resolve) => setTimeout(resolve, lengthMs));
  // Killed meanwhile, it is not there to go on.
  if (node.server !== server) return;
  process.kill(server.pid, "SIGCONT");
  node.isStopped = false;
}

export interface SmallDisk {
  readonly path: string;
  fillFor(lengthMs: number): Promise<void>;
  close(): void;
}

/** A file system in memory, of a few megabytes. Only root may make one; elsewhere its fault is left out, and said. */
export function openSmallDisk(folder: string, size = "24m"): SmallDisk | undefined {
  const path = join(folder, "small-disk");
  mkdirSync(path);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size},mode=0700`, "tmpfs", path], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  const filler = join(path, "filler");
  return {
    path,
    async fillFor(lengthMs) {
      try {
        writeFileSync(filler, Buffer.alloc(32 * 1024 * 1024));
      } catch {
        // Full: as it is meant to be.
      }
      await new Promise((resolve) => setTimeout(resolve, lengthMs));
      rmSync(filler, { force: true });
    },
    close() {
      execFileSync("umount", ["-l", path], { stdio: "ignore" });
    },
  };
}

export interface ChaosRedis {
  readonly url: string;
  goAwayFor(lengthMs: number): Promise<void>;
  close(): Promise<void>;
}

/** A real Redis on a socket of its own, where one is installed. */
export async function openChaosRedis(folder: string, port: number): Promise<ChaosRedis | undefined> {
  const program = ["/usr/bin/redis-server", "/usr/bin/valkey-server"].find(existsSync);
  if (program === undefined) return undefined;
  const directory = join(folder, "redis");
  mkdirSync(directory);
  const words = ["--port", String(port), "--bind", "127.0.0.1", "--dir", directory, "--save", "", "--appendonly", "no"];
  const start = () => spawn(program, words, { stdio: "ignore" });
  const end = async (child: ChildProcess) => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  };
  let child = start();
  return {
    url: `redis://127.0.0.1:${port}`,
    async goAwayFor(lengthMs) {
      await end(child);
      await new Promise((resolve) => setTimeout(resolve, lengthMs));
      child = start();
    },
    close: () => end(child),
  };
}
