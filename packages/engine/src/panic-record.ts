import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { NodeStop, PanicId, PanicPress } from "@steadyhand/core/panic";
import type { EngineLog } from "./engine-options.ts";
import { nodeStoppedEvent, pressedEvent } from "./panic-events.ts";
import type { PanicStore, StopExecutions } from "./panic-ports.ts";
import type { Clock } from "./ports.ts";

interface RecordOptions {
  readonly store: PanicStore;
  /** For facts that belong to no press's own transaction. */
  readonly append: (events: readonly AuditEventDraft[]) => Promise<void>;
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly ownStop: () => Promise<NodeStop>;
  readonly changed: () => void;
  /** Two people have ended it already, as the database says. */
  readonly wasLifted: (id: PanicId) => void;
}

/** Makes panic durable in the database, however long that is away. Nothing else of panic waits for it. */
export interface PanicRecord {
  /** Stores the press, what it does to each open run, and what this node has stopped; tried again until it is stored. */
  owe(press: PanicPress, via: string): void;
  isStored(): boolean;
  /** Stores what is not stored yet, and throws when it cannot. */
  storeAll(presses: readonly PanicPress[]): Promise<void>;
  start(stopExecutions: StopExecutions): void;
  stop(): void;
}

const retryMs = 500;
/** So long the record waits for what it is to tell of. */
const stopFirstMs = 250;

export function createPanicRecord({
  store,
  append,
  clock,
  log,
  ownStop,
  changed,
  wasLifted,
}: RecordOptions): PanicRecord {
  const owed = new Set<PanicId>();
  const vias = new Map<PanicId, string>();
  const starting = Promise.withResolvers<StopExecutions>();
  let isStopped = false;

  function storePress(press: PanicPress): Promise<"on" | "lifted"> {
    return store.press(press, [pressedEvent(press, vias.get(press.id) ?? "unknown")]);
  }

  async function storeOwed(press: PanicPress): Promise<void> {
    // What stops comes first: the database would only take the processor from it.
    const stopped = ownStop();
    await Promise.race([stopped, pause(stopFirstMs)]);
    const isOver = (await untilStored("the press", () => storePress(press))) === "lifted";
    const stopExecutions = await starting.promise;
    // An old sign, or a press heard late: what stood still for it here has to be resumed, and nothing else stops.
    const only = isOver ? executionsOf(await stopped) : undefined;
    await untilStored("what it does to each run", () => stopExecutions(press, only));
    if (isOver) wasLifted(press.id);
    const stop = await (isOver ? stopped : ownStop());
    await untilStored("what this node has stopped", () => append([nodeStoppedEvent(press.id, stop)]));
    owed.delete(press.id);
    changed();
  }

  const pause = (ms: number) =>
    new Promise<void>((resolve) => void clock.at(new Date(clock.now().getTime() + ms), resolve));

  async function untilStored<Result>(what: string, storeIt: () => Promise<Result>): Promise<Result | undefined> {
    while (!isStopped) {
      try {
        return await storeIt();
      } catch (error) {
        log.error({ error }, `storing ${what} failed; it is tried again`);
      }
      await pause(retryMs);
    }
    return undefined;
  }

  return {
    owe(press, via) {
      vias.set(press.id, via);
      owed.add(press.id);
      storeOwed(press).catch((error: unknown) => log.error({ error }, "recording a panic failed"));
    },
    isStored: () => owed.size === 0,
    async storeAll(presses) {
      for (const press of presses) await storePress(press);
    },
    start: starting.resolve,
    stop() {
      isStopped = true;
    },
  };
}

/** Those of which something stands still. */
function executionsOf({ attempts }: NodeStop): ReadonlySet<string> {
  const left = attempts.filter(({ hasEnded }) => !hasEnded);
  return new Set(left.map(({ attemptId }) => attemptId.split("/")[0] ?? attemptId));
}
