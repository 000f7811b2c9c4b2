import type { Observation } from "@steadyhand/core/invariant";
import type { Clock, IncidentStore, Monitor, MonitorOptions } from "@steadyhand/engine";
import { createMonitor } from "@steadyhand/engine";
import { type TestStores, tenantId } from "./test-server.ts";

type WatchedSubject = Parameters<Monitor["watch"]>[1];

/** What a system shows. It is another's: the tests say how it stands. */
export interface Shown {
  up: boolean;
  /** Whether it answers at all. */
  answers: "yes" | "no" | "never" | "nonsense";
  looks: number;
}

/** A system of two nodes of which the second may go down, with a grace of 10 s and a settling time of 20 s. */
export function subjectNamed(
  name: string,
  shown: Shown,
  clock: Clock,
  around: (look: Promise<Observation>) => Promise<Observation>,
) {
  const expected = [
    { id: "n1", kind: "node" },
    { id: "n2", kind: "node" },
  ];
  const observe = async (): Promise<Observation> => {
    shown.looks += 1;
    if (shown.answers === "never") await new Promise(() => {});
    if (shown.answers === "no") throw new Error("connection refused");
    // As a subject would that does not keep to its types.
    if (shown.answers === "nonsense") return { endedAt: clock.now() } as Observation;
    const members = expected.map(
      ({ id, kind }) => ({ id, kind, state: shown.up || id === "n1" ? "up" : "down" }) as const,
    );
    return { startedAt: clock.now(), endedAt: clock.now(), members, samples: [], blind: [] };
  };
  return {
    ...{ name, kind: "declared", expected, actions: [], faults: [] },
    invariants: [
      {
        ...{
          name: "node_down",
          title: "A node is down",
          severity: "critical",
          graceMs: 10_000,
          settleMs: 20_000,
          reads: [],
        },
        judge: ({ members }: Observation) =>
          members.map(({ id, state }) => ({
            ...{ member: id, verdict: state === "up" ? "holds" : "violated", why: `it is ${state}; password=hunter2` },
          })),
      },
    ],
    observe: () => around(observe()),
    findings: () => [],
    topology: () => ({ edges: [] }),
    close: async () => {},
  } as WatchedSubject;
}

/** Servers on one database, and a time that stands still until it passes. */
export interface MonitorWorld {
  readonly clock: Clock;
  readonly logged: { readonly message: string; readonly fields: object }[];
  /** Calls of the store that change something. */
  transitions: number;
  /** Called instead of the next transitions, with what would have been done. */
  disturb:
    | ((transition: () => Promise<readonly string[]>, subjects: readonly string[]) => Promise<readonly string[]>)
    | undefined;
  /** So many looks were under way at once, at most. */
  mostLooks: number;
  timers(): number;
  shown(more?: Partial<Shown>): Shown;
  subject(name: string, shown: Shown): WatchedSubject;
  server(
    name: string,
    more?: Partial<MonitorOptions>,
  ): Promise<Monitor & { silence(): Promise<void>; renew(): Promise<void> }>;
  /** Lets so many seconds pass, timer by timer, and what follows from each. */
  pass(seconds: number): Promise<void>;
}

export function openMonitorWorld(stores: TestStores): MonitorWorld {
  let now = Date.parse("2026-03-01T03:00:00.000Z");
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  let underway = 0;
  let looks = 0;
  const clock: Clock = {
    now: () => new Date(now),
    at(at, run) {
      const timer = { at: at.getTime(), run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  };
  async function counted<Result>(asked: Promise<Result>): Promise<Result> {
    underway += 1;
    try {
      return await asked;
    } finally {
      underway -= 1;
    }
  }
  async function settled(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet = underway === 0 ? quiet + 1 : 0) await new Promise(setImmediate);
  }
  async function look(asked: Promise<Observation>): Promise<Observation> {
    looks += 1;
    world.mostLooks = Math.max(world.mostLooks, looks);
    try {
      return await asked;
    } finally {
      looks -= 1;
    }
  }
  const store: IncidentStore = {
    ...stores.incidents,
    claim: (...of) => counted(stores.incidents.claim(...of)),
    load: (...of) => counted(stores.incidents.load(...of)),
    transition(key, decide) {
      world.transitions += 1;
      const transition = () => stores.incidents.transition(key, decide);
      return counted(world.disturb ? world.disturb(transition, key.subjects) : transition());
    },
  };
  const log = {
    info() {},
    error: (fields: object, message: string) => void world.logged.push({ fields, message }),
  };
  let seed = 1;
  // Numerical Recipes' generator: the same ids in each run.
  const chance = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const redact = (text: string) => text.replaceAll("hunter2", "…");
  const world: MonitorWorld = {
    ...{ clock, logged: [], transitions: 0, disturb: undefined, mostLooks: 0 },
    timers: () => timers.size,
    shown: (more) => ({ up: true, answers: "yes", looks: 0, ...more }),
    subject: (name, shown) => subjectNamed(name, shown, clock, look),
    async server(name, more) {
      const facts = { id: `nod_${name}`, name, target: name, runnerId: name, version: "1" } as const;
      let lease: Awaited<ReturnType<typeof stores.nodes.register>> | undefined;
      /** By the database's own time, which goes on by itself. */
      const holdsFor = async (interval: string) => {
        const sql = `UPDATE steadyhand.node SET lease_until = clock_timestamp() + interval '${interval}' WHERE id = $1`;
        await stores.database.query(
          "set",
          { seesNodes: true },
          { name: `set_${interval}`, sql, parameters: [facts.id] },
        );
      };
      const renew = async () => {
        lease = await stores.nodes.register(facts);
        await holdsFor("1 day");
      };
      await renew();
      const monitor = createMonitor({
        store,
        clock,
        lease: () => lease,
        redact,
        chance,
        log,
        claimEveryMs: 10_000,
        ...more,
      });
      return {
        ...monitor,
        /** It stands still, as a process does that is gone: its lease runs out, and it knows of nothing. */
        async silence() {
          lease = undefined;
          await holdsFor("-1 second");
        },
        renew,
      };
    },
    async pass(seconds) {
      const until = now + seconds * 1000;
      for (;;) {
        const next = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        now = Math.max(now, next.at);
        const due = [...timers].filter(({ at }) => at <= now);
        for (const timer of due) timers.delete(timer);
        for (const { run } of due) run();
        await settled();
      }
      now = until;
      await settled();
    },
  };
  return world;
}

/** What the record says of incidents, oldest first. */
export async function told(stores: TestStores): Promise<string[]> {
  const { items } = await stores.ledger.list(tenantId, { type: "incident.*" }, { limit: 100 });
  return items.map(({ type }) => type.replace("incident.", "")).reverse();
}
