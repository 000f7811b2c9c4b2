import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";
import { openSickShops, type SickShops } from "./sick-shops.ts";
import { until } from "./until.ts";

const tenantId = "ten_default";
const folder = mkdtempSync(join(tmpdir(), "steadyhand-resumes-"));
let shops: SickShops;
let server: TestServer;

beforeAll(async () => {
  shops = await openSickShops();
  mkdirSync(join(folder, "subjects"), { recursive: true });
  writeFileSync(join(folder, "subjects", "shop.yaml"), shops.file("shop"));
  server = await openTestServer({ dataFolder: folder });
}, 90_000);
afterAll(async () => {
  await server?.close();
  await shops?.close();
  rmSync(folder, { recursive: true, force: true });
});

it("goes on with an investigation where the server before it was ended, and asks nothing twice", {
  timeout: 120_000,
}, async () => {
  const one = shops.member("shop", "one");
  one.disk = 99;
  const incident = await until("an incident opens", async () => {
    const { items } = await server.services.incidents.list(tenantId, { subject: "shop" }, { limit: 1 });
    return items[0];
  });
  const concluded = () =>
    until("all that began has concluded", async () => {
      const all = await server.services.operator.ofIncident(tenantId, incident.id);
      return all.length > 0 && all.every(({ phase }) => phase === "concluded") ? all : undefined;
    });
  await concluded();

  // A person wants it looked into again, and the look hangs when the server ends.
  one.hangs = true;
  const riley = { tenantId, actor: server.services.owner.actor } as const;
  const asked = await server.services.operator.investigate(riley, { incidentId: incident.id, why: "look again" });
  await until("it looks", async () => {
    const { turns } = await server.services.operator.get(tenantId, asked.id);
    return turns.length === 1 ? turns : undefined;
  });
  await server.close();
  one.hangs = false;
  one.isUp = false;

  server = await openTestServer({ dataFolder: folder });
  await concluded();
  const resumed = await server.services.operator.get(tenantId, asked.id);
  expect(resumed).toMatchObject({
    ...{ phase: "concluded", because: "concluded", startedBy: riley.actor },
    turns: [{ number: 1, call: { tool: "observe" }, answer: { outcome: "answered" } }],
  });
  const { items } = await server.services.ledger.list(tenantId, { type: "investigation.asked" }, { limit: 100 });
  const own = items.filter(({ data }) => data.investigationId === asked.id);
  expect(own).toHaveLength(1);
});
