import type { StoredCircumstances } from "@steadyhand/core/autonomy";
import type { Execution } from "@steadyhand/core/execution";
import type { ExecutionId } from "@steadyhand/core/identity";
import type { AttemptRecordChange, Elevation, LevelChange, Promotion, TrustChange } from "@steadyhand/core/levels";
import type { LevelReview } from "@steadyhand/engine";
import { describe, expect, it } from "vitest";
import { draft, execution, next, riley } from "./samples.ts";
import { openTestStores, type TestStores, tenantId } from "./test-server.ts";

const subject = { kind: "subject", name: "web-1" } as const;
const ines = { ...riley, id: "act_ines", name: "Ines" } as const;
const key = "a".repeat(64);

/** What every database must promise of the record of attempts, and of levels, trust and elevation. */
export function describeLevelStores(stores: () => Promise<TestStores>): void {
  describe("what stands around an execution", () => {
    it("is quiet where nothing was said and nothing was done", async () => {
      await using s = await stores();
      await create(s, "exe_1");
      expect(await around(s, "exe_1")).toEqual({
        trust: { level: 1, why: "nobody has set another", isStandard: true },
        ...{
          changesLastHour: 0,
          session: { actions: 0, rapid: 0 },
          setbacks: [],
          drift: { attempts: 0, automatic: 0 },
        },
      });
    });

    it("names the other execution that changes the same subject, until it is judged", async () => {
      await using s = await stores();
      for (const id of ["exe_1", "exe_2"] as const) await create(s, id);
      await create(s, "exe_other", { subject: "db-3" });
      await move(s, "exe_1", dispatched(s));
      expect((await around(s, "exe_1")).busyWith).toBeUndefined();
      expect((await around(s, "exe_2")).busyWith).toBe("exe_1");
      expect((await around(s, "exe_other")).busyWith).toBeUndefined();
      await move(s, "exe_1", { type: "ended", stepId: "stp_1", attempt: 1, result: "succeeded", at: s.clock.now() });
      expect((await around(s, "exe_2")).busyWith).toBe("exe_1");
      await move(s, "exe_1", judged(s, "improved"));
      expect((await around(s, "exe_2")).busyWith).toBeUndefined();
    });

    it("is not busy with what only reads, nor with an execution that has ended", async () => {
      await using s = await stores();
      for (const id of ["exe_1", "exe_2"] as const) await create(s, id);
      await move(s, "exe_1", { ...dispatched(s), actionClass: "reads", isChange: false });
      expect((await around(s, "exe_2")).busyWith).toBeUndefined();
      await move(s, "exe_1", { ...dispatched(s), attempt: 2 });
      await s.executions.transition({ tenantId, executionId: "exe_1" }, (e) => {
        const ended = { ...next(e), phase: "aborted", endedAt: s.clock.now() } as const;
        return { execution: ended, events: [draft("aborted", ended)], result: 1 };
      });
      expect((await around(s, "exe_2")).busyWith).toBeUndefined();
    });

    it("lets one of two that ask at the same time see the other", async () => {
      await using s = await stores();
      // Another server on the same database: within one process transactions of a tenant take turns anyway.
      await using other = await openTestStores(s.place);
      const ids = Array.from({ length: 8 }, (_, n) => `exe_${n}` as const);
      for (const id of ids) await create(s, id);
      const began = await Promise.all(
        ids.map((executionId, index) =>
          (index % 2 === 0 ? s : other).executions.transition<boolean>({ tenantId, executionId }, (e, { busyWith }) => {
            if (busyWith !== undefined) return { events: [draft("waits")], result: false };
            return { execution: next(e), events: [draft("goes", next(e))], records: [dispatched(s)], result: true };
          }),
        ),
      );
      expect(began.filter(Boolean)).toHaveLength(1);
    });

    it("counts changes of an hour, attempts of a week and how many nobody was asked about", async () => {
      await using s = await stores();
      await create(s, "exe_1");
      const [daysAgo, hoursAgo] = [before(s, 8 * 24 * 60), before(s, 120)];
      const records = [
        { ...dispatched(s), at: daysAgo },
        { ...dispatched(s), attempt: 2, at: hoursAgo, how: "automatic" },
        { ...dispatched(s), attempt: 3, how: "automatic", isChange: false, actionClass: "reads" },
        { ...dispatched(s), attempt: 4 },
      ] satisfies AttemptRecordChange[];
      for (const record of records) await move(s, "exe_1", record);
      expect(await around(s, "exe_1")).toMatchObject({ changesLastHour: 1, drift: { attempts: 3, automatic: 2 } });
    });

    it("counts what whoever started it did within five minutes, and what came within 30 s", async () => {
      await using s = await stores();
      await create(s, "exe_1");
      await create(s, "exe_2", { subject: "db-3" });
      for (const [attempt, minutes] of [6, 3, 2.9, 1].entries()) {
        await move(s, "exe_2", { ...dispatched(s), attempt, at: before(s, minutes) });
      }
      expect((await around(s, "exe_1")).session).toEqual({ actions: 3, rapid: 1 });
    });

    it("remembers for a day what changed nothing or made it worse, unless it worked since", async () => {
      await using s = await stores();
      await create(s, "exe_1");
      const twice = ["b".repeat(64), "c".repeat(64), key];
      for (const [attempt, actionKey] of twice.entries()) {
        await move(s, "exe_1", { ...dispatched(s), attempt, actionKey });
        await move(s, "exe_1", { ...judged(s, attempt === 1 ? "worse" : "unchanged"), attempt });
      }
      await move(s, "exe_1", { ...dispatched(s), attempt: 8, actionKey: twice[0] ?? "" });
      await move(s, "exe_1", { ...judged(s, "improved"), attempt: 8 });
      await move(s, "exe_1", { ...dispatched(s), attempt: 9, actionKey: "d".repeat(64), at: before(s, 25 * 60) });
      await move(s, "exe_1", { ...judged(s, "unchanged"), attempt: 9 });
      const { setbacks } = await around(s, "exe_1");
      expect(setbacks).toMatchObject([
        { actionKey: key, outcome: "unchanged" },
        { actionKey: "c".repeat(64), outcome: "worse" },
      ]);
    });

    it("holds the subject's level, else the project's, trust, a lock and an elevation until its time", async () => {
      await using s = await stores();
      await create(s, "exe_1");
      await setLevel(s, { scope: { kind: "project", name: "default" }, level: 4 });
      expect((await around(s, "exe_1")).takeover).toMatchObject({ level: 4, scope: "project" });
      await setLevel(s, { level: 3 });
      await trust(s, { kind: "trust", trust: 2 });
      await trust(s, { kind: "lock", isLocked: true });
      const elevation = await elevate(s);
      const found = await around(s, "exe_1");
      expect(found).toMatchObject({
        takeover: { level: 3, scope: "subject", why: "Riley put subject web-1 at L3: because" },
        trust: { level: 2 },
        lock: { by: "Riley", reason: "because" },
        elevation: { id: "elv_1", grantedBy: "act_ines" },
      });
      expect(found.elevation?.until).toEqual(elevation.until);
      await trust(s, { kind: "lock", isLocked: false });
      expect(await around(s, "exe_1")).not.toHaveProperty("lock");
      expect(await s.levels.activeElevations(tenantId, elevation.until)).toEqual([]);
    });
  });

  describe("levels", () => {
    it("come back as they were said, and the newest counts", async () => {
      await using s = await stores();
      const first = await setLevel(s, { level: 2 });
      const second = await setLevel(s, { level: 3, from: 2 });
      expect(await s.levels.history(tenantId, subject)).toEqual([second, first]);
      expect(await s.levels.get(tenantId, subject, s.clock.now())).toMatchObject({
        newest: second,
        standing: { level: 3, since: second.at },
      });
      expect(await s.levels.history("ten_other", subject)).toEqual([]);
    });

    it("are refused without a record", async () => {
      await using s = await stores();
      const silent = s.levels.change(tenantId, subject, () => ({ changes: [], promotions: [], events: [] }));
      await expect(silent).rejects.toMatchObject({ code: "ledger.no_record" });
    });

    it("are listed for every subject and project that was run or has one", async () => {
      await using s = await stores();
      await create(s, "exe_1");
      await setLevel(s, { scope: { kind: "subject", name: "db-3" }, level: 2 });
      const listed = await s.levels.list(tenantId, s.clock.now());
      expect(listed.map(({ scope, runIn }) => [scope.kind, scope.name, runIn])).toEqual([
        ["project", "default", ["production"]],
        ["subject", "db-3", []],
        ["subject", "web-1", ["production"]],
      ]);
    });

    it("are reviewed in the transaction that judges an attempt, with that attempt among the evidence", async () => {
      await using s = await stores();
      await create(s, "exe_1");
      await setLevel(s, { level: 4 });
      await move(s, "exe_1", dispatched(s));
      await move(s, "exe_1", { type: "ended", stepId: "stp_1", attempt: 1, result: "failed", at: s.clock.now() });
      const levelReview: LevelReview = {
        countFrom: s.clock.now(),
        decide: (evidence) => {
          expect(evidence).toMatchObject([
            { scope: subject, standing: { level: 4 }, recent: [{ isError: true, level: 2, outcome: "worse" }] },
            { scope: { kind: "project", name: "default" }, recent: [{ isError: true }] },
          ]);
          expect(evidence[0]?.tally.elsewhere).toEqual({ attempts: 1, errors: 1, worse: 1 });
          return {
            changes: [{ ...change(s), level: 3, from: 4, how: "demoted" }],
            promotions: [],
            events: [{ ...draft("lowered"), type: "level.demoted" }],
          };
        },
      };
      await move(s, "exe_1", judged(s, "worse"), levelReview);
      expect((await around(s, "exe_1")).takeover?.level).toBe(3);
      expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true });
    });

    it("keep no demotion whose transition is rolled back", async () => {
      await using s = await stores();
      await create(s, "exe_1");
      await move(s, "exe_1", dispatched(s));
      const levelReview: LevelReview = {
        countFrom: s.clock.now(),
        decide: () => {
          throw new TypeError("review failed");
        },
      };
      await expect(move(s, "exe_1", judged(s, "worse"), levelReview)).rejects.toThrow("review failed");
      expect(await s.levels.history(tenantId, subject)).toEqual([]);
      await create(s, "exe_2");
      expect((await around(s, "exe_2")).busyWith).toBe("exe_1");
    });
  });

  describe("offers", () => {
    it("are kept with their answers, one open for each scope", async () => {
      await using s = await stores();
      const offered = await offer(s, "pro_1");
      expect(await s.levels.promotions(tenantId)).toEqual([offered]);
      await expect(offer(s, "pro_2")).rejects.toMatchObject({ cause: { constraint: "promotion_offered_once" } });
      const at = s.clock.now();
      const declined: Promotion = { ...offered, phase: "declined", by: riley, at, why: "no", silentUntil: at };
      await s.levels.answerPromotion(tenantId, "pro_1", (found) => {
        expect(found).toEqual(offered);
        return { changes: [], promotions: [declined], events: [draft("declined")] };
      });
      expect(await s.levels.promotions(tenantId)).toEqual([declined]);
      const lost = s.levels.answerPromotion(tenantId, "pro_none", () => ({ changes: [], promotions: [], events: [] }));
      await expect(lost).rejects.toMatchObject({ code: "promotion.not_found" });
    });
  });

  describe("elevations", () => {
    it("are never granted by whoever asked, nor for more than an hour, whatever the code says", async () => {
      await using s = await stores();
      await expect(elevate(s, { grantedBy: riley })).rejects.toMatchObject({
        cause: { constraint: "elevation_of_two" },
      });
      await expect(elevate(s, { until: new Date(s.clock.now().getTime() + 61 * 60_000) })).rejects.toMatchObject({
        cause: { constraint: "elevation_at_most_an_hour" },
      });
    });

    it("come back as they are", async () => {
      await using s = await stores();
      const elevation = await elevate(s);
      expect(await s.levels.elevations(tenantId)).toEqual([elevation]);
      expect(await s.levels.elevations("ten_other")).toEqual([]);
    });
  });
}

async function create(s: TestStores, id: ExecutionId, changes: Partial<Execution> = {}): Promise<void> {
  const started = { ...execution(id, tenantId, s.clock.now()), ...changes };
  await s.executions.create(started, [draft("started", started)]);
}

function around(s: TestStores, executionId: ExecutionId): Promise<StoredCircumstances> {
  return s.executions.transition({ tenantId, executionId }, (_e, circumstances) => ({
    events: [draft("looked")],
    result: circumstances,
  }));
}

function move(s: TestStores, executionId: ExecutionId, record: AttemptRecordChange, levelReview?: LevelReview) {
  return s.executions.transition({ tenantId, executionId }, (e) => ({
    execution: next(e),
    events: [draft(record.type, next(e))],
    records: [record],
    ...(levelReview && { levelReview }),
    result: 1,
  }));
}

function before(s: TestStores, minutes: number): Date {
  return new Date(s.clock.now().getTime() - minutes * 60_000);
}

function dispatched(s: TestStores): AttemptRecordChange & { readonly type: "dispatched" } {
  return {
    ...{ type: "dispatched", stepId: "stp_1", attempt: 1, purpose: "forward", actionKey: key, actionClass: "writes" },
    ...{ isChange: true, risk: "caution", how: "approved", approvers: [riley.id], level: 2, at: s.clock.now() },
  };
}

function judged(s: TestStores, outcome: "improved" | "unchanged" | "worse") {
  const at = s.clock.now();
  return { type: "judged", stepId: "stp_1", attempt: 1, holds: outcome === "improved", outcome, at } as const;
}

function change(s: TestStores): LevelChange {
  return { scope: subject, level: 2, how: "set", by: riley, at: s.clock.now(), why: "because" };
}

async function setLevel(s: TestStores, changes: Partial<LevelChange>): Promise<LevelChange> {
  const said = { ...change(s), ...changes };
  await s.levels.change(tenantId, said.scope, () => ({ changes: [said], promotions: [], events: [draft("set")] }));
  return said;
}

type Trusted = { kind: "trust"; trust: 0 | 1 | 2 } | { kind: "lock"; isLocked: boolean };

async function trust(s: TestStores, said: Trusted): Promise<void> {
  const changed: TrustChange = { runbookId: "rbk_disk", by: riley, at: s.clock.now(), why: "because", ...said };
  await s.levels.changeTrust(tenantId, changed, [draft("trust")]);
  expect((await s.levels.trust(tenantId, "rbk_disk"))[0]).toEqual(changed);
}

async function elevate(s: TestStores, changes: Partial<Elevation & { phase: "granted" }> = {}) {
  const at = s.clock.now();
  const elevation: Elevation & { phase: "granted" } = {
    ...{ id: "elv_1", scope: subject, reason: "it is down", minutes: 20, askedBy: riley, askedAt: at },
    ...{ phase: "granted", grantedBy: ines, grantedAt: at, until: new Date(at.getTime() + 20 * 60_000) },
    ...changes,
  };
  await s.levels.askElevation(tenantId, elevation, [draft("asked")]);
  return elevation;
}

async function offer(s: TestStores, id: Promotion["id"]): Promise<Promotion> {
  const offered: Promotion = {
    ...{ id, scope: subject, from: 2, to: 3, offeredAt: s.clock.now(), evidence: ["120 of 100 attempts"] },
    phase: "offered",
  };
  await s.levels.change(tenantId, subject, () => ({ changes: [], promotions: [offered], events: [draft("offered")] }));
  return offered;
}
