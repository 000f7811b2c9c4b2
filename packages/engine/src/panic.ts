import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Actor } from "@steadyhand/core/identity";
import { OpsError, type Refusal } from "@steadyhand/core/outcome";
import {
  longestReason,
  type NodeStop,
  type PanicId,
  type PanicNode,
  type PanicPress,
  type PanicState,
  panicStateOf,
  type Resumption,
  type StopState,
  strictest,
} from "@steadyhand/core/panic";
import type { Bus, BusState } from "./bus.ts";
import type { EngineLog } from "./engine-options.ts";
import { createPanicDrill, type DrillResult } from "./panic-drill.ts";
import { messageOf, payloadOf } from "./panic-message.ts";
import { createPanicNodes } from "./panic-nodes.ts";
import { createOwnStop } from "./panic-own-stop.ts";
import type {
  PanicMessage,
  PanicPeers,
  PanicRunner,
  PanicSign,
  PanicStore,
  StopExecutions,
  StoredPanic,
} from "./panic-ports.ts";
import { createPanicRecord } from "./panic-record.ts";
import { createResume, type Resumer } from "./panic-resume.ts";
import type { Clock } from "./ports.ts";

export interface PanicOptions {
  readonly node: PanicNode;
  readonly runners: readonly PanicRunner[];
  readonly signs: readonly PanicSign[];
  readonly store: PanicStore;
  /** Appends to the ledger what belongs to no press's own transaction. */
  readonly append: (events: readonly AuditEventDraft[]) => Promise<void>;
  readonly peers: PanicPeers;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly newId: (prefix: "pan") => PanicId;
  /** How often the database is asked whether another node pressed; absent where no other node shares it. */
  readonly readStoreEveryMs?: number;
  readonly log: EngineLog;
}

/** Everything that is known of a panic now. */
export interface PanicReport {
  readonly panic: PanicState;
  /** Of all nodes together; `stopped` while it is off says nothing. */
  readonly stop: StopState;
  readonly nodes: readonly NodeStop[];
  readonly resumption: Resumption;
  /** Whether the press and what it stopped stand in the database. */
  readonly record: "stored" | "owed";
  readonly bus: BusState;
  /** Why nothing may start on this node. */
  readonly startsRefused?: Refusal;
  /** Two people ended it, and this keeps it on. */
  readonly heldBy?: string;
}

export interface PressRequest {
  readonly reason: string;
  readonly kill: boolean;
  /** The same id again is the same press. */
  readonly id?: PanicId;
  /** How it was pressed, for the record: `api`, `webhook`. */
  readonly via: string;
}

/**
 * Stops everything, on every node, without needing the database. Memory first, then the processes, and then whatever
 * tells others and survives us: signs, peers, bus, record. Each of these alone is enough to keep it on.
 */
export interface Panic {
  state(): PanicState;
  /** Why nothing may start now, asked at the door. */
  whyNoStart(): Refusal | undefined;
  /** Presses, and answers within a second with what is seen by then. Twice without harm. */
  press(by: Actor, request: PressRequest): Promise<PanicReport>;
  /** What the database holds, come upon by whoever reads it for something else. */
  heard(press: PanicPress): void;
  /** What another node tells us; answers once this node is seen stopped. */
  told(message: PanicMessage): Promise<NodeStop>;
  report(): PanicReport;
  /** Calls `changed` when anything of the report may have changed. */
  watch(changed: () => void): () => void;
  /** Whether two people had ended this press before. */
  wasLifted(id: PanicId): boolean;
  readonly resume: Resumer;
  drill(by: Actor): Promise<DrillResult>;
  /**
   * Reads the database and then every sign, before anything is taken up. Throws what the database throws: without its
   * word nobody knows whether a press still holds.
   */
  look(): Promise<void>;
  /** Watches the signs and the database from then on. What is owed to the runs is stored with `stopExecutions`. */
  start(stopExecutions: StopExecutions): Promise<void>;
  stop(): void;
}

/** How long a press waits for the other nodes before it answers. */
const answerWithinMs = 900;
/** While it is on, everything is looked at and told again this often. */
const keepMs = 1000;
/** A bus that says nothing for longer is taken for cut off. */
const silentBusMs = 1000;

export function createPanic(options: PanicOptions): Panic {
  const { signs, store, bus, clock, log } = options;
  const presses = new Map<PanicId, PanicPress>();
  const lifted = new Set<PanicId>();
  const watchers = new Set<() => void>();
  const endings: (() => void)[] = [];
  /** End the one wait of each loop. */
  const waits = { keep: () => {}, read: () => {} };
  let resumption: Resumption = { phase: "none" };
  let lifting: Promise<(string | undefined)[]> | undefined;
  let heldBy: string | undefined;
  let current: PanicState = { isOn: false };
  let isStopped = false;

  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };
  const own = createOwnStop({ ...options, changed, isWanted: () => current.isOn });
  const nodes = createPanicNodes({ ...options, changed });
  const record = createPanicRecord({
    ...options,
    ...{ changed, ownStop: own.settled },
    wasLifted: (id) => void lift([id]),
  });
  const drill = createPanicDrill({ ...options, nodes, probe: own.probe });

  /** The one way into panic, from wherever it is heard. What must be at once is done before anything is awaited. */
  function take(press: PanicPress, via: string): Promise<NodeStop> {
    if (lifted.has(press.id) || (presses.has(press.id) && !isHarder(press))) return own.settled();
    const isNew = !presses.has(press.id);
    // An ask was made without knowing of it.
    if (isNew) resumption = { phase: "none" };
    presses.set(press.id, press);
    current = panicStateOf(presses.values());
    const stopped = own.halt({ kill: current.isOn && current.kill });
    if (isNew) log.error({ panicId: press.id, by: press.by.id, reason: press.reason, via }, "panic: everything stops");
    raiseSigns(press);
    tell({ type: "pressed", press });
    record.owe(press, via);
    changed();
    keep();
    return stopped;
  }

  const isHarder = ({ id, kill }: PanicPress) => kill && presses.get(id)?.kill === false;

  function tell(message: PanicMessage): void {
    bus.publish(topics.message, payloadOf(message));
    nodes.tell(message);
  }

  function raiseSigns(press: PanicPress): void {
    if (lifting !== undefined) return;
    for (const sign of signs) {
      sign.raise(press).catch((error: unknown) => log.error({ sign: sign.name, error }, "raising panic's sign failed"));
    }
  }

  function seen(sign: PanicSign, press: PanicPress): void {
    if (!lifted.has(press.id)) void take(press, sign.name);
    else if (lifting === undefined) void lowerAgain(sign, press);
  }

  /** Somebody raised it again who did not know yet. One that cannot be taken away means panic, whatever was said. */
  async function lowerAgain(sign: PanicSign, press: PanicPress): Promise<void> {
    const held = await lowered(sign, [press.id]);
    if (held === undefined) return;
    lifted.delete(press.id);
    void take(press, sign.name);
  }

  async function lowered(sign: PanicSign, ids: readonly PanicId[]): Promise<string | undefined> {
    try {
      await sign.lower(ids);
      return undefined;
    } catch (error) {
      log.error({ sign: sign.name, error }, "taking panic's sign away failed, so panic stays on");
      return `the sign "${sign.name}" could not be taken away: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  let keeping = false;
  /** While it is on: looks again at what was stopped, raises signs that went away, and asks who has not answered. */
  function keep(): void {
    if (keeping || isStopped || !current.isOn) return;
    keeping = true;
    waits.keep = clock.at(new Date(clock.now().getTime() + keepMs), () => {
      keeping = false;
      if (isStopped || !current.isOn) return;
      const press = current;
      void own.halt({ kill: current.kill });
      raiseSigns(press);
      nodes.askAgain({ type: "pressed", press });
      readStore().finally(keep);
    });
  }

  let reading: Promise<void> | undefined;
  /** Takes what the database says, when it answers. While it does not, nobody waits for it. */
  function readStore(): Promise<void> {
    reading ??= store
      .read()
      .then(accept)
      .catch((error: unknown) => log.error({ error }, "reading panic from the database failed"))
      .finally(() => {
        reading = undefined;
      });
    return Promise.race([reading, pause(keepMs)]);
  }

  async function accept(stored: StoredPanic): Promise<void> {
    for (const press of stored.presses) void take(press, "database");
    resumption = stored.resumption;
    changed();
    await lift(stored.lifted);
  }

  /** Two people's word, as the database has it. The signs go first: while one of them stands, panic is on. */
  async function lift(ids: readonly PanicId[]): Promise<void> {
    await lifting;
    const ended = ids.flatMap((id) => presses.get(id) ?? []);
    if (ended.length === 0) {
      for (const id of ids) lifted.add(id);
      return;
    }
    lifting = Promise.all(signs.map((sign) => lowered(sign, ids)));
    heldBy = (await lifting).find((problem) => problem !== undefined);
    lifting = undefined;
    if (heldBy !== undefined) return changed();
    for (const id of ids) lifted.add(id);
    for (const press of ended) presses.delete(press.id);
    current = panicStateOf(presses.values());
    if (!current.isOn) own.release();
    nodes.forget();
    resumption = { phase: "none" };
    log.info({ panicIds: ended.map(({ id }) => id) }, "panic is over; what was stopped waits to be resumed");
    changed();
  }

  const pause = (ms: number) =>
    new Promise<void>((resolve) => void clock.at(new Date(clock.now().getTime() + ms), resolve));

  function whyNoStart(): Refusal | undefined {
    if (current.isOn) return panicRefusal(current);
    const { silentMs = 0 } = bus.state();
    if (silentMs <= silentBusMs) return undefined;
    return {
      code: "panic.bus_silent",
      message: `nothing has been heard of Redis for ${silentMs} ms, so a panic pressed elsewhere could go unheard`,
      hint: "Starts are taken again by themselves once Redis answers",
    };
  }

  const report = (): PanicReport => {
    const all = [own.now(), ...nodes.stops()];
    const startsRefused = whyNoStart();
    return {
      ...{ panic: current, stop: strictest(all.map(({ state }) => state)), nodes: all, resumption },
      ...{ record: record.isStored() ? "stored" : "owed", bus: bus.state(), ...(startsRefused && { startsRefused }) },
      ...(current.isOn && heldBy !== undefined && { heldBy }),
    };
  };

  const resume = createResume({
    ...options,
    state: () => current,
    storePresses: () => record.storeAll([...presses.values()]),
    async changed(ids) {
      await readStore();
      if (ids.length === 0) return;
      await lift(ids);
      tell({ type: "lifted" });
      if (heldBy !== undefined) throw isHeld(heldBy);
    },
  });

  async function told(message: PanicMessage): Promise<NodeStop> {
    if (message.type === "pressed") return take(message.press, "another node");
    if (message.type === "probe") return own.probe();
    if (message.type === "lifted") await readStore();
    return own.now();
  }

  function listen(): void {
    endings.push(
      bus.subscribe(topics.message, (payload) => {
        const message = messageOf(payload);
        if (message !== undefined) void told(message);
      }),
      ...signs.map((sign) => sign.watch((press) => seen(sign, press))),
    );
    if (options.readStoreEveryMs !== undefined) readEvery(options.readStoreEveryMs);
  }

  function readEvery(everyMs: number): void {
    const again = () => {
      // While it is on, `keep` reads it.
      const read = current.isOn || isStopped ? Promise.resolve() : readStore();
      void read.finally(() => isStopped || readEvery(everyMs));
    };
    waits.read = clock.at(new Date(clock.now().getTime() + everyMs), again);
  }

  return {
    state: () => current,
    whyNoStart,
    async press(by, { reason, kill, id, via }) {
      const given = reason.trim().slice(0, longestReason) || "no reason given";
      const press = { id: id ?? options.newId("pan"), since: clock.now(), by, reason: given, kill };
      const stopped = take(press, via);
      await Promise.race([Promise.all([stopped, nodes.answered()]), pause(answerWithinMs)]);
      return report();
    },
    heard: (press) => void take(press, "database"),
    told,
    report,
    watch(watcher) {
      const each = () => watcher();
      watchers.add(each);
      return () => void watchers.delete(each);
    },
    wasLifted: (id) => lifted.has(id),
    resume,
    drill,
    async look() {
      // First: a sign may show a press that two people have ended.
      await accept(await store.read());
      const shown = await Promise.allSettled(signs.map((sign) => sign.read()));
      for (const [index, read] of shown.entries()) {
        const sign = signs[index];
        if (read.status === "fulfilled" && read.value !== undefined && sign) seen(sign, read.value);
        if (read.status === "rejected") log.error({ sign: sign?.name, error: read.reason }, "reading a sign failed");
      }
    },
    async start(stopExecutions) {
      record.start(stopExecutions);
      listen();
      await readStore();
    },
    stop() {
      isStopped = true;
      record.stop();
      for (const end of [...endings.splice(0), waits.keep, waits.read]) end();
    },
  };
}

const topics = { message: "panic.message" } as const;

/** What every refusal of a start or a change says while panic is on. */
export function panicRefusal({ since }: PanicState & { readonly isOn: true }): Refusal {
  return {
    code: "panic.on",
    // Every tenant's people are told this: who pressed, and why, is for those of the installation.
    message: `panic is on since ${since.toISOString()}`,
    hint: "`steady panic status` shows it; an admin asks to end it with `steady panic resume`, and a second person confirms",
  };
}

function isHeld(why: string): OpsError {
  return new OpsError(`Cannot end the panic: two people have said so, but ${why}`, {
    kind: "unavailable",
    code: "panic.held",
    hint: "Take it away by hand; panic ends by itself once every sign of it is gone",
  });
}
