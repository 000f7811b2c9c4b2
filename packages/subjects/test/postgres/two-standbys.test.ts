import { afterAll, beforeAll, expect, it } from "vitest";
import { type Lab, startPostgresLab } from "../../../../labs/postgres/lab.ts";
import { configOf, isWell, judged, lookUntil, subjectOf } from "./lab-subject.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await startPostgresLab({ standbys: 2 });
});
afterAll(() => lab?.stop());

it("promotes no standby while another has more of the log, names that one as the best, and promotes it", async () => {
  const subject = subjectOf(configOf(lab));
  const promote = async (member: string) => {
    const action = subject.actions.find((one) => one.action.declare().name === "promote");
    const prepared = action?.action.prepare({ member });
    if (action === undefined || !prepared?.ok) throw new Error("Promoting cannot be prepared");
    return action.perform(prepared.call, { signal: AbortSignal.timeout(20_000) });
  };
  await lookUntil(subject, isWell(subject));
  await lab.faults.standby_cut_off?.begin();
  await lookUntil(subject, (seen) => judged(subject, seen, "violated").includes("replica_lag(standby)"));
  await lab.faults.primary_killed?.begin();
  const seen = await lookUntil(subject, (now) => judged(subject, now, "violated").includes("primary_down(primary)"));
  expect(seen.samples).toContainEqual({ name: "best_standby", member: "primary", value: "standby_2" });

  expect(await promote("standby")).toMatchObject({ ok: false, isUnknown: false, code: "postgres.standby_behind" });
  expect(await promote("standby_2")).toMatchObject({ ok: true });
  await subject.close();
});
