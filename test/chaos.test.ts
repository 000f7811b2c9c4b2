import { expect, it } from "vitest";
import { runChaos } from "./chaos/run-chaos.ts";

/** A short run with the same faults each time; `npm run chaos` is the whole one. */
it("runs no step twice and loses none while servers, database, Redis, clocks and disk fail", {
  timeout: 600_000,
}, async () => {
  const options = { seed: 7, nodes: 3, executions: 12, steps: 5, faults: 25, pauseMs: 1_000 };
  const report = await runChaos(options);
  console.info(JSON.stringify(report));
  expect(report).toMatchObject({ stepsRunTwice: 0, stepsLost: 0, ledger: { ok: true } });
  expect(report.executions).toBeGreaterThanOrEqual(12);
  expect(Object.values(report.faults).reduce((sum, count) => sum + count, 0)).toBe(25);
  expect(Math.max(report.takeoverP99Ms, report.firstStepP99Ms)).toBeLessThanOrEqual(5_000);
});
