import { rmSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecutionId } from "@steadyhand/core/identity";
import type { Incident } from "@steadyhand/core/incident";
import type { Concluded } from "@steadyhand/core/investigation";
import { judgeAll } from "@steadyhand/engine";
import { createLog, openSteadyhand, type Steadyhand } from "@steadyhand/server";
import type { Subject } from "@steadyhand/subject";

/** What became of an incident, as far as it has come. */
export interface Handled {
  readonly last: Concluded;
  /** Nothing more is done about it by itself. */
  readonly isOver: boolean;
}

/** A lab under a whole Steadyhand of its own, which acts at the highest level that a lab may have. */
export interface LabWatch extends AsyncDisposable {
  /** The incidents that have opened since, newest first. */
  incidents(since: Date): Promise<readonly Incident[]>;
  handled(incident: Incident): Promise<Handled | undefined>;
  /** Says yes, as its owner, to what waits for a person. Says whether something did. */
  approve(handled: Handled): Promise<boolean>;
  /** What is wrong by the monitor's last look, in words; empty where all of it holds, `undefined` before the first. */
  wrong(): readonly string[] | undefined;
  readonly graceMs: (invariant: string) => number;
  readonly everyMs: number;
}

/** What its level allows runs; everything else waits, as it does everywhere. */
const policy = { version: 1, environments: { lab: { governance_mode: "audit" } } };

export async function watchLab(text: string): Promise<LabWatch> {
  await using opening = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "steadyhand-lab-matrix-"));
  const removed = { recursive: true, force: true } as const;
  // Also when it is interrupted: what it began ends with this process.
  const removeNow = () => rmSync(folder, removed);
  process.once("exit", removeNow);
  opening.defer(async () => {
    await rm(folder, removed);
    process.off("exit", removeNow);
  });
  await mkdir(join(folder, "subjects"));
  await writeFile(join(folder, "subjects", "lab.yaml"), text);
  await writeFile(join(folder, "policy.json"), JSON.stringify(policy));
  const house = await openSteadyhand({
    ...{ dataFolder: folder, port: 0, env: { PATH: process.env.PATH, HOME: folder } },
    ...{ userName: "lab", machineName: "lab-1", workingDirectory: folder, log: createLog({ level: "error" }) },
  });
  opening.defer(() => house.close());
  const { services } = house;
  const [known] = services.subjects.list();
  if (known === undefined) throw new TypeError(JSON.stringify(services.subjects.problems()));
  const { subject, pace } = known;
  const { tenantId } = services.owner;
  const opened = opening.move();
  return {
    everyMs: pace.intervalMs,
    graceMs: (name) => subject.invariants.find((one) => one.name === name)?.graceMs ?? 0,
    async incidents(since) {
      const { items } = await services.incidents.list(tenantId, { subject: subject.name, since }, { limit: 100 });
      return items;
    },
    async handled({ id }) {
      const last = (await services.operator.ofIncident(tenantId, id)).findLast(({ phase }) => phase === "concluded");
      if (last?.phase !== "concluded") return undefined;
      return { last, isOver: last.escalated !== undefined || last.remedy?.phase === "ended" };
    },
    approve: ({ last: { remedy } }) => approve(house, remedy?.executionId),
    wrong: () => wrongOf(house, subject),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

async function approve({ services }: Steadyhand, executionId: ExecutionId | undefined): Promise<boolean> {
  if (executionId === undefined) return false;
  const { engine, owner } = services;
  const { execution } = await engine.get(owner, executionId);
  for (const [name, step] of Object.entries(execution.steps)) {
    if (step.phase !== "awaiting_approval") continue;
    const { digest, targetName } = step.approval.request;
    // Its keys are the plan's steps.
    const stepId = name as keyof typeof execution.steps;
    await engine.command(owner, executionId, { type: "approve", stepId, digest, typedTarget: targetName });
    return true;
  }
  return false;
}

function wrongOf({ services }: Steadyhand, { name, invariants }: Subject): readonly string[] | undefined {
  const seen = services.monitor.lastLook({ tenantId: services.owner.tenantId, subject: name })?.look;
  if (seen === undefined) return undefined;
  if (seen.kind === "failed") return [seen.why];
  return [...judgeAll(invariants, seen.observation)].flatMap(([invariant, judgements]) =>
    [...judgements].flatMap(([member, { verdict, why }]) =>
      verdict === "holds" ? [] : [`${invariant.name} of ${member || "the whole"} is ${verdict}: ${why}`],
    ),
  );
}
