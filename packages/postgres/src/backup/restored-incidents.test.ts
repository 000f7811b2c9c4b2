import type { Diagnosis } from "@steadyhand/core/diagnosis";
import { beginInvestigation, type Concluded, usualBudget } from "@steadyhand/core/investigation";
import { createRedactor } from "@steadyhand/core/redaction";
import { standStill, systemClock } from "@steadyhand/engine";
import { afterAll, beforeAll, expect, it } from "vitest";
import { joinNode } from "../../test/join-node.ts";
import { draft, riley } from "../../test/samples.ts";
import { openTestServer, openTestStores, type TestServer, type TestStores, tenantId } from "../../test/test-server.ts";
import { type DatabasePlace, prepareRoles } from "../database/index.ts";
import { openRestore } from "./open-restore.ts";
import { openSnapshot } from "./open-snapshot.ts";

let server: TestServer;
let before: TestStores;
beforeAll(async () => {
  server = await openTestServer();
  before = await openTestStores(await server.newPlace());
});
afterAll(async () => {
  await before[Symbol.asyncDispose]();
  await server.close();
});

const at = new Date("2026-03-01T03:00:00.000Z");
const diagnosis: Diagnosis = {
  ...{ by: { kind: "rules", version: 1 }, at, outcome: "cause_found", summary: "", causes: [], confidence: 1 },
  ...{ timeline: [], members: [], evidenceFor: [], evidenceAgainst: [], blind: [], alternatives: [], risks: [] },
  ...{ suggestions: [], next: [] },
};

const begun = {
  subject: "shop",
  reasoner: diagnosis.by,
  startedBy: riley,
  startedAt: at,
  why: "",
  budget: usualBudget,
};
const { investigation: looking } = beginInvestigation({ ...begun, id: "inv_1", incidentId: "inc_1" });
const suggestion = { action: "restart", parameters: {}, predicted: "", verifiedBy: [], risks: [] };
const { phase: _phase, ...whole } = looking;
/** Something was done that has not proven itself. */
const verifying: Concluded = {
  ...{ ...whole, id: "inv_2", incidentId: "inc_2", phase: "concluded", endedAt: at, diagnosis, because: "concluded" },
  remedy: {
    ...{ suggestion, executionId: "exe_1", proposedAt: at, before: [], mends: [] },
    ...{ phase: "verifying", doneAt: at, settleMs: 5_000, until: at },
  },
};

/** Two open incidents, of which a person holds the second. */
async function fill({ incidents, investigations }: TestStores): Promise<void> {
  const lease = await joinNode(before, "one");
  const subjects = ["shop", "bank"];
  await incidents.claim(tenantId, lease, subjects);
  await incidents.transition({ tenantId, lease, subjects, since: at }, (subject) => ({
    ...{ put: [], gone: [], events: [draft("opened")] },
    incident: {
      ...{ id: subject === "shop" ? "inc_1" : "inc_2", subject, title: "", severity: "warning", openedAt: at },
      ...{ batchAt: at, violations: [], sequence: 1, phase: "open" },
      ...(subject === "bank" && { hold: { by: riley, at, why: "mine" } }),
    },
  }));
  for (const investigation of [looking, verifying]) {
    await investigations.begin(tenantId, { investigation, events: [draft("begun")] });
  }
}

/** Reads everything back into another database, as a restore does. */
async function restoreInto(place: DatabasePlace, reason: string) {
  await prepareRoles(place);
  const snapshot = await openSnapshot(before.place);
  const restore = await openRestore(place, snapshot, systemClock);
  try {
    for (const table of snapshot.tables) {
      await restore.load(table, tenantId, snapshot.rows(table.name, tenantId));
    }
    const stores = await restore.complete();
    const redactorFor = (secrets: readonly string[]) => createRedactor({ learned: secrets });
    const tenants = snapshot.tenants;
    const stood = await standStill({ ...stores, redactorFor, clock: systemClock, tenants }, riley, reason);
    await restore.commit();
    return stood;
  } finally {
    await restore.close();
    await snapshot.close();
  }
}

it("leaves every incident that was open to a person, stops what looked, and does not take for mended what was not proven", async () => {
  await fill(before);
  const place = { ...server.embedded, database: "restored" };
  expect(await restoreInto(place, "it was restored")).toMatchObject({ incidents: 1 });
  const after = await openTestStores(place);
  try {
    expect(await after.investigations.get(tenantId, "inv_1")).toEqual({
      ...{ ...whole, sequence: 2, phase: "stopped", endedAt: expect.any(Date) },
      ...{ by: riley, reason: "it was restored" },
    });
    expect(await after.investigations.get(tenantId, "inv_2")).toMatchObject({
      remedy: { phase: "ended", result: "unknown", why: "it was restored" },
    });
    expect(await after.incidents.get(tenantId, "inc_1")).toMatchObject({ hold: { by: riley, why: "it was restored" } });
    expect(await after.incidents.get(tenantId, "inc_2")).toMatchObject({ hold: { by: riley, why: "mine" } });
    const { items } = await after.ledger.list(tenantId, {}, { limit: 3 });
    expect(items.map(({ type }) => type)).toEqual(["incident.held", "investigation.stopped", "action.verified"]);
  } finally {
    await after[Symbol.asyncDispose]();
  }
});
