import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openConnection } from "../../../../labs/postgres/connection.ts";
import { type Lab, startPostgresLab } from "../../../../labs/postgres/lab.ts";
import { until } from "../../../../labs/postgres/until.ts";
import { type Change, carryOut } from "../../src/postgres/actions/carry-out.ts";
import { type KeptSession, keepSession } from "../../src/postgres/kept-session.ts";

let lab: Lab;
const kept: KeptSession[] = [];
beforeAll(async () => {
  lab = await startPostgresLab();
});
afterAll(async () => {
  for (const session of kept) session.close();
  await lab?.stop();
});

/** A change that the server shows as soon as its statement has come back. */
const change = (sql: string): Change<object> => ({
  sql,
  values: [],
  refused: async () => undefined,
  shown: async () => "shown",
});

function session(address = lab.primary.act): KeptSession {
  const one = keepSession({ address, purpose: "steadyhand act" });
  kept.push(one);
  return one;
}

const inTime = () => AbortSignal.timeout(20_000);
const maybe = { ok: false, isUnknown: true, code: "postgres.unknown" };

/** Does something as administrator once the statement runs. */
async function whileItRuns(sql: string, andThen: (pid: number) => Promise<void>): Promise<void> {
  const admin = await openConnection(lab.administrator, "lab");
  const find = "SELECT pid FROM pg_stat_activity WHERE query = $1 AND state = 'active'";
  const found = async () => (await admin.query<{ pid: number }>(find, [sql]))[0]?.pid;
  await until("the statement runs", async () => (await found()) !== undefined);
  await andThen((await found()) ?? 0);
  admin.drop();
}

describe("a change whose answer is lost", () => {
  it("is unknown when its session was ended under it", async () => {
    const sql = "SELECT pg_sleep(3), 1";
    const said = carryOut(session(), change(sql), inTime());
    await whileItRuns(sql, async (pid) => {
      process.kill(pid, "SIGTERM");
    });
    expect(await said).toMatchObject(maybe);
  });

  it("is unknown when it was told to end while the statement ran", async () => {
    const sql = "SELECT pg_sleep(3), 2";
    const end = new AbortController();
    const said = carryOut(session(), change(sql), end.signal);
    await whileItRuns(sql, async () => end.abort());
    expect(await said).toMatchObject(maybe);
  });

  it("is unknown when the statement was cancelled, which may have been after its effect", async () => {
    const sql = "SELECT pg_sleep(3), 3";
    const said = carryOut(session(), change(sql), inTime());
    await whileItRuns(sql, async (pid) => {
      process.kill(pid, "SIGINT");
    });
    expect(await said).toMatchObject(maybe);
  });

  it.each(["08007", "40003"])("is unknown when the server says %s", async (sqlstate) => {
    const sql = `DO $$ BEGIN RAISE EXCEPTION 'who knows' USING ERRCODE = '${sqlstate}'; END $$`;
    expect(await carryOut(session(), change(sql), inTime())).toMatchObject(maybe);
  });

  it("is unknown when the server was killed under it, and its session comes back with the server", async () => {
    const sql = "SELECT pg_sleep(3), 4";
    const one = session();
    const said = carryOut(one, change(sql), inTime());
    await whileItRuns(sql, async () => lab.faults.primary_killed?.begin());
    expect(await said).toMatchObject(maybe);
    await lab.faults.primary_killed?.end();
    expect(await carryOut(one, change("SELECT 1"), inTime())).toEqual({ ok: true, said: "shown" });
  });

  it("is unknown when the statement came back and its effect cannot be looked at", async () => {
    const failing = { ...change("SELECT 1"), shown: () => Promise.reject(new Error("the look failed")) };
    expect(await carryOut(session(), failing, inTime())).toMatchObject({ isUnknown: true, code: "postgres.not_shown" });
  });
});

describe("a change that was certainly not made", () => {
  it.each([
    ["SELECT pg_reload_conf()", "postgres.forbidden"],
    ["SELECT pg_drop_replication_slot('nowhere')", "postgres.refused"],
    // Every session of ours only reads: nothing that acts may write rows by mistake.
    ["CREATE TABLE mistake ()", "postgres.refused"],
  ])("is known not to be: %s", async (sql, code) => {
    expect(await carryOut(session(), change(sql), inTime())).toMatchObject({ ok: false, isUnknown: false, code });
  });

  it("is known not to be when nothing was sent", async () => {
    const nowhere = session("postgresql://actor@127.0.0.1:1/postgres");
    const unreachable = { ok: false, isUnknown: false, code: "postgres.unreachable" };
    expect(await carryOut(nowhere, change("SELECT 1"), inTime())).toMatchObject(unreachable);
    expect(await carryOut(session(), change("SELECT 1"), AbortSignal.abort())).toMatchObject(unreachable);
  });
});
