import type { TenantId } from "@steadyhand/core/identity";
import { coolDownMs, incidentIdOf } from "@steadyhand/core/incident";
import { observed } from "@steadyhand/core/invariant";
import { OpsError } from "@steadyhand/core/outcome";
import type { Subject } from "@steadyhand/subject";
import type { EngineLog } from "../engine-options.ts";
import type { Clock } from "../ports.ts";
import type { IncidentStore, WatchLease } from "./incident-port.ts";
import { createLanes } from "./lanes.ts";
import { createLooker, type Looker } from "./look.ts";
import { type Looked, subjectTransition } from "./subject-transition.ts";
import { createTurns } from "./turns.ts";
import { type LastLook, type WatchedSubject, type WatchPace, watchSubject } from "./watched-subject.ts";

export interface MonitorOptions {
  readonly store: IncidentStore;
  readonly clock: Clock;
  /** What this server watches under; `undefined` while it has none, and then it watches nothing. */
  readonly lease: () => WatchLease | undefined;
  /** Removes secrets from what subjects say. */
  readonly redact: (text: string) => string;
  /** From 0 to below 1, for ids. */
  readonly chance: () => number;
  readonly log: EngineLog;
  /** How many looks are under way at once. Default 64. */
  readonly atOnce?: number;
  /** How often is asked for what no server watches. Default 5 s. */
  readonly claimEveryMs?: number;
}

/** How one subject is told from all others. */
export interface SubjectKey {
  readonly tenantId: TenantId;
  readonly subject: string;
}

/** Looks at subjects, judges what it sees, and opens, follows and resolves their incidents. One in a process is enough. */
export interface Monitor {
  /**
   * Watches a subject from the next claim on, at a pace of 30 s, and 10 s for one look. Its owner closes it. Throws
   * `subject.reserved_invariant`.
   */
  watch(tenantId: TenantId, subject: Subject, pace?: Partial<WatchPace>): void;
  /** Ends watching it; resolves when the subject has let go. */
  unwatch(key: SubjectKey): Promise<void>;
  /** Takes what is free, and keeps asking. */
  start(): Promise<void>;
  /** The subjects that this server watches now. */
  watching(): readonly SubjectKey[];
  /** The newest look at a subject that this server watches. It is not stored, and begins anew with each server. */
  lastLook(key: SubjectKey): LastLook | undefined;
  /** Resolves once what was judged until now is stored, or could not be. */
  stored(): Promise<void>;
  /** Ends every look and timer, stores what is known, and gives back what it watched; twice without harm. */
  close(): Promise<void>;
}

const usualPace: WatchPace = { intervalMs: 30_000, lookWithinMs: 10_000 };
const [claimingSubjects, storingLooks] = ["asking for what to watch", "storing what was seen"] as const;
/** So many subjects go into one transaction at most. */
const mostTogether = 100;

interface Wanted extends SubjectKey {
  readonly name: string;
  readonly of: Subject;
  readonly looker: Looker;
  readonly pace: WatchPace;
  watched?: WatchedSubject | undefined;
}

interface Snapshot {
  readonly watched: WatchedSubject;
  readonly looked: Looked;
  /** As it is once it is stored. */
  hasOpenIncident: boolean;
}

export function createMonitor(options: MonitorOptions): Monitor {
  const { store, clock, log, redact, chance, atOnce = 64, claimEveryMs = 5_000 } = options;
  const all = new Map<string, Wanted>();
  const turns = createTurns(atOnce);
  const lanes = createLanes<TenantId, Wanted>({ most: mostTogether, work: storeTogether });
  let held: WatchLease | undefined;
  let cancel = () => {};
  let claiming: Promise<void> | undefined;
  /** What fails just now: each is told once, until it works again. A database that is away would fill the log. */
  const failing = new Set<string>();
  let closing: Promise<void> | undefined;

  function claim(): Promise<void> {
    claiming ??= claimAll().finally(() => {
      claiming = undefined;
    });
    return claiming;
  }

  async function claimAll(): Promise<void> {
    const lease = options.lease();
    if (lease?.id !== held?.id || lease?.epoch !== held?.epoch) {
      await Promise.all([...all.values()].map(drop));
      held = lease;
    }
    try {
      if (lease) for (const [tenantId, wanted] of byTenant()) await claimOf(tenantId, lease, wanted);
      failing.delete(claimingSubjects);
    } catch (error) {
      failed(claimingSubjects, error);
    }
  }

  async function claimOf(tenantId: TenantId, lease: WatchLease, wanted: readonly Wanted[]): Promise<void> {
    const ours = new Set(await store.claim(tenantId, lease, namesOf(wanted)));
    await Promise.all(wanted.filter(({ subject }) => !ours.has(subject)).map(drop));
    const fresh = wanted.filter((one) => ours.has(one.subject) && one.watched === undefined && all.has(one.name));
    if (fresh.length === 0) return;
    const loaded = await store.load(tenantId, namesOf(fresh));
    const kept = new Map(loaded.map((one) => [one.subject, one]));
    for (const one of fresh) {
      if (closing || !all.has(one.name)) continue;
      const { name, of: subject, looker, pace } = one;
      const judged = (watched: WatchedSubject) => judgedOne(one, watched);
      const own = { name, subject, looker, kept: kept.get(one.subject), pace, judged };
      one.watched = watchSubject({ ...own, clock, redact, turns });
    }
  }

  /** Most looks find nothing wrong and nothing changed: they cost the store nothing. */
  function judgedOne(one: Wanted, { book, hasOpenIncident }: WatchedSubject): void {
    if (hasOpenIncident || book.isTroubled() || !book.unsaved().isEmpty) lanes.add(one.tenantId, one);
  }

  /** What cannot be stored stays as it is in memory, and goes with what the next look finds. */
  async function storeTogether(tenantId: TenantId, wanted: readonly Wanted[]): Promise<void> {
    try {
      await storeAll(tenantId, wanted);
      failing.delete(storingLooks);
    } catch (error) {
      const isAway = error instanceof OpsError && error.kind === "unavailable";
      if (wanted.length === 1 || isAway) return failed(storingLooks, error, wanted[0]);
      // One that cannot be stored keeps no other from it.
      for (const one of wanted) await storeTogether(tenantId, [one]);
    }
  }

  async function storeAll(tenantId: TenantId, wanted: readonly Wanted[]): Promise<void> {
    const lease = held;
    const known = new Map(wanted.flatMap(({ subject, watched }) => snapshot(subject, watched)));
    if (lease === undefined || known.size === 0) return;
    const since = new Date(clock.now().getTime() - coolDownMs);
    const stored = new Set(
      await store.transition({ tenantId, lease, subjects: [...known.keys()], since }, (subject, incidents) => {
        const own = known.get(subject);
        if (own === undefined) throw new TypeError(`${subject} was not asked for`);
        const transition = subjectTransition(own.looked, incidents);
        const phase = transition.incident?.phase ?? incidents.open?.phase ?? "resolved";
        own.hasOpenIncident = phase !== "resolved";
        return transition;
      }),
    );
    for (const [subject, { watched, looked, hasOpenIncident }] of known) {
      if (!stored.has(subject)) continue;
      looked.unsaved.saved();
      watched.hasOpenIncident = hasOpenIncident;
    }
    await Promise.all(wanted.filter(({ subject }) => known.has(subject) && !stored.has(subject)).map(drop));
  }

  /** While it is being stored, the next look goes on with the book. */
  function snapshot(subject: string, watched: WatchedSubject | undefined) {
    const at = watched?.book.lookedAt();
    if (watched === undefined || at === undefined) return [];
    const { book, hasOpenIncident } = watched;
    const newId = incidentIdOf(clock.now(), chance);
    const seen = { standing: book.standing(), isObserved: book.isObserved(), unsaved: book.unsaved() };
    const looked: Looked = { subject, ...seen, at, newId };
    const entry: readonly [string, Snapshot] = [subject, { watched, looked, hasOpenIncident }];
    return [entry];
  }

  /** Another server watches it, or nobody does: what is in memory may be old by the next time. */
  async function drop(one: Wanted): Promise<void> {
    const { watched } = one;
    one.watched = undefined;
    await watched?.stop();
  }

  function byTenant(): ReadonlyMap<TenantId, readonly Wanted[]> {
    return Map.groupBy(all.values(), ({ tenantId }) => tenantId);
  }

  function arm(): void {
    if (closing) return;
    cancel = clock.at(new Date(clock.now().getTime() + claimEveryMs), () => void claim().then(arm));
  }

  function failed(what: string, error: unknown, one?: SubjectKey): void {
    if (!failing.has(what)) log.error({ error, ...(one && { subject: one.subject }) }, `${what} failed`);
    failing.add(what);
  }

  async function close(): Promise<void> {
    cancel();
    await claiming;
    // What they know is stored before they are given back.
    await Promise.all([...all.values()].map(({ watched }) => watched?.stop()));
    await lanes.empty();
    for (const one of all.values()) one.watched = undefined;
    const lease = held;
    held = undefined;
    if (lease === undefined) return;
    for (const [tenantId, wanted] of byTenant()) {
      await store
        .release(tenantId, lease, namesOf(wanted))
        .catch((error: unknown) => failed("giving subjects back", error));
    }
  }

  return {
    watch(tenantId, of, given) {
      const name = nameOf({ tenantId, subject: of.name });
      if (all.has(name)) throw new TypeError(`${of.name} is watched already`);
      if (of.invariants.some((own) => own.name === observed.name)) throw reservedName(of.name);
      const pace = { ...usualPace, ...given };
      const staleMs = pace.intervalMs + pace.lookWithinMs;
      const looker = createLooker({ subject: of, clock, withinMs: pace.lookWithinMs, staleMs });
      all.set(name, { tenantId, subject: of.name, name, of, looker, pace });
    },
    async unwatch(key) {
      const one = all.get(nameOf(key));
      if (one === undefined) return;
      all.delete(one.name);
      const wasOurs = one.watched !== undefined;
      await drop(one);
      if (wasOurs && held) await store.release(key.tenantId, held, [key.subject]);
    },
    async start() {
      await claim();
      arm();
    },
    watching: () =>
      [...all.values()]
        .filter(({ watched }) => watched !== undefined)
        .map(({ tenantId, subject }) => ({ tenantId, subject })),
    lastLook: (key) => all.get(nameOf(key))?.watched?.lastLook(),
    stored: () => lanes.empty(),
    close: () => (closing ??= close()),
  };
}

function namesOf(wanted: readonly SubjectKey[]): readonly string[] {
  return wanted.map(({ subject }) => subject);
}

function nameOf({ tenantId, subject }: SubjectKey): string {
  return `${tenantId}/${subject}`;
}

function reservedName(subject: string): OpsError {
  return new OpsError(`Cannot watch ${subject}: an invariant of its own is called ${observed.name}`, {
    kind: "invalid",
    code: "subject.reserved_invariant",
    hint: "Give it another name: that a subject can be seen is watched for every one",
  });
}
