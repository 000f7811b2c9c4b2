import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Caller, Clock, Ledger } from "@steadyhand/engine";
import type { ServerLog } from "../log.ts";

/** One look into the record. */
export interface LedgerRead {
  readonly what: "list" | "summary" | "anomalies" | "proof" | "stream" | "unfinished";
  /** What was asked for, but not which page of it: going through pages is one read. */
  readonly filter: Readonly<Record<string, unknown>>;
  /** How many events were shown. */
  readonly events: number;
  /** The number that a stream begins after; reads that differ in it alone are the same. */
  readonly after?: number;
  /** When a stream began that ends now: its beginning was noted as a read, so its end is none. */
  readonly since?: Date;
}

/** Records who read what of the record. */
export interface ReadRecord {
  /**
   * Resolves when a read of this kind is in the record, so that nobody is shown it before. Never rejects: where that cannot be
   * written now, or takes longer than 2 s, the person is answered all the same, it is logged, and it is tried again.
   */
  note(caller: Caller, read: LedgerRead): Promise<void>;
  /** Writes what was noted. Twice without harm. */
  close(): Promise<void>;
}

/** Reads of one person with the same filter are counted together, until so long passes without another … */
export const quietMs = 60_000;
/** … and written each time so long has passed: a page that refreshes itself for ever adds one event in this time. */
export const longestMs = 3_600_000;
/** What cannot be written must not keep people from reading what happened. */
export const longestWaitMs = 2_000;
/** So many different reads at most are counted; those that came first are written first. */
const mostKinds = 1_000;

/** What is not in the record yet of one kind of read. */
interface Unwritten extends Omit<LedgerRead, "since"> {
  readonly caller: Caller;
  readonly reads: number;
  readonly from: Date;
  readonly until: Date;
}

interface Kind {
  readonly key: string;
  /** Whether the record says that it is read. */
  isBegun: boolean;
  writtenAt: Date;
  lastAt: Date;
  unwritten: Unwritten | undefined;
  /** The newest try to write it. */
  writing: Promise<void>;
}

/**
 * The first read of a kind is in the record before it is answered; what follows is counted, and written when it is over. So a
 * page that polls does not fill the record by looking at it, and a crash loses a count at most, never that somebody looked.
 */
export function createReadRecord(options: {
  readonly ledger: Pick<Ledger, "append">;
  readonly clock: Clock;
  /** What people look for may be a secret that they found somewhere. */
  readonly redact: (text: string) => string;
  readonly log: Pick<ServerLog, "warn">;
}): ReadRecord {
  const { ledger, clock, redact, log } = options;
  const kinds = new Map<string, Kind>();
  let cancel: (() => void) | undefined;

  function write(kind: Kind): Promise<void> {
    // One after the other, so that what failed is written with what came meanwhile.
    kind.writing = kind.writing.then(() => writeNow(kind));
    return kind.writing;
  }

  async function writeNow(kind: Kind): Promise<void> {
    const { unwritten, isBegun } = kind;
    if (unwritten === undefined) return;
    kind.unwritten = undefined;
    const { caller, what, filter } = unwritten;
    try {
      await ledger.append(caller.tenantId, [eventOf(unwritten, isBegun)]);
      kind.isBegun = true;
      kind.writtenAt = clock.now();
    } catch (error) {
      // It stays, together with what was read meanwhile, until the record can be written again.
      kind.unwritten = joined(unwritten, kind.unwritten);
      log.warn({ error, actor: caller.actor.id, what, filter }, "a read of the record could not be recorded");
    }
  }

  function isDue({ lastAt, writtenAt }: Kind): boolean {
    const now = clock.now().getTime();
    return now - lastAt.getTime() >= quietMs || now - writtenAt.getTime() >= longestMs;
  }

  async function writeDue(): Promise<void> {
    for (const kind of [...kinds.values()].filter(isDue)) {
      await write(kind);
      if (kind.unwritten !== undefined) return;
      if (clock.now().getTime() - kind.lastAt.getTime() >= quietMs) kinds.delete(kind.key);
    }
  }

  function watch(): void {
    cancel ??= clock.at(new Date(clock.now().getTime() + quietMs), () => {
      cancel = undefined;
      void writeDue().then(() => kinds.size > 0 && watch());
    });
  }

  function kindOf(caller: Caller, { what, filter }: LedgerRead): Kind {
    const key = JSON.stringify([caller.tenantId, caller.actor.id, what, filter]);
    const now = clock.now();
    const known = kinds.get(key);
    if (known !== undefined) return known;
    const begun = { isBegun: false, writtenAt: now, lastAt: now, unwritten: undefined, writing: Promise.resolve() };
    const kind: Kind = { key, ...begun };
    kinds.set(key, kind);
    const [oldest] = kinds.values();
    if (kinds.size > mostKinds && oldest !== undefined) {
      void write(oldest).then(() => oldest.unwritten === undefined && kinds.delete(oldest.key));
    }
    return kind;
  }

  return {
    async note(caller, { since, ...asked }) {
      const now = clock.now();
      const read = { ...asked, filter: withoutSecrets(asked.filter, redact) };
      const kind = kindOf(caller, read);
      const reads = since === undefined ? 1 : 0;
      kind.unwritten = joined({ ...read, caller, reads, from: since ?? now, until: now }, kind.unwritten);
      kind.lastAt = now;
      watch();
      if (!kind.isBegun) await within(longestWaitMs, write(kind), clock);
    },
    async close() {
      cancel?.();
      for (const kind of kinds.values()) await write(kind);
    },
  };
}

function withoutSecrets(filter: LedgerRead["filter"], redact: (text: string) => string): LedgerRead["filter"] {
  const entries = Object.entries(filter);
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === "string" ? redact(value) : value]));
}

function within(ms: number, work: Promise<void>, clock: Clock): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = clock.at(new Date(clock.now().getTime() + ms), resolve);
  void work.then(resolve);
  return promise.finally(cancel);
}

function joined(read: Unwritten, other: Unwritten | undefined): Unwritten {
  if (other === undefined) return read;
  const [from, until] = [
    read.from < other.from ? read.from : other.from,
    read.until > other.until ? read.until : other.until,
  ];
  const after = Math.min(read.after ?? Number.POSITIVE_INFINITY, other.after ?? Number.POSITIVE_INFINITY);
  const sums = { reads: read.reads + other.reads, events: read.events + other.events };
  return { ...read, ...sums, from, until, ...(Number.isFinite(after) && { after }) };
}

function eventOf({ caller, reads, from, until, ...read }: Unwritten, isBegun: boolean): AuditEventDraft {
  const often = reads > 1 ? `, ${reads} times` : "";
  return {
    type: "ledger.read",
    actor: caller.actor,
    outcome: "ok",
    why: `${caller.actor.name} read the record (${read.what})${isBegun ? " further" : ""}${often}`,
    data: { ...read, reads, from: from.toISOString(), until: until.toISOString() },
  };
}
