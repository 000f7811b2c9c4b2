import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseRunbook } from "@steadyhand/parser";
import { createLog, openSteadyhand, type Steadyhand } from "@steadyhand/server";

/** A whole Steadyhand in this process on a folder of its own, for as long as `work` takes. */
export async function withHouse<Result>(work: (house: Steadyhand) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "steadyhand-bench-"));
  const house = await openSteadyhand({
    dataFolder: folder,
    port: 0,
    env: { PATH: process.env.PATH, HOME: folder },
    userName: "bench",
    machineName: "bench-1",
    workingDirectory: folder,
    log: createLog({ level: "error" }),
  });
  try {
    return await work(house);
  } finally {
    await house.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Saves a runbook and starts it in development. */
export async function startRunbook({ services: { engine, owner } }: Steadyhand, text: string) {
  const read = parseRunbook(text);
  if (!read.ok) throw new Error(read.refusal.message);
  const { version } = await engine.importRunbook(owner, { parsed: read.runbook });
  return engine.startExecution(owner, { runbookId: version.id, mode: "run", environment: "development", values: {} });
}
