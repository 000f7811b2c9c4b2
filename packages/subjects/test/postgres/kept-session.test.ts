import { afterAll, beforeAll, expect, it } from "vitest";
import { openConnection } from "../../../../labs/postgres/connection.ts";
import { type Lab, startPostgresLab } from "../../../../labs/postgres/lab.ts";
import { until } from "../../../../labs/postgres/until.ts";
import { keepSession } from "../../src/postgres/kept-session.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await startPostgresLab();
});
afterAll(() => lab?.stop());

const inTime = () => AbortSignal.timeout(20_000);
const keep = () => keepSession({ address: lab.primary.watch, purpose: "steadyhand watch" });

async function untilOurs(count: number): Promise<void> {
  const admin = await openConnection(lab.administrator, "lab");
  const sql = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'steadyhand watch'";
  await until(`there are ${count} sessions of ours`, async () => (await admin.query(sql)).length === count);
  admin.drop();
}

it("gives two that ask at once the same session, and keeps no other", async () => {
  const kept = keep();
  const [one, two] = await Promise.all([kept.get(inTime()), kept.get(inTime())]);
  expect(one).toBe(two);
  expect(await one.query("SELECT 1 AS one", [], inTime())).toEqual([{ one: 1 }]);
  await untilOurs(1);
  kept.close();
  await untilOurs(0);
});

it("opens another one when the server ended the one that was kept", async () => {
  const kept = keep();
  const first = await kept.get(inTime());
  const admin = await openConnection(lab.administrator, "lab");
  await admin.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'steadyhand watch'",
  );
  admin.drop();
  await until("it is noticed", () => kept.current === undefined);
  expect(await kept.get(inTime())).not.toBe(first);
  kept.close();
});

it("leaves nothing open that was being opened when it was closed", async () => {
  const kept = keep();
  const opening = kept.get(inTime());
  kept.close();
  await expect(opening).rejects.toThrow("closed while");
  await untilOurs(0);
});

it("leaves a server that does not answer when it is told to, and rejects with the reason", async () => {
  const kept = keep();
  await lab.faults.primary_cut_off?.begin();
  const end = new AbortController();
  const opening = kept.get(end.signal);
  end.abort(new Error("told to end"));
  await expect(opening).rejects.toThrow("told to end");
  await lab.faults.primary_cut_off?.end();
});
