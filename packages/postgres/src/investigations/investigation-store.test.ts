import type { Diagnosis } from "@steadyhand/core/diagnosis";
import type { IncidentId, OpenIncident } from "@steadyhand/core/incident";
import {
  beginInvestigation,
  type Investigation,
  type Remedy,
  type Turn,
  usualBudget,
} from "@steadyhand/core/investigation";
import type { WatchLease } from "@steadyhand/engine";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { anyInvestigation } from "../../test/any-investigation.ts";
import { joinNode, leaseHolds } from "../../test/join-node.ts";
import { draft, riley } from "../../test/samples.ts";
import { openTestServer, openTestStores, type TestServer, type TestStores, tenantId } from "../../test/test-server.ts";

let server: TestServer;
let stores: TestStores;
let one: WatchLease;

beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  stores = await openTestStores(await server.newPlace());
  one = await joinNode(stores, "one");
  await stores.incidents.claim(tenantId, one, ["shop", "bank"]);
  await open("inc_1");
});
afterEach(() => stores[Symbol.asyncDispose]());

const at = new Date("2026-03-01T03:00:00.000Z");
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
const incidentOf = (id: IncidentId, subject: string): OpenIncident => ({
  ...{ id, subject, title: "A node is down", severity: "critical", openedAt: at, batchAt: at, violations: [] },
  ...{ sequence: 1, phase: "open" },
});

async function open(id: IncidentId, subject = "shop"): Promise<void> {
  const incident = incidentOf(id, subject);
  const transition = { put: [], gone: [], incident, events: [draft(id)] };
  await stores.incidents.transition({ tenantId, lease: one, subjects: [subject], since: at }, () => transition);
}
const resolve = (id: IncidentId) =>
  stores.incidents.change(tenantId, id, (before) => ({
    incident: {
      ...incidentOf(id, before.subject),
      ...{ sequence: before.sequence + 1, phase: "resolved", resolvedAt: later(9), resolvedBy: riley, why: "over" },
    },
    events: [draft("resolved")],
  }));

function looking(id: Investigation["id"], more: Partial<Investigation> = {}): Investigation {
  const { investigation } = beginInvestigation({
    ...{ id, incidentId: "inc_1", subject: "shop", reasoner: { kind: "rules", version: 1 }, why: "a\0b\ud800" },
    ...{ startedBy: riley, startedAt: at, budget: usualBudget },
  });
  // The parts that are given belong together.
  return { ...investigation, ...more } as Investigation;
}
const begin = (investigation: Investigation, lease?: WatchLease) =>
  stores.investigations.begin(tenantId, { investigation, events: [draft(investigation.id)] }, lease);
const change = (id: Investigation["id"], more: Partial<Investigation>, lease?: WatchLease) =>
  stores.investigations.change(
    tenantId,
    id,
    (before) => ({
      // As above.
      investigation: { ...before, sequence: before.sequence + 1, ...more } as Investigation,
      events: [draft("changed")],
    }),
    lease,
  );
const stopped = { phase: "stopped", endedAt: later(5), by: riley, reason: "enough" } as const;
const whys = async () => (await stores.ledger.list(tenantId, {}, { limit: 50 })).items.map(({ why }) => why).reverse();

const asked: Turn = { number: 1, call: { tool: "observe", arguments: {}, why: "to see" }, askedAt: at };
const answer = { endedAt: later(1), outcome: "answered", text: "all of it", sha256: "0", characters: 9 } as const;

describe("an investigation", () => {
  it("comes back exactly as it was put, in any state", async () => {
    let count = 0;
    const property = fc.asyncProperty(anyInvestigation, async (any) => {
      const id = `inv_${++count}` as const;
      await begin(looking(id));
      // The type forgets that its parts belong together when the id is put to them.
      const whole = { ...any, id, sequence: 2 } as Investigation;
      expect(await change(id, whole)).toEqual(whole);
      expect(await stores.investigations.get(tenantId, id)).toEqual(whole);
      if (whole.phase === "looking") await change(id, stopped);
    });
    await fc.assert(property, { numRuns: 40 });
    await expect(stores.investigations.get(tenantId, "inv_x")).rejects.toMatchObject({
      code: "investigation.not_found",
    });
  });

  it("begins once at a time, and not of an incident that is resolved", async () => {
    expect(await begin(looking("inv_1"))).toBe(true);
    expect(await begin(looking("inv_2"))).toBe(false);
    await change("inv_1", stopped);
    const both = await Promise.all([begin(looking("inv_3")), begin(looking("inv_4"))]);
    expect(both.toSorted()).toEqual([false, true]);
    await change(both[0] ? "inv_3" : "inv_4", stopped);
    await resolve("inc_1");
    expect(await begin(looking("inv_5"))).toBe(false);
    expect((await whys()).filter((why) => why.startsWith("inv_"))).toEqual(["inv_1", both[0] ? "inv_3" : "inv_4"]);
  });

  it("is stored with its record, or not at all", async () => {
    const silent = stores.investigations.begin(tenantId, { investigation: looking("inv_1"), events: [] });
    await expect(silent).rejects.toMatchObject({ code: "ledger.no_record" });
    await begin(looking("inv_1"));
    const changed = stores.investigations.change(tenantId, "inv_1", (before) => ({
      investigation: { ...before, sequence: 2 },
      events: [],
    }));
    await expect(changed).rejects.toMatchObject({ code: "ledger.no_record" });
    const refused = stores.investigations.change(tenantId, "inv_1", () => {
      throw new Error("no");
    });
    await expect(refused).rejects.toThrow("no");
    expect(await stores.investigations.get(tenantId, "inv_1")).toEqual(looking("inv_1"));
    await expect(change("inv_9", {})).rejects.toMatchObject({ code: "investigation.not_found" });
  });

  it("advances by one transition at a time, and never back to looking", async () => {
    await begin(looking("inv_1"));
    for (const sequence of [1, 3]) await expect(change("inv_1", { sequence })).rejects.toThrow();
    await change("inv_1", stopped);
    await expect(change("inv_1", { phase: "looking" })).rejects.toMatchObject({ code: "database.failed" });
    expect((await stores.investigations.get(tenantId, "inv_1")).sequence).toBe(2);
  });

  it("is begun and changed under a lease only by who watches its subject", async () => {
    const two = await joinNode(stores, "two");
    expect(await begin(looking("inv_1"), two)).toBe(false);
    expect(await begin(looking("inv_1"), one)).toBe(true);
    expect(await change("inv_1", {}, two)).toBeUndefined();
    expect((await change("inv_1", {}, one))?.sequence).toBe(2);
    await leaseHolds(stores, "nod_one", "-1 second");
    expect((await change("inv_1", {}, one))?.sequence).toBe(3);
    await stores.incidents.claim(tenantId, two, ["shop"]);
    expect(await change("inv_1", {}, one)).toBeUndefined();
    // A person's word needs none.
    expect((await change("inv_1", stopped))?.sequence).toBe(4);
  });

  it("keeps each turn as it was asked, and each answer as it first was", async () => {
    await begin(looking("inv_1"));
    await change("inv_1", { turns: [asked] });
    const answered = { ...asked, answer };
    await change("inv_1", { turns: [answered] });
    await change("inv_1", { turns: [{ ...answered, answer: { ...answer, text: "something else" } }] });
    expect((await stores.investigations.get(tenantId, "inv_1")).turns).toEqual([answered]);
    const rewrite = (sql: string) => stores.database.query("rewrite", { tenantId }, { name: sql, sql, parameters: [] });
    await expect(rewrite(`UPDATE steadyhand.investigation_turn SET text = '"else"'`)).rejects.toMatchObject({
      cause: { code: "SH010" },
    });
    for (const sql of [
      "UPDATE steadyhand.investigation_turn SET asked = '{}'",
      "DELETE FROM steadyhand.investigation_turn",
      "UPDATE steadyhand.investigation SET incident_id = 'inc_2'",
      "DELETE FROM steadyhand.investigation",
    ]) {
      await expect(rewrite(sql)).rejects.toThrow("permission denied");
    }
  });
});

describe("investigations", () => {
  it("are listed newest first, by incident, subject and phase, page by page, and of an incident as they began", async () => {
    await open("inc_2", "bank");
    for (const index of [1, 2, 3]) {
      await begin(looking(`inv_${index}`, { startedAt: later(index % 3) }));
      await change(`inv_${index}`, stopped);
    }
    await begin(looking("inv_4", { incidentId: "inc_2", subject: "bank", startedAt: later(4) }));
    const ids = async (filter: object, limit = 10, after?: string) => {
      const page = await stores.investigations.list(tenantId, filter, { limit, ...(after && { after }) });
      return { ids: page.items.map(({ id }) => id), next: page.next };
    };
    expect((await ids({})).ids).toEqual(["inv_4", "inv_2", "inv_1", "inv_3"]);
    expect((await ids({ subject: "bank" })).ids).toEqual(["inv_4"]);
    expect((await ids({ incidentId: "inc_1", phase: "stopped" })).ids).toEqual(["inv_2", "inv_1", "inv_3"]);
    expect((await ids({ phase: "looking", incidentId: "inc_1" })).ids).toEqual([]);
    const first = await ids({}, 2);
    expect((await ids({}, 3, first.next)).ids).toEqual(["inv_1", "inv_3"]);
    await expect(ids({}, 0)).rejects.toMatchObject({ code: "page.limit" });
    const of = await stores.investigations.ofIncident(tenantId, "inc_1");
    expect(of.map(({ id }) => id)).toEqual(["inv_1", "inv_2", "inv_3"]);
  });

  it("say which incidents are open: also those that are over while something of theirs goes on", async () => {
    await open("inc_2", "bank");
    const keys = async () =>
      (await stores.investigations.openOf(tenantId, ["shop", "bank"])).map((one) => one.incidentId);
    expect((await keys()).toSorted()).toEqual(["inc_1", "inc_2"]);
    expect(await stores.investigations.openOf(tenantId, ["bank"])).toEqual([{ incidentId: "inc_2", subject: "bank" }]);
    await begin(looking("inv_1"));
    await resolve("inc_1");
    await resolve("inc_2");
    expect(await keys()).toEqual(["inc_1"]);
    await change("inv_1", { phase: "concluded", endedAt: at, because: "concluded", diagnosis, remedy });
    expect(await keys()).toEqual(["inc_1"]);
    await change("inv_1", { remedy: { ...remedy, phase: "ended", endedAt: at, result: "helped", why: "" } });
    expect(await keys()).toEqual([]);
  });

  it("of a deleted tenant hold their digests and no text, and nothing of them goes on", async () => {
    await begin(
      looking("inv_1", {
        turns: [
          { ...asked, answer },
          { ...asked, number: 2 },
        ],
      }),
    );
    await stores.keys.deleteTenant(tenantId, () => [draft("deleted")]);
    const { turns } = await stores.investigations.get(tenantId, "inv_1");
    expect(turns).toEqual([
      { ...asked, answer: { ...answer, text: "" } },
      { ...asked, number: 2 },
    ]);
    expect(await stores.investigations.openOf(tenantId, ["shop"])).toEqual([]);
    await change("inv_1", stopped);
    await expect(begin(looking("inv_2"))).rejects.toMatchObject({ cause: { code: "SH006" } });
  });
});

const diagnosis: Diagnosis = {
  ...{ by: { kind: "rules", version: 1 }, at, outcome: "cause_found", summary: "", causes: [], confidence: 1 },
  ...{ timeline: [], members: [], evidenceFor: [], evidenceAgainst: [], blind: [], alternatives: [], risks: [] },
  ...{ suggestions: [], next: [] },
};
const suggestion = { action: "restart", parameters: {}, predicted: "", verifiedBy: [], risks: [] };
const remedy: Remedy = { suggestion, executionId: "exe_1", proposedAt: at, before: [], mends: [], phase: "proposed" };
