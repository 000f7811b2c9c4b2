import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Incident } from "@steadyhand/core/incident";
import type { Concluded } from "@steadyhand/core/investigation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, startLab } from "../../../labs/ratelimiter/lab.ts";
import { subjectConfigOf } from "../../../labs/ratelimiter/subject-config.ts";
import { openTestServer, type TestServer } from "./open-test-server.ts";
import { until } from "./until.ts";

const tenantId = "ten_default";
const subject = "ratelimiter-lab";
const folder = mkdtempSync(join(tmpdir(), "steadyhand-operator-"));
let lab: Lab;
let server: TestServer;

beforeAll(async () => {
  lab = await startLab({ nodes: 3, rps: 30 });
  const { name: _, ...settings } = subjectConfigOf(lab);
  mkdirSync(join(folder, "subjects"), { recursive: true });
  const head = { subject, kind: "ratelimiter", environment: "lab", disposable: true, every: "1s", level: 4 };
  writeFileSync(join(folder, "subjects", "lab.yaml"), JSON.stringify({ ...head, settings }));
  const audited = { version: 1, environments: { lab: { governance_mode: "audit" } } };
  writeFileSync(join(folder, "policy.json"), JSON.stringify(audited));
  server = await openTestServer({ dataFolder: folder });
}, 90_000);
afterAll(async () => {
  await server?.close();
  await lab?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const newest = async () => (await server.services.incidents.list(tenantId, { subject }, { limit: 1 })).items[0];
const opened = (after?: Incident) =>
  until("an incident opens", async () => {
    const incident = await newest();
    return incident !== undefined && incident.id !== after?.id ? incident : undefined;
  });
const investigated = (incident: Incident, isSo: (last: Concluded) => boolean) =>
  until("its investigation comes so far", async () => {
    const last = (await server.services.operator.ofIncident(tenantId, incident.id)).at(-1);
    return last?.phase === "concluded" && isSo(last) ? last : undefined;
  });
const resolved = (incident: Incident) =>
  until("it is resolved", async () => {
    const now = await server.services.incidents.get(tenantId, incident.id);
    return now.phase === "resolved" ? now : undefined;
  });
const typesOf = async (incident: Incident) => {
  const { items } = await server.services.ledger.list(tenantId, {}, { limit: 200 });
  return items
    .filter(({ data }) => JSON.stringify(data).includes(incident.id))
    .map(({ type }) => type)
    .reverse();
};

describe("a node that is gone", { timeout: 120_000 }, () => {
  it("is found, explained, restarted within the level, and proven to be back", async () => {
    await lab.inject("node_gone", "node-2");
    const incident = await opened();
    const { diagnosis, remedy } = await investigated(incident, (one) => one.remedy?.phase === "ended");
    expect(diagnosis).toMatchObject({
      ...{ by: { kind: "rules" }, outcome: "cause_found" },
      causes: [{ name: "node_gone", members: ["node-2"] }],
    });
    expect(diagnosis.alternatives.length).toBeGreaterThan(0);
    expect(remedy).toMatchObject({
      suggestion: {
        action: "restart_node",
        parameters: { node: "node-2" },
        verifiedBy: expect.arrayContaining(["node_down"]),
      },
      result: "helped",
    });
    await resolved(incident);
    expect(await typesOf(incident)).toEqual(
      expect.arrayContaining([
        ...["incident.opened", "investigation.started", "investigation.asked", "investigation.answered"],
        ...["investigation.concluded", "action.proposed", "action.done", "action.verified", "incident.resolved"],
      ]),
    );
    // What was done took the one road.
    const { executionId = "" } = remedy ?? {};
    const execution = await server.client.getExecution({ parameters: { executionId } });
    expect(execution).toMatchObject({ phase: "completed", subject, startedBy: { kind: "policy" } });
  });

  it("waits for a person below that level, and is nobody's to restart again once that person said no", async () => {
    const parameters = { kind: "subject", name: subject } as const;
    await server.client.setLevel({ parameters, body: { level: 2, why: "we are changing it" } });
    const before = await newest();
    await lab.inject("node_gone", "node-1");
    const incident = await opened(before);
    const { remedy } = await investigated(incident, (one) => one.remedy !== undefined);
    const executionId = remedy?.executionId ?? "";
    const waiting = await until("it waits for a person", async () => {
      const execution = await server.client.getExecution({ parameters: { executionId } });
      return execution.steps[0]?.phase === "awaiting_approval" ? execution : undefined;
    });
    expect(waiting.steps[0]).toMatchObject({ phase: "awaiting_approval" });
    await server.client.commandExecution({
      parameters: { executionId },
      body: { type: "abort", reason: "we do it ourselves" },
    });
    const last = await investigated(incident, (one) => one.escalated !== undefined);
    expect(last).toMatchObject({ remedy: { phase: "ended", result: "declined" } });
    await lab.undo("node_gone", "node-1");
    await resolved(incident);
    expect(await server.services.operator.ofIncident(tenantId, incident.id)).toHaveLength(1);
  });
});
