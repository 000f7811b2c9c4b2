import type { ScheduleWire } from "@steadyhand/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await openTestServer();
}, 60_000);
afterAll(() => server?.close());

const text = "# Look\n\n1. Greet\n\n   ```\n   echo hello\n   ```\n\n2. Part\n\n   ```\n   echo goodbye\n   ```\n";

async function whenFired(scheduleId: string): Promise<ScheduleWire> {
  for (const until = Date.now() + 20_000; ; ) {
    const schedule = await server.client.getSchedule({ parameters: { scheduleId } });
    if (schedule.last) return schedule;
    if (Date.now() > until) throw new Error("It was never fired");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("a schedule through the API", () => {
  it("starts its run at its time, which waits for a person like any other", async () => {
    const { runbook } = await server.client.importRunbook({ body: { text } });
    const added = await server.client.addSchedule({
      body: {
        name: "Soon",
        start: { runbookId: runbook.id, environment: "test" },
        timing: { kind: "after", seconds: 1 },
      },
    });
    expect(added).toMatchObject({ phase: "active", runbook: { id: runbook.id, version: 1 }, timing: { kind: "once" } });
    const { last } = await whenFired(added.id);
    expect(last).toMatchObject({ outcome: "started" });
    const execution = await server.client.getExecution({ parameters: { executionId: last?.executionId ?? "" } });
    expect(execution).toMatchObject({
      startedBy: { kind: "schedule", name: 'riley\'s schedule "Soon"' },
      steps: [{ phase: "awaiting_approval" }, { phase: "pending" }],
    });
    const lateMs = Date.parse(execution.startedAt) - Date.parse(added.nextDue ?? "");
    expect(lateMs).toBeLessThan(3000);
  });

  it("follows a run up with only the steps that were asked for", async () => {
    const [before] = (await server.client.listExecutions()).items;
    const parameters = { executionId: before?.id ?? "" };
    const added = await server.client.followUpExecution({
      parameters,
      body: { timing: { kind: "after", seconds: 60 }, only: ["stp_2"] },
    });
    expect(added).toMatchObject({ follows: before?.id, only: ["stp_2"] });
    const fired = await server.client.commandSchedule({
      parameters: { scheduleId: added.id },
      body: { type: "run_now" },
    });
    const run = await server.client.getExecution({ parameters: { executionId: fired.last?.executionId ?? "" } });
    expect(run.steps.map(({ phase }) => phase)).toEqual(["skipped", "awaiting_approval"]);
    await expect(
      server.client.followUpExecution({
        parameters,
        body: { timing: { kind: "after", seconds: 60 }, only: ["stp_9"] },
      }),
    ).rejects.toMatchObject({ code: "step.unknown" });
  });

  it("follows a run up with its guards, its time to settle and its retries", async () => {
    const { items } = await server.client.listRunbooks();
    const guards = [{ name: "health", command: "true" }];
    const before = await server.client.startExecution({
      body: {
        ...{ runbookId: items[0]?.id ?? "", environment: "test", subject: "another" },
        ...{ guards, settleMs: 2000, retries: 1 },
      },
    });
    const followUp = await server.client.followUpExecution({
      parameters: { executionId: before.id },
      body: { timing: { kind: "after", seconds: 60 } },
    });
    const { last } = await server.client.commandSchedule({
      parameters: { scheduleId: followUp.id },
      body: { type: "run_now" },
    });
    const parameters = { executionId: last?.executionId ?? "" };
    const run = await server.client.getExecution({ parameters });
    expect(run.startedBy).toMatchObject({ kind: "person", name: "riley" });
    expect(run).toMatchObject({ guards: before.guards, settleMs: 2000, retries: 1 });
    expect(run.guards).toMatchObject([{ name: "health" }]);
  });

  it("is refused at once with what its start would be refused with, and with a wrong expression", async () => {
    const { items } = await server.client.listRunbooks();
    const runbookId = items[0]?.id ?? "";
    const add = (start: object, timing: object) =>
      // What does not fit is what is tried here.
      server.client.addSchedule({
        body: { name: "x", start: { runbookId, environment: "test", ...start }, timing } as never,
      });
    const cron = { kind: "cron", expression: "* * * * *", timeZone: "UTC" };
    await expect(add({ level: 5, environment: "production" }, cron)).rejects.toMatchObject({ status: 422 });
    await expect(add({ values: { nope: "1" } }, cron)).rejects.toMatchObject({ code: "variables.unknown" });
    await expect(add({}, { ...cron, expression: "often" })).rejects.toMatchObject({ code: "schedule.timing" });
  });
});
