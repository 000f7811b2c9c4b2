import { type AttemptStop, type NodeStop, nodeStateOf, type PanicNode } from "@steadyhand/core/panic";
import type { EngineLog } from "./engine-options.ts";
import type { HaltedAttempt, PanicRunner } from "./panic-ports.ts";
import type { Clock } from "./ports.ts";

interface OwnStopOptions {
  readonly node: PanicNode;
  readonly runners: readonly PanicRunner[];
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly changed: () => void;
  /** Whether panic is still on: an answer that comes after its end changes nothing. */
  readonly isWanted: () => boolean;
}

/** What this very node has stopped. */
export interface OwnStop {
  /** Stops all of it; resolves with what was seen. Calls while one is on its way share its answer, but for a kill. */
  halt(how: { readonly kill: boolean }): Promise<NodeStop>;
  now(): NodeStop;
  /** Looks at every process the way a stop would, and stops nothing. `problem`: what could not be looked at. */
  probe(): Promise<NodeStop>;
  /** What the halt that is on its way, or the last one, came to. */
  settled(): Promise<NodeStop>;
  release(): void;
}

export function createOwnStop({ node, runners, clock, log, changed, isWanted }: OwnStopOptions): OwnStop {
  let stop: NodeStop = { node, state: "stopped", attempts: [] };
  let halting: { readonly kill: boolean; readonly done: Promise<NodeStop> } | undefined;
  let firstTookMs: number | undefined;

  async function haltNow(kill: boolean): Promise<NodeStop> {
    const startedAt = clock.now().getTime();
    const seen = await Promise.allSettled(runners.map((runner) => runner.haltAll({ kill })));
    const attempts = seen.flatMap((each) => (each.status === "fulfilled" ? each.value.map(asStop) : []));
    const failed = seen.find((each) => each.status === "rejected");
    if (failed) log.error({ error: failed.reason }, "stopping everything on this node failed");
    firstTookMs ??= clock.now().getTime() - startedAt;
    return {
      ...{ node, attempts, tookMs: firstTookMs },
      ...(failed
        ? { state: "unconfirmed", problem: `what runs could not be stopped: ${String(failed.reason)}` }
        : { state: nodeStateOf(attempts) }),
    };
  }

  return {
    halt({ kill }) {
      if (halting !== undefined && (halting.kill || !kill)) return halting.done;
      if (stop.state !== "stopped" || firstTookMs === undefined) stop = { ...stop, state: "stopping" };
      const done = haltNow(kill).then((seen) => {
        if (halting?.done === done) halting = undefined;
        if (!isWanted()) return seen;
        const isChanged = JSON.stringify(seen) !== JSON.stringify(stop);
        stop = seen;
        if (isChanged) changed();
        return seen;
      });
      halting = { kill, done };
      return done;
    },
    now: () => stop,
    async probe() {
      const startedAt = clock.now().getTime();
      const seen = (await Promise.all(runners.map((runner) => runner.probeAll()))).flat();
      const attempts = seen.map(asStop);
      const unsure = seen.find((each) => each.seen === "unsure");
      const problem = unsure && `${unsure.attemptId}: ${unsure.problem ?? "not seen"}`;
      const tookMs = clock.now().getTime() - startedAt;
      return { node, attempts, state: nodeStateOf(attempts), tookMs, ...(problem !== undefined && { problem }) };
    },
    settled: async () => (halting ? halting.done : stop),
    release() {
      firstTookMs = undefined;
      stop = { node, state: "stopped", attempts: [] };
      for (const runner of runners) runner.release();
    },
  };
}

function asStop({ attemptId, seen, processes, problem }: HaltedAttempt): AttemptStop {
  const hasEnded = seen === "gone";
  const isStill = hasEnded || seen === "stopped";
  return {
    ...{ attemptId, state: isStill ? "stopped" : "unconfirmed", processes, hasEnded },
    ...(problem !== undefined && { problem }),
  };
}
