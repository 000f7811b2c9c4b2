import { createClient } from "@steadyhand/client/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";

let server: TestServer;
let kim: ReturnType<typeof createClient>;
beforeAll(async () => {
  server = await openTestServer();
  const { key } = await server.client.addPerson({ body: { name: "Kim" } });
  kim = createClient({ baseUrl: server.url, key });
});
afterAll(() => server.close());

const text = "# Look\n\n1. Look:\n\n   ```sh\n   ls /\n   ```\n";
const api = { kind: "subject", name: "api" } as const;

async function start(scope: { subject?: string; project?: string } = {}) {
  const { runbook } = await server.client.importRunbook({ body: { text } });
  return server.client.startExecution({ body: { runbookId: runbook.id, environment: "development", ...scope } });
}

it("names the subject and the project of a run, the target's and `default` where nobody did", async () => {
  expect(await start()).toMatchObject({ subject: "test-host", project: "default" });
  expect(await start({ subject: "api", project: "payments" })).toMatchObject({ subject: "api", project: "payments" });
  await expect(start({ subject: "Api 1" })).rejects.toMatchObject({ code: "request.invalid" });
});

it("shows a level with who, when and why, and what it caps", async () => {
  await start({ subject: "api", project: "payments" });
  const set = await server.client.setLevel({ parameters: api, body: { level: 1, why: "nobody is here" } });
  expect(set).toMatchObject({
    scope: api,
    newest: { level: 1, how: "set", by: { name: "riley" }, why: "nobody is here" },
    runIn: ["development"],
    ceiling: { environment: "development", level: 5, from: "built in" },
    progress: { to: 2, isReady: false },
  });
  const { items } = await kim.listLevels();
  expect(items.map(({ scope }) => `${scope.kind} ${scope.name}`)).toEqual(
    expect.arrayContaining(["subject api", "project payments"]),
  );
  const execution = await start({ subject: "api" });
  expect(execution).toMatchObject({ level: 1 });
  expect(execution.caps).toContainEqual(
    expect.objectContaining({ level: 1, reason: expect.stringContaining("nobody is here") }),
  );
  const { history } = await kim.getLevel({ parameters: api });
  expect(history).toMatchObject([{ level: 1, by: { name: "riley" } }]);
});

it("refuses a level above the ceiling, naming the environment, and one without a reason", async () => {
  const body = { level: 4, why: "why not", environment: "production" } as const;
  await expect(server.client.setLevel({ parameters: api, body })).rejects.toMatchObject({
    code: "level.above_ceiling",
    message: expect.stringContaining("production never goes above L2"),
  });
  const silent = server.client.setLevel({ parameters: api, body: { level: 2, why: " " } });
  await expect(silent).rejects.toMatchObject({ code: "request.invalid" });
});

it("keeps trust and locks of runbooks as they were said", async () => {
  const { runbook } = await server.client.importRunbook({ body: { text } });
  const parameters = { runbookId: runbook.id };
  expect(await server.client.getTrust({ parameters })).toMatchObject({ trust: 1, history: [] });
  await server.client.setTrust({ parameters, body: { trust: 2, why: "forty runs" } });
  await kim.lockRunbook({ parameters, body: { isLocked: true, why: "step 1 is wrong" } });
  expect(await server.client.getTrust({ parameters })).toMatchObject({
    ...{ trust: 2, set: { by: { name: "riley" } }, lock: { by: { name: "Kim" }, why: "step 1 is wrong" } },
    history: [{ kind: "lock" }, { kind: "trust" }],
  });
  expect((await kim.listTrust()).items).toMatchObject([{ runbookId: runbook.id, trust: 2 }]);
  const unlock = { parameters, body: { isLocked: false, why: "corrected" } } as const;
  await expect(kim.lockRunbook(unlock)).rejects.toMatchObject({ code: "person.not_admin", status: 403 });
  const trusted = kim.setTrust({ parameters, body: { trust: 1, why: "not so much" } });
  expect(await trusted).toMatchObject({ trust: 1 });
  const more = kim.setTrust({ parameters, body: { trust: 2, why: "forty runs" } });
  await expect(more).rejects.toMatchObject({ code: "person.not_admin" });
  const raised = kim.setLevel({ parameters: { kind: "subject", name: "new" }, body: { level: 4, why: "mine" } });
  await expect(raised).rejects.toMatchObject({ code: "person.not_admin" });
  await server.client.lockRunbook(unlock);
  expect(await server.client.getTrust({ parameters })).not.toHaveProperty("lock");
  const none = server.client.getTrust({ parameters: { runbookId: "rbk_none" } });
  await expect(none).rejects.toMatchObject({ code: "runbook.not_found" });
});

it("shows an elevation wherever the status is shown, from the second person's word to its end", async () => {
  const asked = await server.client.askElevation({ body: { scope: api, reason: "it is down", minutes: 10 } });
  expect(asked).toMatchObject({ state: "asked", askedBy: { name: "riley" } });
  expect((await server.client.getStatus()).elevations).toEqual([]);
  const parameters = { elevationId: asked.id };
  const own = server.client.answerElevation({ parameters, body: { type: "grant" } });
  await expect(own).rejects.toMatchObject({ code: "elevation.self_grant", status: 422 });

  await kim.answerElevation({ parameters, body: { type: "grant" } });
  const { elevations } = await server.client.getStatus();
  expect(elevations).toMatchObject([{ id: asked.id, scope: api, grantedBy: { name: "Kim" } }]);
  const leftMs = Date.parse(elevations[0]?.until ?? "") - Date.now();
  expect(leftMs).toBeGreaterThan(9 * 60_000);
  expect(leftMs).toBeLessThanOrEqual(10 * 60_000);
  expect((await start({ subject: "api" })).level).toBe(2);

  await server.client.answerElevation({ parameters, body: { type: "end", why: "it is up" } });
  expect((await server.client.getStatus()).elevations).toEqual([]);
  expect((await start({ subject: "api" })).level).toBe(1);
  expect((await kim.listElevations()).items).toMatchObject([{ state: "ended", why: "it is up" }]);
  const events = await server.client.listAuditEvents({ query: { type: "elevation.*" } });
  expect(events.items.map(({ type }) => type)).toEqual(["elevation.ended", "elevation.granted", "elevation.asked"]);
});

it("refuses an elevation of more than an hour", async () => {
  const asked = server.client.askElevation({ body: { scope: api, reason: "more", minutes: 61 } });
  await expect(asked).rejects.toMatchObject({ code: "request.invalid" });
});

it("says when there is no such offer or elevation", async () => {
  const offer = server.client.answerPromotion({
    parameters: { promotionId: "pro_none" },
    body: { type: "confirm", why: "x" },
  });
  await expect(offer).rejects.toMatchObject({ code: "promotion.not_found", status: 404 });
  const elevation = server.client.answerElevation({ parameters: { elevationId: "elv_none" }, body: { type: "grant" } });
  await expect(elevation).rejects.toMatchObject({ code: "elevation.not_found", status: 404 });
  expect(await server.client.listPromotions()).toEqual({ items: [] });
});
