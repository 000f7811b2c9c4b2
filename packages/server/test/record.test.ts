import type { ExecutionWire } from "@steadyhand/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

/** Grants the step that waits, and waits for it to fail. */
async function untilFailed(executionId: string): Promise<ExecutionWire> {
  let isGranted = false;
  const controller = new AbortController();
  const parameters = { executionId };
  await server.client.watchExecution(executionId, {
    signal: controller.signal,
    onOutput() {},
    onUpdate({ head, steps }) {
      const step = steps.find(({ isCurrent }) => isCurrent);
      if (head.phase !== "running" || step?.phase === "failed") controller.abort();
      else if (step?.phase === "awaiting_approval" && step.approval !== undefined && !isGranted) {
        isGranted = true;
        const body = { type: "grant", digest: step.approval.digest } as const;
        void server.client.decideApproval({ parameters: { executionId, stepId: step.id }, body });
      }
    },
  });
  return server.client.getExecution({ parameters });
}

describe("questions to the record of a server that has run something", () => {
  it("are answered in figures and with the events of each failure", async () => {
    const text = "# Look\n\n1. Look:\n\n   ```sh\n   ls /nowhere-at-all\n   ```\n";
    const { runbook } = await server.client.importRunbook({ body: { text } });
    const body = { runbookId: runbook.id, environment: "development", subject: "db-3" } as const;
    const { id } = await server.client.startExecution({ body });
    const first = await untilFailed(id);
    const stepId = first.steps[0]?.id ?? "";
    for (let retry = 0; retry < 2; retry++) {
      await server.client.commandStep({ parameters: { executionId: id, stepId }, body: { type: "retry" } });
      await untilFailed(id);
    }

    const today = await server.client.summarizeRecord();
    expect(today).toMatchObject({ timeZone: "UTC", isOver: false, executions: { started: 1 } });
    expect(today.attempts).toMatchObject({ attempts: 3, counted: 3, succeeded: 0, successShare: 0 });
    expect(today.attempts.byOutcome).toEqual([{ outcome: "failed", attempts: 3 }]);
    expect(today.slowest.steps).toHaveLength(3);
    expect(today.approvals).toMatchObject({ asked: 3, granted: 3, open: 0 });

    const { items } = await server.client.findAnomalies();
    const [found] = items.filter(({ kind }) => kind === "failures_in_a_row");
    expect(found).toMatchObject({ says: "3 attempts on db-3 failed one after another", eventsTotal: 3 });
    const events = await server.client.listAuditEvents({ query: { executionId: id, limit: 500 } });
    const named = found?.events.map(({ sequence }) => events.items.find((event) => event.sequence === sequence));
    expect(named?.map((event) => event?.attempt)).toEqual([1, 2, 3]);
    expect(named?.map((event) => event?.outcome)).toEqual(["failed", "failed", "failed"]);
  });

  it("are in the record before they are answered, and a stream before it shows anything", async () => {
    const { client, services } = server;
    const reads = async () => {
      const { items } = await services.ledger.list("ten_default", { type: "ledger.read" }, { limit: 100 });
      return items.map(({ data }) => JSON.stringify([data.what, data.filter]));
    };
    await client.listAuditEvents({ query: { type: "person.*" } });
    expect(await reads()).toContain('["list",{"type":"person.*"}]');
    await client.summarizeRecord({ query: { day: "2026-01-01" } });
    expect(await reads()).toContain('["summary",{"day":"2026-01-01","timeZone":"UTC"}]');
    await client.findAnomalies();
    await client.listUnfinished();
    expect(await reads()).toEqual(expect.arrayContaining(['["anomalies",{}]', '["unfinished",{}]']));
    const stop = new AbortController();
    const atFirst = Promise.withResolvers<string[]>();
    const following = client.followLedger({
      ...{ type: "server.*", after: 0, signal: stop.signal },
      onEvent() {
        stop.abort();
        atFirst.resolve(reads());
      },
    });
    expect(await atFirst.promise).toContain('["stream",{"type":"server.*"}]');
    await following;
  });

  it("say what is wrong with a day, a zone or a window", async () => {
    const { summarizeRecord, findAnomalies } = server.client;
    await expect(summarizeRecord({ query: { day: "2026-02-30" } })).rejects.toMatchObject({
      code: "record.no_such_day",
    });
    await expect(summarizeRecord({ query: { timeZone: "Mars/Olympus" } })).rejects.toMatchObject({
      code: "record.unknown_time_zone",
    });
    for (const since of ["2020-01-01T00:00:00.000Z", "2999-01-01T00:00:00.000Z"]) {
      await expect(findAnomalies({ query: { since } })).rejects.toMatchObject({ code: "record.window" });
    }
  });
});
