import type { Approval, ApprovalRequest } from "@steadyhand/core/approval";
import { dayBounds } from "@steadyhand/core/digest";
import type { Actor } from "@steadyhand/core/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPast, type Past } from "../../test/record-past.ts";
import { draft, execution, next, riley } from "../../test/samples.ts";
import { openTestServer, type TestServer, tenantId } from "../../test/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const bounds = dayBounds("2026-11-20", "UTC");
/** So many hours after the day began. */
const hour = (hours: number) => new Date(bounds.from.getTime() + hours * 3_600_000);
const other = "ten_other" as const;

async function summaryOf(past: Past, at = bounds.to) {
  past.setNow(at);
  return past.stores.record.summarize(tenantId, bounds);
}

describe("the summary of a day", () => {
  it("is all zero for a tenant without a record", async () => {
    await using past = await openPast(server);
    expect(await summaryOf(past)).toMatchObject({ executions: { started: 0 }, attempts: { attempts: 0 }, refusals: 0 });
  });

  it("counts what lies within the day and nothing of another tenant's", async () => {
    await using past = await openPast(server);
    await past.run({ at: hour(-1) });
    await past.run({ at: hour(0), how: "automatic", level: 3 });
    await past.run({ at: hour(5), holds: false });
    await past.run({ at: hour(23.9), how: "automatic", level: 3 });
    await past.run({ at: hour(24) });
    for (const at of [1, 2, 3]) await past.run({ at: hour(at), tenantId: other, holds: false });
    const found = await summaryOf(past);
    expect(found.executions).toEqual({ started: 3, completed: 3, aborted: 0, rolledBack: 0 });
    expect(found.attempts).toEqual({
      ...{ attempts: 3, counted: 3, succeeded: 2, successShare: 2 / 3 },
      byOutcome: [
        { outcome: "succeeded", attempts: 2 },
        { outcome: "failed", attempts: 1 },
      ],
      byLevel: [
        { level: 2, attempts: 1, counted: 1, succeeded: 0, successShare: 0 },
        { level: 3, attempts: 2, counted: 2, succeeded: 2, successShare: 1 },
      ],
      byEnvironment: [{ environment: "production", attempts: 3, counted: 3, succeeded: 2, successShare: 2 / 3 }],
      byHow: { automatic: 2, approved: 1, by_hand: 0 },
    });
  });

  it("counts an attempt on the day it began, and an execution's end on the day it ended", async () => {
    await using past = await openPast(server);
    const id = await past.run({ at: hour(23), tookMs: 2 * 3_600_000 });
    const found = await summaryOf(past);
    expect(found).toMatchObject({ executions: { started: 1, completed: 0 }, attempts: { succeeded: 1 } });
    expect(found.slowest).toMatchObject({ steps: [{ executionId: id, tookMs: 7_200_000 }], executions: [] });
    const day = await past.stores.record.summarize(tenantId, dayBounds("2026-11-21", "UTC"));
    expect(day).toMatchObject({ executions: { started: 0, completed: 1 }, attempts: { attempts: 0 } });
    expect(day.slowest.executions).toMatchObject([{ executionId: id, ended: "completed", tookMs: 7_200_000 }]);
  });

  it("names the five slowest, slowest first", async () => {
    await using past = await openPast(server);
    for (const [index, seconds] of [3, 60, 7, 1, 90, 20, 45].entries()) {
      await past.run({ at: hour(index), tookMs: seconds * 1000 });
    }
    const { slowest } = await summaryOf(past);
    expect(slowest.steps.map(({ tookMs }) => tookMs)).toEqual([90_000, 60_000, 45_000, 20_000, 7_000]);
    expect(slowest.executions.map(({ tookMs }) => tookMs)).toEqual([90_000, 60_000, 45_000, 20_000, 7_000]);
  });

  it("says of questions asked that day what became of them, and how long people took", async () => {
    await using past = await openPast(server);
    past.setNow(hour(1));
    const begun = execution("exe_asking", tenantId, hour(1));
    await past.stores.executions.create(begun, [draft("started", begun)]);
    const request = { ...question, requestedAt: hour(1), expiresAt: hour(2) };
    const by = { by: riley };
    const approvals: readonly Approval[] = [
      { request: { ...request, id: "apr_1" }, phase: "granted", ...by, at: hour(1.5) },
      { request: { ...request, id: "apr_2" }, phase: "rejected", ...by, at: hour(1.1), reason: "a\0b\ud800" },
      { request: { ...request, id: "apr_3" }, phase: "expired", at: hour(2) },
      { request: { ...request, id: "apr_4" }, phase: "requested" },
      { request: { ...request, id: "apr_5", requestedAt: hour(-1) }, phase: "granted", ...by, at: hour(1) },
    ];
    await past.stores.executions.transition({ tenantId, executionId: "exe_asking" }, (e) => ({
      execution: next(e),
      events: [draft("asked", next(e))],
      approvals: approvals.map((approval) => ({ stepId: "stp_1", approval, proposalBytes: "{}" })),
      result: 0,
    }));
    expect((await summaryOf(past)).approvals).toEqual({
      ...{ asked: 4, granted: 1, rejected: 1, expired: 1, voided: 0, open: 1 },
      answeredInMs: { p50: 360_000, p95: 1_800_000 },
    });
  });

  it("counts panics and refusals, and says while the day is not over", async () => {
    await using past = await openPast(server);
    past.setNow(hour(3));
    await past.stores.ledger.append(tenantId, [
      { ...draft("pressed"), type: "panic.pressed" },
      { ...draft("not theirs"), type: "command.refused", outcome: "refused" },
    ]);
    expect(await summaryOf(past, hour(4))).toMatchObject({ panics: 1, refusals: 1, isOver: false });
  });
});

describe("anomalies of the record", () => {
  const window = { since: hour(24 - 7 * 24), until: hour(24) };
  const find = (past: Past, tenant: typeof tenantId = tenantId) => past.stores.record.findAnomalies(tenant, window);
  const days = (count: number) => hour(-24 * count);
  const kinds = async (past: Past) => (await find(past)).map(({ kind }) => kind);

  it("are none where everything is as ever, nor where there is nothing", async () => {
    await using past = await openPast(server);
    expect(await find(past)).toEqual([]);
    for (let day = 40; day >= 0; day--) await past.run({ at: days(day) });
    expect(await find(past)).toEqual([]);
  });

  it("name errors far above the tenant's own share, with the events that say they failed", async () => {
    await using past = await openPast(server);
    for (let number = 30; number >= 0; number--) await past.run({ at: days(7 + number / 2), subject: `s${number}` });
    const failed: string[] = [];
    for (let number = 0; number < 8; number++) {
      failed.push(await past.run({ at: days(5 - number / 2), subject: `t${number}`, holds: false }));
    }
    const [found, ...rest] = await find(past);
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ kind: "error_rate", eventsTotal: 8 });
    expect(found?.says).toContain("8 of 8 attempts");
    expect(found?.events.map(({ type, executionId }) => `${type} ${executionId}`)).toEqual(
      failed.map((id) => `step.executed ${id}`),
    );
  });

  it("name an hour with far more starts than that hour of the week ever had, with those starts", async () => {
    await using past = await openPast(server);
    for (const week of [4, 3, 2, 1]) await past.run({ at: days(7 * week) });
    for (let minute = 0; minute < 14; minute++) await past.run({ at: hour(minute / 60) });
    const [found, ...rest] = await find(past);
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ kind: "volume", at: hour(1), eventsTotal: 14 });
    expect(found?.says).toContain("1.0 on the average of the 4 weeks before");
    expect(new Set(found?.events.map(({ type }) => type))).toEqual(new Set(["execution.started"]));
  });

  it("name a person at an hour that was never theirs, once, with the first event of it", async () => {
    await using past = await openPast(server);
    for (let day = 30; day > 6; day--) await past.act(new Date(days(day).getTime() + 9 * 3_600_000));
    await past.act(hour(10.5));
    await past.act(hour(15));
    await past.act(hour(15.2));
    const found = await find(past);
    expect(found).toMatchObject([{ kind: "unusual_hour", at: hour(15), events: [{ type: "person.added" }] }]);
  });

  it("take what a schedule does in a person's name neither for the person nor for a habit of theirs", async () => {
    await using past = await openPast(server);
    const schedule: Actor = { ...riley, kind: "schedule", name: "Riley's schedule" };
    for (let day = 30; day > 6; day--) {
      await past.act(new Date(days(day).getTime() + 9 * 3_600_000));
      await past.act(new Date(days(day).getTime() + 15 * 3_600_000), schedule);
    }
    await past.act(hour(3), schedule);
    await past.act(hour(15), schedule);
    expect(await find(past)).toEqual([]);
    await past.act(hour(15.1));
    expect(await find(past)).toMatchObject([{ kind: "unusual_hour", at: hour(15.1) }]);
  });

  it("name the first use of a program and of an action class, whether or not a table knows it", async () => {
    await using past = await openPast(server);
    await past.run({ at: days(20), program: "df" });
    await past.run({ at: days(19), program: "tar.execute" });
    await past.run({ at: hour(1), program: "tar", actionClass: "reads" });
    expect(await find(past)).toEqual([]);
    const first = await past.run({ at: hour(2), program: "terraform", actionClass: "deletes" });
    await past.run({ at: hour(3), program: "terraform", actionClass: "deletes" });
    const unlisted = await past.run({ at: hour(4), program: "frobnicate" });
    const found = await find(past);
    expect(found.map(({ says }) => says)).toEqual([
      expect.stringContaining("the program frobnicate"),
      expect.stringContaining("did something that deletes"),
      expect.stringContaining("the program terraform"),
    ]);
    expect(found.map(({ events }) => events)).toMatchObject([
      [{ type: "step.dispatched", executionId: unlisted }],
      [{ type: "step.dispatched", executionId: first }],
      [{ type: "step.dispatched", executionId: first }],
    ]);
  });

  it("name three failures of one subject in a row, those before the window included, and none that a success parts", async () => {
    await using past = await openPast(server);
    const fails = (at: Date, subject: string, holds = false) => past.run({ at, subject, holds });
    const ids = [await fails(days(9), "db-1"), await fails(days(8), "db-1"), await fails(days(1), "db-1")];
    for (const [index, holds] of [false, false, true, false, false].entries()) {
      await fails(hour(index / 10), "db-2", holds);
    }
    for (const index of [1, 2, 3]) await fails(days(8 + index), "db-3");
    const found = (await find(past)).filter(({ kind }) => kind === "failures_in_a_row");
    expect(found).toMatchObject([{ says: "3 attempts on db-1 failed one after another", eventsTotal: 3 }]);
    expect(found[0]?.events.map(({ executionId }) => executionId)).toEqual(ids);
  });

  it("never come from another tenant's record, nor go by its history", async () => {
    await using past = await openPast(server);
    const kim: Actor = { kind: "person", id: "act_kim", name: "Kim" };
    for (let day = 30; day >= 0; day--) {
      await past.run({ at: days(day) });
      // The other tenant knows the same person and program well, at every hour.
      await past.run({ at: days(day), tenantId: other, by: kim, program: "terraform", actionClass: "deletes" });
    }
    const theirs = { tenantId: other, holds: false, subject: "db-9" };
    for (let number = 0; number < 30; number++) {
      await past.run({ at: hour(number / 60), by: kim, program: "terraform", actionClass: "deletes", ...theirs });
    }
    expect(await find(past)).toEqual([]);
    await past.run({ at: hour(1), program: "terraform", actionClass: "deletes" });
    expect(await kinds(past)).toEqual(["first_use", "first_use"]);
    const others = await find(past, other);
    expect(new Set(others.map(({ kind }) => kind))).toEqual(new Set(["error_rate", "volume", "failures_in_a_row"]));
  });
});

const question: Omit<ApprovalRequest, "id" | "requestedAt" | "expiresAt"> = {
  ...{ digest: `sha256:${"0".repeat(64)}`, risk: "caution", confirmation: "click", proposedBy: riley.id },
  ...{ targetName: "web-1", environment: "production" },
};
