import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createRandom } from "../../scripts/fuzz/random.ts";
import { temporaryFolder } from "../running/server-process.ts";
import { BrokenPromise, createPeople, unlessCut } from "./approver.ts";
import { type ChaosNode, startCluster } from "./cluster.ts";
import { openChaosDatabase } from "./database.ts";
import { carryOutFault, type FaultName, openChaosRedis, openSmallDisk, pickFault } from "./faults.ts";
import { openChaosRestate } from "./restate.ts";
import { createTakeoverWatch, percentile } from "./takeovers.ts";

export interface ChaosOptions {
  readonly seed: number;
  readonly nodes: number;
  /** How many runs are open at any time, and how many steps each has. */
  readonly executions: number;
  readonly steps: number;
  readonly faults: number;
  /** At most so long between the beginnings of two faults. */
  readonly pauseMs: number;
  /** What decides when: the database's own queue, or a real Restate. */
  readonly queue?: "pg-boss" | "restate";
  readonly say?: (line: string) => void;
}

export interface ChaosReport {
  readonly faults: Readonly<Record<string, number>>;
  readonly executions: number;
  readonly steps: number;
  readonly stepsRunTwice: number;
  readonly stepsLost: number;
  readonly answers: Readonly<Record<string, number>>;
  readonly ledger: { readonly ok: boolean; readonly events: number };
  readonly takeovers: number;
  /** Kills after which nobody could take over for a while, such as with the database away: they say nothing. */
  readonly takeoversNotSeen: number;
  /** From the kill of a node to the first transition by another one of an execution that the killed one carried. */
  readonly firstStepP50Ms: number;
  readonly firstStepP99Ms: number;
  /** From the kill of a node until everything it carried was carried by others. */
  readonly takeoverP50Ms: number;
  readonly takeoverP99Ms: number;
  readonly takeoverMaxMs: number;
  readonly seconds: number;
}

/** How long runs that are open once every fault is over may take to complete. */
const restWithinMs = 120_000;

/**
 * Breaks everything around a cluster of real servers while people work with it, then lets it come to rest and counts.
 * Throws `BrokenPromise` where a step ran twice or is lost.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, steps, say = () => {} } = options;
  const startedAt = performance.now();
  const random = createRandom(seed);
  const folder = temporaryFolder("chaos");
  await using closing = new AsyncDisposableStack();
  closing.defer(() => folder.remove());
  const marks = join(folder.path, "marks");
  mkdirSync(marks);
  const database = await openChaosDatabase(folder.path);
  closing.defer(() => database.close());
  const redis = await openChaosRedis(folder.path, await freePort());
  closing.defer(async () => redis?.close());
  const disk = openSmallDisk(folder.path);
  closing.defer(() => disk?.close());
  if (disk === undefined) say("no file system of our own can be made here: the full disk is left out");
  if (redis === undefined) say("no Redis is installed here: its fault is left out");
  const queue = options.queue === "restate" ? await openChaosRestate(folder.path, options.nodes) : undefined;
  closing.defer(async () => queue?.close());
  const cluster = await startCluster({
    folder: folder.path,
    size: options.nodes,
    say,
    env: {
      DATABASE_URL: database.url,
      STEADYHAND_MASTER_KEY_FILE: join(folder.path, "master.key"),
      STEADYHAND_RUNNER_FOLDER: disk?.path ?? join(folder.path, "runner"),
      ...(redis && { STEADYHAND_REDIS: redis.url }),
      ...queue?.env,
    },
    ...(queue && { ownEnv: queue.ownEnv }),
  });
  closing.defer(() => cluster.close());
  const people = createPeople({ cluster, marks, steps, random });
  const watch = createTakeoverWatch(database, () => cluster.living().length > 0);
  const measuring = new Set<Promise<void>>();
  const killed = (node: ChaosNode) => {
    const measured = watch.watch(node, performance.now()).finally(() => measuring.delete(measured));
    measuring.add(measured);
    return measured;
  };
  const world = { cluster, database, redis, disk, random: createRandom(seed + 1), killed, measuring };
  say(`${options.nodes} servers run`);

  const counts: Record<string, number> = {};
  let isBreaking = true;
  const working = work();
  const breaking = breakThings().finally(() => {
    isBreaking = false;
  });
  await Promise.all([breaking, working, note()]);
  say(`every fault is over: ${people.completed.size} runs completed, ${people.open.size} to come to rest`);

  const restUntil = Date.now() + restWithinMs;
  while (people.open.size > 0 && Date.now() < restUntil) await people.round();
  if (people.open.size > 0) throw new BrokenPromise(`these never came to rest: ${await people.sayOpen()}`);
  const [twice, lost] = count();
  const client = cluster.living()[0]?.server.client;
  const ledger = await client?.verifyLedger();
  const moved = watch.takeovers.map(({ movedMs }) => movedMs);
  const carried = watch.takeovers.map(({ carriedMs }) => carriedMs);
  return {
    faults: counts,
    executions: people.completed.size,
    steps: people.completed.size * steps,
    stepsRunTwice: twice,
    stepsLost: lost,
    answers: people.answers,
    ledger: { ok: ledger?.ok === true, events: ledger?.events ?? 0 },
    takeovers: moved.length,
    takeoversNotSeen: watch.notSeen(),
    firstStepP50Ms: Math.round(percentile(moved, 50)),
    firstStepP99Ms: Math.round(percentile(moved, 99)),
    takeoverP50Ms: Math.round(percentile(carried, 50)),
    takeoverP99Ms: Math.round(percentile(carried, 99)),
    takeoverMaxMs: Math.round(percentile(carried, 100)),
    seconds: Math.round((performance.now() - startedAt) / 1000),
  };

  async function work(): Promise<void> {
    while (isBreaking) {
      // With every server down there is nothing to do but wait.
      if (cluster.living().length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
      await people.fill(options.executions).catch(unlessCut);
      await people.round();
    }
  }

  /** Things break while people work: after some answers since the last fault, unless too much is broken for that. */
  async function workGoesOn(): Promise<void> {
    const enough = (people.answers.approved ?? 0) + 3;
    for (const until = Date.now() + 8_000; Date.now() < until && (people.answers.approved ?? 0) < enough; ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async function note(): Promise<void> {
    while (isBreaking) {
      await watch.note();
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }

  async function breakThings(): Promise<void> {
    const has = { redis: redis !== undefined, disk: disk !== undefined };
    const underWay = new Set<FaultName>();
    const begun: Promise<void>[] = [];
    await watch.note();
    for (let number = 0; number < options.faults; ) {
      await workGoesOn();
      await new Promise((resolve) => setTimeout(resolve, 100 + world.random.below(options.pauseMs)));
      const name = pickFault(world.random, has);
      // One of a kind at a time, except that several nodes may be down at once.
      if (name !== "kill" && underWay.has(name)) continue;
      number += 1;
      counts[name] = (counts[name] ?? 0) + 1;
      say(`${number}: ${name}`);
      underWay.add(name);
      const fault = carryOutFault(name, world).finally(() => underWay.delete(name));
      // Looked at together with the others at the end: until then it must not count as unhandled.
      fault.catch(() => {});
      begun.push(fault);
    }
    await Promise.all(begun);
    for (const node of cluster.nodes) {
      cluster.setClock(node, 0);
      if (node.server === undefined) await cluster.start(node);
    }
  }

  function count(): [number, number] {
    const all = [...people.completed.values()].flatMap(({ values }) => people.happened(values.run ?? ""));
    return [all.filter((times) => times > 1).length, all.filter((times) => times === 0).length];
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
