import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for what the tests of one run share; it goes with the run. */
export default async function testRun(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "steadyhand-run-"));
  process.env.STEADYHAND_TEST_RUN = folder;
  return () => rm(folder, { recursive: true, force: true });
}
