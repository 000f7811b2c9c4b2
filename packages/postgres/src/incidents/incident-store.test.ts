import type { Actor } from "@steadyhand/core/identity";
import type { Incident, KnownIncidents, Violation } from "@steadyhand/core/incident";
import type { SubjectTransition, WatchLease } from "@steadyhand/engine";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { joinNode, leaseHolds } from "../../test/join-node.ts";
import { draft, riley } from "../../test/samples.ts";
import { openTestServer, openTestStores, type TestServer, type TestStores, tenantId } from "../../test/test-server.ts";

let server: TestServer;
let stores: TestStores;
let one: WatchLease;
let two: WatchLease;

beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  stores = await openTestStores(await server.newPlace());
  [one, two] = await Promise.all([joinNode(stores, "one"), joinNode(stores, "two")]);
});
afterEach(() => stores[Symbol.asyncDispose]());

const at = new Date("2026-03-01T03:00:00.000Z");
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
const system: Actor = { kind: "system", id: "act_steadyhand", name: "Steadyhand" };

const violation: Violation = {
  ...{ invariant: "node_down", member: "n1", title: "A node is down", severity: "critical" },
  ...{
    since: at,
    confirmedAt: later(5),
    why: "odd: a\0b\ud800",
    value: 3,
    limit: "1",
    batch: 1,
    times: 1,
    state: "violated",
  },
};
function incident(id: Incident["id"], more: Partial<Incident> = {}): Incident {
  const whole = {
    ...{ id, subject: "shop", title: "A node is down: n1", severity: "critical", openedAt: at, batchAt: at },
    ...{ violations: [violation], sequence: 1, phase: "open", ...more },
  };
  // The parts that are given belong together.
  return whole as Incident;
}
const resolved = { phase: "resolved", resolvedAt: later(60), resolvedBy: system, why: "over" } as const;
const opened = (id: Incident["id"], more: Partial<Incident> = {}): SubjectTransition => {
  const events = [draft(id)];
  return { put: [], gone: [], incident: incident(id, more), events };
};

/** Stores for one subject what `decide` makes of what is known; gives whether it was stored, and what was known. */
async function store(decide: SubjectTransition | (() => SubjectTransition), lease = one, subject = "shop") {
  let known: KnownIncidents | undefined;
  const stored = await stores.incidents.transition(
    { tenantId, lease, subjects: [subject], since: at },
    (_subject, incidents) => {
      known = incidents;
      return typeof decide === "function" ? decide() : decide;
    },
  );
  return { isStored: stored.includes(subject), known };
}

const whys = async () => (await stores.ledger.list(tenantId, {}, { limit: 50 })).items.map(({ why }) => why).reverse();

describe("who watches a subject", () => {
  it("is whoever asked first, for as long as its server lives", async () => {
    expect(await stores.incidents.claim(tenantId, one, ["a", "b"])).toEqual(["a", "b"]);
    expect(await stores.incidents.claim(tenantId, two, ["b", "c"])).toEqual(["c"]);
    expect((await stores.incidents.claim(tenantId, one, ["a", "b", "c"])).toSorted()).toEqual(["a", "b"]);
  });

  it("is one, however many ask at once", async () => {
    const subjects = Array.from({ length: 50 }, (_, index) => `s${index}`);
    const [ones, twos] = await Promise.all(
      [one, two].map((lease) => stores.incidents.claim(tenantId, lease, subjects)),
    );
    expect([...(ones ?? []), ...(twos ?? [])].toSorted()).toEqual(subjects.toSorted());
  });

  it("is another once it is silent, began anew, or gave it back", async () => {
    await stores.incidents.claim(tenantId, one, ["a", "b"]);
    await stores.incidents.release(tenantId, one, ["a"]);
    expect(await stores.incidents.claim(tenantId, two, ["a", "b"])).toEqual(["a"]);
    const again = await joinNode(stores, "one");
    expect(await stores.incidents.claim(tenantId, one, ["b"])).toEqual([]);
    expect(await stores.incidents.claim(tenantId, two, ["b"])).toEqual(["b"]);
    await silence("nod_two");
    expect((await stores.incidents.claim(tenantId, again, ["a", "b"])).toSorted()).toEqual(["a", "b"]);
  });

  it("alone may store what was seen of it, silent or not, until another has taken it", async () => {
    await stores.incidents.claim(tenantId, one, ["shop"]);
    expect(await store(opened("inc_2"), two)).toEqual({ isStored: false, known: undefined });
    await silence("nod_one");
    expect((await store(opened("inc_1"))).isStored).toBe(true);
    await stores.incidents.claim(tenantId, two, ["shop"]);
    expect(await store(opened("inc_3"))).toEqual({ isStored: false, known: undefined });
    expect((await store({ put: [], gone: [], events: [] }, two)).known?.open?.id).toBe("inc_1");
    expect(await whys()).toEqual(["inc_1"]);
  });
});

const silence = (id: string) => leaseHolds(stores, id, "-1 second");

describe("where an invariant stands", () => {
  const certain = { since: at, confirmedAt: later(5), onsets: [at, later(1)] };
  const said = {
    title: "A node is down",
    severity: "critical",
    why: "odd: a\0b\ud800",
    value: true,
    limit: "1",
  } as const;

  it("comes back as it was stored, in every phase, of a member and of the whole", async () => {
    await stores.incidents.claim(tenantId, one, ["shop"]);
    const watches = [
      { invariant: "a", watched: { phase: "holding", onsets: [at] } },
      { invariant: "b", member: "n1", watched: { phase: "suspected", since: at, onsets: [at], blindSince: later(3) } },
      { invariant: "b", member: "n2", watched: { phase: "violated", ...certain, hasEased: true }, said },
      { invariant: "c", watched: { phase: "settling", ...certain, holdsSince: later(9) }, said },
    ] as const;
    await store({ put: watches, gone: [], events: [] });
    const [kept] = await stores.incidents.load(tenantId, ["shop"]);
    expect(
      kept?.watches.toSorted((a, b) => (`${a.invariant}${a.member}` < `${b.invariant}${b.member}` ? -1 : 1)),
    ).toEqual(watches);
    await store({
      put: [{ ...watches[2], watched: watches[0].watched }],
      gone: [watches[0], watches[1], watches[3]],
      events: [],
    });
    expect((await stores.incidents.load(tenantId, ["shop", "other"])).map(({ watches }) => watches.length)).toEqual([
      1, 0,
    ]);
    expect(await whys()).toEqual([]);
  });

  it("is stored with its incident and their record, or not at all", async () => {
    await stores.incidents.claim(tenantId, one, ["shop"]);
    const put = [{ invariant: "a", watched: { phase: "holding", onsets: [at] } }] as const;
    const without = store({ ...opened("inc_1"), put, events: [] });
    await expect(without).rejects.toMatchObject({ code: "ledger.no_record" });
    await store({ ...opened("inc_1"), put });
    // The second has its id taken from it: nothing of it is stored.
    await expect(store({ ...opened("inc_1"), put: [{ ...put[0], invariant: "b" }] })).rejects.toMatchObject({
      code: "database.failed",
    });
    expect(await stores.incidents.load(tenantId, ["shop"])).toMatchObject([
      { hasOpenIncident: true, watches: [{ invariant: "a" }] },
    ]);
    expect(await whys()).toEqual(["inc_1"]);
  });
});

describe("an incident", () => {
  beforeEach(() => stores.incidents.claim(tenantId, one, ["shop", "bank"]));

  it("comes back as it was stored, in every phase", async () => {
    const hold = { by: riley, at: later(7), why: "mine" };
    const eased: Violation[] = [
      { ...violation, state: "settling", holdsSince: later(8) },
      { ...violation, member: "n2", state: "resolved", resolvedAt: later(9) },
    ];
    const phases = [
      incident("inc_1", { hold }),
      incident("inc_1", { sequence: 2, violations: eased, phase: "settling", settlingSince: later(8) }),
      incident("inc_1", { sequence: 3, violations: eased, ...resolved }),
    ];
    for (const phase of phases) {
      await store({ put: [], gone: [], incident: phase, events: [draft("next")] });
      expect(await stores.incidents.get(tenantId, "inc_1")).toEqual(phase);
    }
    await expect(stores.incidents.get(tenantId, "inc_2")).rejects.toMatchObject({ code: "incident.not_found" });
  });

  it("is the only one that is open of its subject, and each transition of it is stored once", async () => {
    await store(opened("inc_1"));
    await expect(store(opened("inc_2"))).rejects.toMatchObject({ code: "database.failed" });
    await expect(store(opened("inc_1", { sequence: 3 }))).rejects.toMatchObject({ code: "database.failed" });
    await store(opened("inc_1", { sequence: 2, ...resolved }));
    await store(opened("inc_2"));
    expect(await whys()).toEqual(["inc_1", "inc_1", "inc_2"]);
  });

  it("is known with those that were resolved of late, newest first", async () => {
    for (const [index, id] of (["inc_1", "inc_2"] as const).entries()) {
      await store(opened(id));
      await store(opened(id, { sequence: 2, ...resolved, resolvedAt: later(index * 60 - 1) }));
    }
    await store(opened("inc_3"));
    const { known } = await store({ put: [], gone: [], events: [] });
    expect([known?.open?.id, known?.recent.map(({ id }) => id)]).toEqual(["inc_3", ["inc_2"]]);
  });

  it("is changed by a person's word behind the same lock, with its record", async () => {
    await store(opened("inc_1"));
    const hold = { by: riley, at, why: "mine" };
    const held = await stores.incidents.change(tenantId, "inc_1", (before) => ({
      incident: { ...before, hold, sequence: 2 },
      events: [draft("held")],
    }));
    expect(held).toEqual(await stores.incidents.get(tenantId, "inc_1"));
    const silent = stores.incidents.change(tenantId, "inc_1", (before) => ({
      incident: { ...before, sequence: 3 },
      events: [],
    }));
    await expect(silent).rejects.toMatchObject({ code: "ledger.no_record" });
    const refused = stores.incidents.change(tenantId, "inc_1", () => {
      throw new Error("no");
    });
    await expect(refused).rejects.toThrow("no");
    await expect(stores.incidents.change(tenantId, "inc_9", () => opened("inc_9") as never)).rejects.toMatchObject({
      code: "incident.not_found",
    });
    expect(await whys()).toEqual(["inc_1", "held"]);
  });

  it("is listed by the time it opened, newest first, by subject, phase and time, page by page", async () => {
    for (const index of [1, 2, 3]) {
      const id = `inc_${index}` as const;
      await store(opened(id, { openedAt: later(index) }));
      await store(opened(id, { openedAt: later(index), sequence: 2, ...resolved }));
    }
    await store(opened("inc_4", { openedAt: later(4) }));
    await store(opened("inc_5", { openedAt: later(4), subject: "bank" }), one, "bank");
    const ids = async (filter: object, limit = 10, after?: string) => {
      const page = await stores.incidents.list(tenantId, filter, { limit, ...(after && { after }) });
      return { ids: page.items.map(({ id }) => id), next: page.next };
    };
    expect((await ids({})).ids).toEqual(["inc_5", "inc_4", "inc_3", "inc_2", "inc_1"]);
    expect((await ids({ subject: "bank" })).ids).toEqual(["inc_5"]);
    expect((await ids({ phase: "resolved", since: later(2) })).ids).toEqual(["inc_3", "inc_2"]);
    expect((await ids({ until: later(2) })).ids).toEqual(["inc_1"]);
    const first = await ids({}, 2);
    expect((await ids({}, 3, first.next)).ids).toEqual(["inc_3", "inc_2", "inc_1"]);
    await expect(ids({}, 0)).rejects.toMatchObject({ code: "page.limit" });
    await expect(ids({}, 2, "x")).rejects.toMatchObject({ code: "page.token" });
  });

  it.each([
    "DELETE FROM steadyhand.incident",
    "DELETE FROM steadyhand.incident_violation",
    "UPDATE steadyhand.incident SET opened_at = now()",
    "UPDATE steadyhand.incident SET subject = 'other'",
    "DELETE FROM steadyhand.subject_watcher",
  ])("is not to be rewritten by the application: %s", async (sql) => {
    const asked = stores.database.query("rewrite", { tenantId }, { name: sql, sql, parameters: [] });
    await expect(asked).rejects.toThrow("permission denied");
  });

  it("is found by what was violated in it", async () => {
    await store(opened("inc_1"));
    await store(
      opened("inc_1", { sequence: 2, violations: [{ ...violation, state: "resolved", resolvedAt: at }], ...resolved }),
    );
    const sql = "SELECT incident_id, invariant, member, state FROM steadyhand.incident_violation";
    const rows = await stores.database.query("look", { tenantId }, { name: "look", sql, parameters: [] });
    expect(rows).toEqual([{ incident_id: "inc_1", invariant: "node_down", member: "n1", state: "resolved" }]);
  });
});
