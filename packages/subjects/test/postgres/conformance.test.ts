import { conformance, type Subject } from "@steadyhand/subject";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openConnection } from "../../../../labs/postgres/connection.ts";
import { freePort } from "../../../../labs/postgres/free-port.ts";
import { type Lab, startPostgresLab } from "../../../../labs/postgres/lab.ts";
import { until } from "../../../../labs/postgres/until.ts";
import { openSession } from "../../src/postgres/session.ts";
import { configOf, isWell, judged, look, lookUntil, subjectOf } from "./lab-subject.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await startPostgresLab();
});
afterAll(() => lab?.stop());

async function openUnreachable(): Promise<Subject> {
  const nowhere = async () => `postgresql://watcher@127.0.0.1:${await freePort()}/postgres`;
  const { primary, standbys, ...config } = configOf(lab);
  const [standby] = standbys ?? [];
  if (standby === undefined) throw new Error("The lab has a standby");
  return subjectOf({
    ...config,
    primary: { id: primary.id, watch: await nowhere() },
    standbys: [{ id: standby.id, watch: await nowhere() }],
  });
}

describe("a PostgreSQL subject", () => {
  const open = async () => subjectOf(configOf(lab));
  for (const { name, run } of conformance({ open, openUnreachable })) it(name, run);

  it("finds nothing wrong in 50 looks at a lab under load", async () => {
    const subject = await open();
    const writes = lab.load.writes();
    for (let count = 0; count < 50; count++) {
      const observation = await look(subject);
      expect([judged(subject, observation, "violated"), judged(subject, observation, "unknown")]).toEqual([[], []]);
      expect(subject.findings(observation, []).filter(({ isThere }) => isThere)).toEqual([]);
    }
    expect(lab.load.writes()).toBeGreaterThan(writes);
    await subject.close();
  });

  it("leaves no session behind when it is closed", async () => {
    const subject = await open();
    const admin = await openConnection(lab.administrator, "lab");
    const ours = () => admin.query("SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'steadyhand%'");
    await lookUntil(subject, isWell(subject));
    await until("one is kept to look by and one to act by", async () => (await ours()).length === 2);
    await subject.close();
    await until("our sessions are gone", async () => (await ours()).length === 0);
    admin.drop();
  });

  it("draws who gets log from whom", async () => {
    const subject = await open();
    const edges = [{ from: "primary", to: "standby", what: "write-ahead log" }];
    expect(subject.topology(await look(subject))).toEqual({ edges });
    await subject.close();
  });

  it("reads the newest lines of a member's log, and says so where none is configured", async () => {
    const subject = await open();
    const request = { limit: 3, signal: AbortSignal.timeout(5_000) };
    const lines = await subject.readLogs?.({ ...request, member: "primary" });
    expect(lines).toHaveLength(3);
    expect(lines?.[0]).toMatchObject({ member: "primary", at: expect.any(Date) });
    await expect(subject.readLogs?.({ ...request, member: "db9" })).rejects.toMatchObject({ code: "subject.no_log" });
    await subject.close();
  });

  it("is blind to what others do when its role may not see it, and calls nothing healthy by that", async () => {
    const { primary, ...config } = configOf(lab);
    const watch = primary.watch.replace("watcher@", "application@");
    const subject = subjectOf({ ...config, primary: { id: primary.id, watch }, standbys: [] });
    const observation = await look(subject);
    const unknown = ["connections_near_limit(primary)", "blocked_sessions(primary)", "long_transaction(primary)"];
    expect(judged(subject, observation, "unknown")).toEqual(unknown);
    expect(observation.blind.map(({ why }) => why)).toContain(
      "the role that looks may not see other sessions: grant it pg_monitor",
    );
    await subject.close();
  });

  it("looks and acts under guards that an address cannot take off", async () => {
    const watch = `${lab.primary.watch}?application_name=other&options=-c%20statement_timeout%3D0&statement_timeout=0`;
    const session = await openSession({
      address: watch,
      purpose: "steadyhand watch",
      signal: AbortSignal.timeout(5_000),
    });
    const names = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"];
    const settings = [...names, "default_transaction_read_only", "application_name"];
    const sql = "SELECT current_setting(name) AS value FROM unnest($1::text[]) AS name";
    const rows = await session.query<{ value: string }>(sql, [settings], AbortSignal.timeout(5_000));
    expect(rows.map(({ value }) => value)).toEqual(["5s", "2s", "10s", "on", "steadyhand watch"]);
    session.close();
  });

  it("is blind to a disk whose command fails or says nothing", async () => {
    for (const command of [["false"], ["true"], ["/nonexistent"]]) {
      const { primary, ...config } = configOf(lab);
      const subject = subjectOf({ ...config, primary: { ...primary, disk: { command } } });
      expect(judged(subject, await look(subject), "unknown")).toEqual(["disk_low(primary)"]);
      await subject.close();
    }
  });
});
