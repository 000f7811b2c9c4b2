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
}

/** Records who read what of the record. */
export interface ReadRecord {
  /** Never waits, and never fails: what cannot be written now is tried again. */
  note(caller: Caller, read: LedgerRead): void;
  /** Writes what was noted. Twice without harm. */
  close(): Promise<void>;
}

/** Reads of one person with the same filter are one, until so long passes without another … */
export const quietMs = 60_000;
/** … or so long has passed in all: a page that refreshes itself for ever adds no more than one event in this time. */
export const longestMs = 3_600_000;
/** So many different reads at most wait to be written; those that have waited longest are written first. */
const mostOpen = 1_000;

interface OpenRead extends LedgerRead {
  readonly caller: Caller;
  readonly reads: number;
  readonly from: Date;
  readonly until: Date;
}

/**
 * A read is in the record when it is over: its event counts how often the same was asked for, and how many events were
 * shown. So a page that polls does not fill the record by looking at it. A crash loses what was not yet over.
 */
export function createReadRecord(options: {
  readonly ledger: Pick<Ledger, "append">;
  readonly clock: Clock;
  readonly log: Pick<ServerLog, "warn">;
}): ReadRecord {
  const { ledger, clock, log } = options;
  const open = new Map<string, OpenRead>();
  let cancel: (() => void) | undefined;
  let writing: Promise<void> = Promise.resolve();

  function isOver({ from, until }: OpenRead): boolean {
    const now = clock.now().getTime();
    return now - until.getTime() >= quietMs || now - from.getTime() >= longestMs;
  }

  function write(isDue: (read: OpenRead) => boolean): Promise<void> {
    writing = writing.then(async () => {
      for (const [key, read] of [...open]) {
        if (!isDue(read)) continue;
        open.delete(key);
        try {
          await ledger.append(read.caller.tenantId, [eventOf(read)]);
        } catch (error) {
          // It stays, together with what was read meanwhile, until the record can be written again.
          open.set(key, joined(read, open.get(key)));
          log.warn({ error }, "a read of the record could not be recorded");
          return;
        }
      }
    });
    return writing;
  }

  function watch(): void {
    cancel ??= clock.at(new Date(clock.now().getTime() + quietMs), () => {
      cancel = undefined;
      void write(isOver).then(() => open.size > 0 && watch());
    });
  }

  return {
    note(caller, read) {
      const key = JSON.stringify([caller.tenantId, caller.actor.id, read.what, read.filter]);
      const now = clock.now();
      open.set(key, joined({ ...read, caller, reads: 1, from: now, until: now }, open.get(key)));
      const [oldest] = open.values();
      if (open.size > mostOpen) void write((one) => one === oldest);
      watch();
    },
    async close() {
      cancel?.();
      await write(() => true);
    },
  };
}

function joined(read: OpenRead, other: OpenRead | undefined): OpenRead {
  if (other === undefined) return read;
  const from = read.from < other.from ? read.from : other.from;
  const until = read.until > other.until ? read.until : other.until;
  return { ...read, reads: read.reads + other.reads, events: read.events + other.events, from, until };
}

function eventOf({ caller, what, filter, reads, events, from, until }: OpenRead): AuditEventDraft {
  const often = reads === 1 ? "" : `, ${reads} times`;
  return {
    type: "ledger.read",
    actor: caller.actor,
    outcome: "ok",
    why: `${caller.actor.name} read the record (${what})${often}`,
    data: { what, filter, reads, events, from: from.toISOString(), until: until.toISOString() },
  };
}
