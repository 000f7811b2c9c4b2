import type { IncidentDetailWire } from "@steadyhand/api";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";
import { openSickShop, type SickShop, shopSecret } from "./sick-shop.ts";

let shop: SickShop;
let server: TestServer;
beforeAll(async () => {
  shop = await openSickShop();
  server = await openTestServer({ dataFolder: shop.dataFolder });
}, 60_000);
afterAll(async () => {
  await server?.close();
  await shop?.close();
});

const within = { timeout: 20_000, interval: 50 };
const subject = "shop";
const getSubject = () => server.client.getSubject({ parameters: { subject } });
const getIncident = (incidentId: string) => server.client.getIncident({ parameters: { incidentId } });

/** The incident, once it was looked into and what would mend it waits at the gate. */
async function fallSick(): Promise<IncidentDetailWire> {
  shop.queue = 500;
  return vi.waitFor(async () => {
    const { items } = await server.client.listIncidents({ query: { phase: "open" } });
    const [open] = items;
    expect(open).toBeDefined();
    const incident = await getIncident(open?.id ?? "");
    expect(incident.investigations.at(-1)).toMatchObject({ phase: "concluded" });
    expect(incident.handling).toMatchObject({ kind: "follow" });
    return incident;
  }, within);
}

describe("a system that is watched", () => {
  it("is listed with how it stands, beside the files that cannot be used", async () => {
    const first = await vi.waitFor(async () => {
      const list = await server.client.listSubjects();
      expect(list.items[0]?.lastLook).toMatchObject({ outcome: "seen" });
      return list;
    }, within);
    expect(first.items).toMatchObject([
      {
        ...{ name: subject, kind: "declared", environment: "lab", project: "trade", level: 2, everyMs: 1_000 },
        ...{ isDisposable: false, isWatched: true, counts: { up: 2, down: 0, leaving: 0, unknown: 0 } },
        invariants: [
          { name: "queue_long", title: "The queue is too long", severity: "critical", phase: "holding" },
          { name: "observed", phase: "holding" },
        ],
      },
    ]);
    expect(first.problems).toMatchObject([
      { path: expect.stringContaining("broken.yaml"), problems: [{ line: 1 }, { line: 2 }] },
    ]);
  });

  it("shows its members, what was read of them, what it offers and how it breaks, and none of its secrets", async () => {
    const shown = await getSubject();
    expect(shown).toMatchObject({
      members: [
        { id: "one", kind: "web", isExpected: true, state: "up" },
        { id: "two", kind: "web", isExpected: true, state: "up" },
      ],
      invariants: [
        {
          name: "queue_long",
          standings: [
            { member: "one", verdict: "holds", phase: "holding", value: 3 },
            { member: "two", verdict: "holds" },
          ],
        },
        { name: "observed", standings: [] },
      ],
      actions: [{ name: "set_queue", isAvailable: true, parameters: [{ name: "member" }, { name: "to" }] }],
      ...{ faults: [{ name: "stuck", title: "A worker is stuck" }], blind: [], hasLogs: false, hasMetrics: false },
    });
    expect(shown.samples).toContainEqual({ name: "queue", member: "one", value: 3 });
    expect(shown.samples).toContainEqual({ name: "note", member: "one", value: expect.stringContaining("token=") });
    expect(JSON.stringify(shown)).not.toContain(shopSecret);
    const other = server.client.getSubject({ parameters: { subject: "other" } });
    await expect(other).rejects.toMatchObject({ status: 404, code: "subject.not_found" });
  });

  it("has an action proposed by a person, which waits at the gate like any run, and is one run for one key", async () => {
    const propose = (given: { action?: string; subject?: string; to?: unknown; idempotencyKey?: string }) =>
      server.client.proposeAction({
        parameters: { subject: given.subject ?? subject, action: given.action ?? "set_queue" },
        body: {
          parameters: { member: "one", to: given.to ?? 7 },
          why: "it is stuck",
          ...(given.idempotencyKey && { idempotencyKey: given.idempotencyKey }),
        },
      });
    const run = await propose({ idempotencyKey: "the-same-key" });
    expect(run).toMatchObject({
      subject,
      project: "trade",
      environment: "lab",
      steps: [{ phase: "awaiting_approval" }],
    });
    expect(run.steps[0]?.command?.text).toContain("shop.set_queue");
    expect((await propose({ idempotencyKey: "the-same-key" })).id).toBe(run.id);
    await expect(propose({ to: "many" })).rejects.toMatchObject({ status: 400, code: "action.parameters" });
    await expect(propose({ action: "no_such" })).rejects.toMatchObject({ status: 404, code: "action.unknown" });
    await expect(propose({ subject: "other" })).rejects.toMatchObject({ status: 404, code: "subject.not_found" });
    expect(shop.queue).toBe(3);
    await server.client.commandExecution({
      parameters: { executionId: run.id },
      body: { type: "abort", reason: "no" },
    });
  });
});

/** What a person says by mistake beside what they mean. */
const slip = "hunter2-by-mistake-9d41";

describe("an incident", () => {
  let incident: IncidentDetailWire;
  let investigationId: string;

  it("tells what is violated, what was found, and what is done about it next", async () => {
    incident = await fallSick();
    investigationId = incident.investigations[0]?.id ?? "";
    expect(incident).toMatchObject({
      ...{ subject, severity: "critical", phase: "open", can: ["hold", "resolve", "investigate"] },
      violations: expect.arrayContaining([
        expect.objectContaining({ invariant: "queue_long", member: "one", value: 500, state: "violated" }),
      ]),
      investigations: [
        {
          ...{ reasoner: { kind: "rules" }, turns: 1, startedBy: { kind: "system" } },
          diagnosis: { by: { kind: "rules" }, outcome: "cause_found", causes: [{ name: "stuck", members: ["one"] }] },
          remedy: { phase: "proposed", suggestion: { action: "set_queue", parameters: { member: "one", to: 7 } } },
        },
      ],
      handling: { investigationId: expect.any(String), executionId: expect.any(String) },
    });
    const { invariants } = await getSubject();
    expect(invariants[0]).toMatchObject({
      phase: "violated",
      standings: expect.arrayContaining([
        expect.objectContaining({ member: "one", verdict: "violated", phase: "violated", since: expect.any(String) }),
      ]),
    });
  });

  it("has its investigation with all that was asked, seen and concluded, and the whole of one answer", async () => {
    const parameters = { investigationId };
    const whole = await server.client.getInvestigation({ parameters });
    expect(whole).toMatchObject({
      ...{ incidentId: incident.id, subject, phase: "concluded", because: "concluded", told: [], can: [] },
      turns: [
        {
          number: 1,
          tool: "observe",
          arguments: {},
          answer: { outcome: "answered", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        },
      ],
      diagnosis: { alternatives: expect.any(Array), evidenceFor: expect.any(Array) },
    });
    const turn = await server.client.getTurn({ parameters: { ...parameters, turn: "1" } });
    expect(turn.answer).toMatchObject({ isWhole: true, characters: turn.answer?.text.length });
    const none = server.client.getTurn({ parameters: { ...parameters, turn: "99" } });
    await expect(none).rejects.toMatchObject({ status: 404, code: "investigation.no_such_turn" });
    const other = server.client.getInvestigation({ parameters: { investigationId: "inv_other" } });
    await expect(other).rejects.toMatchObject({ status: 404, code: "investigation.not_found" });
  });

  it("is held and let go by a person, once each", async () => {
    const parameters = { incidentId: incident.id };
    const held = await server.client.holdIncident({ parameters, body: { why: `mine, password=${slip}` } });
    expect(held).toMatchObject({
      hold: { by: { name: "riley" }, why: expect.stringMatching(/^mine, password=/) },
      can: ["unhold", "resolve", "investigate"],
    });
    const again = server.client.holdIncident({ parameters, body: { why: "mine" } });
    await expect(again).rejects.toMatchObject({ status: 422, code: "incident.held" });
    const free = await server.client.unholdIncident({ parameters, body: { why: "not mine" } });
    expect(free.hold).toBeUndefined();
    const silent = server.client.unholdIncident({ parameters, body: { why: "" } });
    await expect(silent).rejects.toMatchObject({ status: 400 });
  });

  it("is looked into again because a person asks, who can say something to it, and stop it", async () => {
    // What it asks for does not come before it is stopped.
    shop.hangs = true;
    const parameters = { incidentId: incident.id };
    const looking = await server.client.investigateIncident({ parameters, body: { why: "look again" } });
    expect(looking).toMatchObject({ phase: "looking", startedBy: { name: "riley" }, can: ["tell", "stop"] });
    const busy = server.client.investigateIncident({ parameters, body: { why: "and again" } });
    await expect(busy).rejects.toMatchObject({ status: 422, code: "investigation.busy" });
    const own = { investigationId: looking.id };
    const told = await server.client.tellInvestigation({
      parameters: own,
      body: { text: `see the queue, password=${slip}` },
    });
    expect(told.told).toMatchObject([{ by: { name: "riley" }, text: expect.stringMatching(/^see the queue/) }]);
    const stopped = await server.client.stopInvestigation({ parameters: own, body: { reason: "I know it" } });
    expect(stopped).toMatchObject({
      phase: "stopped",
      stopped: { by: { name: "riley" }, reason: "I know it" },
      can: [],
    });
    const late = server.client.tellInvestigation({ parameters: own, body: { text: "hello" } });
    await expect(late).rejects.toMatchObject({ status: 422, code: "investigation.ended" });
    expect((await getIncident(incident.id)).handling).toMatchObject({ kind: "rest" });
    shop.hangs = false;
  });

  it("is ended by a person, and is found in the list by subject, phase and time, page by page", async () => {
    const parameters = { incidentId: incident.id };
    const over = await server.client.resolveIncident({ parameters, body: { why: "we know" } });
    expect(over).toMatchObject({ phase: "resolved", resolvedBy: { name: "riley" }, why: "we know", can: [] });
    const idsOf = async (query: object) => (await server.client.listIncidents({ query })).items.map(({ id }) => id);
    expect(await idsOf({ subject, phase: "resolved", limit: 1 })).toEqual([incident.id]);
    expect(await idsOf({ subject: "other" })).toEqual([]);
    expect(await idsOf({ until: incident.openedAt })).toEqual([]);
    expect(await idsOf({ since: incident.openedAt })).toContain(incident.id);
    const asked = server.client.investigateIncident({ parameters, body: { why: "once more" } });
    await expect(asked).rejects.toMatchObject({ status: 422, code: "incident.resolved" });
    await expect(getIncident("inc_other")).rejects.toMatchObject({ status: 404, code: "incident.not_found" });
  });

  it("keeps nothing secret of what people said and of what was seen, nowhere", async () => {
    const { services, client } = server;
    const { items: told } = await services.ledger.list(services.owner.tenantId, {}, { limit: 500 });
    const kept = await services.operator.ofIncident(
      services.owner.tenantId,
      (await getIncident(incident.id)).id as never,
    );
    const all = JSON.stringify([told, kept, await getIncident(incident.id), await client.listIncidents({ query: {} })]);
    expect(all).toContain("see the queue");
    expect([slip, shopSecret].filter((secret) => all.includes(secret))).toEqual([]);
  });
});
