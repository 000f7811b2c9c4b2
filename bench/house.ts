import { createHash } from "node:crypto";
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

type Caller = Steadyhand["services"]["owner"];

/** Somebody who has granted nothing yet: whoever grants more than 20 within an hour is slowed down. */
export async function newPerson({ services: { people, owner } }: Steadyhand, name: string): Promise<Caller> {
  const actor = { kind: "person", id: `act_${name}`, name } as const;
  const keySha256 = createHash("sha256").update(name).digest("hex");
  const event = { type: "person.added", actor: owner.actor, outcome: "ok", why: "a bench", data: {} } as const;
  await people.add(owner.tenantId, { actor, keySha256 }, [event]);
  return { tenantId: owner.tenantId, actor };
}

/** Saves a runbook and starts it in development. */
export async function startRunbook({ services: { engine, owner } }: Steadyhand, text: string) {
  const read = parseRunbook(text);
  if (!read.ok) throw new Error(read.refusal.message);
  const { version } = await engine.importRunbook(owner, { parsed: read.runbook });
  return engine.startExecution(owner, { runbookId: version.id, mode: "run", environment: "development", values: {} });
}
