import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RecordedGateInput, replay } from "@steadyhand/core/autonomy";
import type { RunbookId } from "@steadyhand/core/identity";
import type { PanicState } from "@steadyhand/core/panic";
import type { Policy } from "@steadyhand/core/policy";
import { createRedactor } from "@steadyhand/core/redaction";
import { openLocalRunner } from "@steadyhand/runner";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { runbook } from "../../postgres/test/samples.ts";
import { openTestServer, openTestStores, quiet, type TestServer } from "../../postgres/test/test-server.ts";
import {
  createEngine,
  type Engine,
  policyInForce,
  type Snapshot,
  type StartRequest,
  systemClock,
} from "../src/index.ts";
import { answered, riley, runOf, scanner } from "./samples.ts";

const tenantId = "ten_a";
const caller = { tenantId, actor: riley } as const;
const strict: Policy = { governanceMode: "strict" };
const off: PanicState = { isOn: false };

/** What holds while a test runs: set by the test, asked by the engine at every decision. */
let policy: Policy;
let panic: PanicState;
/** How far the clock is ahead of the machine's, in ms. */
let ahead: number;

let server: TestServer;
let stores: Awaited<ReturnType<typeof openTestStores>>;
let runner: Awaited<ReturnType<typeof openLocalRunner>>;
let engine: Engine;
let count = 0;

beforeAll(async () => {
  server = await openTestServer();
  stores = await openTestStores(await server.newPlace());
  await stores.people.add(tenantId, { actor: riley, keySha256: "0".repeat(64) }, [
    { type: "person.added", actor: riley, outcome: "ok", why: "", data: {} },
  ]);
  runner = await openLocalRunner({ journalDirectory: `${stores.anchorFile}.journal`, log: { ...quiet, warn() {} } });
  engine = createEngine({
    ...{ executions: stores.executions, runbooks: stores.runbooks, classifications: stores.classifications },
    ...{ runner, scanner, log: quiet, stepEnvironment: { PATH: process.env.PATH ?? "" }, workingDirectory: tmpdir() },
    clock: { ...systemClock, now: () => new Date(Date.now() + ahead) },
    secondKeys: { known: () => answered("safe"), ask: async () => answered("safe") },
    redactorFor: (learned) => createRedactor({ learned: [...learned] }),
    target: { kind: "local", name: "web-1", isDisposable: true },
    policy: () => policyInForce(policy),
    panic: () => panic,
    newId: (prefix) => `${prefix}_${++count}`,
  });
  await engine.start();
});

afterAll(async () => {
  await engine.stop();
  await runner.close();
  await stores[Symbol.asyncDispose]();
  await server.close();
});

async function imported(command: string): Promise<RunbookId> {
  const { plan } = runOf(command);
  const { version } = await stores.runbooks.import({
    ...{ tenantId, parsed: runbook(`# Do ${++count}`), plan, by: riley, at: new Date(), classifications: () => [] },
    events: ({ id }) => [{ type: "runbook.imported", actor: riley, runbookId: id, outcome: "ok", why: "", data: {} }],
  });
  return version.id;
}

/** A run whose one step is asked about, on a subject of its own. */
async function asked(command = "touch /tmp/steadyhand-gate", more: Partial<StartRequest> = {}) {
  policy = strict;
  panic = off;
  ahead = 0;
  const runbookId = await imported(command);
  return engine.startExecution(caller, {
    ...{ runbookId, mode: "run", environment: "lab", subject: `subject-${++count}`, values: {} },
    ...more,
  });
}

function questionOf({ execution }: Snapshot) {
  const step = execution.steps.stp_1;
  if (step?.phase !== "awaiting_approval") throw new TypeError(`it is ${step?.phase}`);
  return step;
}

function approve(run: Snapshot) {
  const { digest } = questionOf(run).approval.request;
  return engine.command(caller, run.execution.id, { type: "approve", stepId: "stp_1", digest });
}

/** Waits until a run's step is where it is wanted. */
function until({ execution: { id } }: Snapshot, phase: string): Promise<Snapshot> {
  return new Promise((resolve) => {
    const look = (snapshot: Snapshot) => {
      if (snapshot.execution.steps.stp_1?.phase === phase) resolve(snapshot);
    };
    engine.watch(caller, id, { changed: look, output() {} });
    void engine.get(caller, id).then(look);
  });
}

const kept = async ({ execution: { id } }: Snapshot) => engine.get(caller, id);

describe("a yes", () => {
  it("starts exactly what was asked while nothing has changed", async () => {
    const run = await asked("echo hello");
    await approve(run);
    await until(run, "succeeded");
  });

  it.each<[string, (run: Snapshot) => unknown, string]>([
    [
      "panic was pressed",
      () => {
        panic = { isOn: true, id: "pan_1", since: new Date(), by: riley, reason: "smoke", kill: false };
      },
      "panic is on",
    ],
    ["the runbook was locked", ({ execution }) => lock(execution.runbook.id), "locked this runbook: broken"],
  ])("is refused with the rule's reason when %s meanwhile, and nothing runs", async (_what, happen, why) => {
    const run = await asked();
    await happen(run);
    const refused = { code: "gate.refused", message: expect.stringContaining(why) };
    await expect(approve(run)).rejects.toMatchObject(refused);
    panic = off;
    expect((await kept(run)).execution.steps.stp_1).toMatchObject({ phase: "awaiting_approval" });
    const { items } = await stores.ledger.list(tenantId, { executionId: run.execution.id }, { limit: 50 });
    expect(items.map(({ type }) => type)).toContain("command.refused");
    expect(items.map(({ type }) => type)).not.toContain("step.dispatched");
  });

  it("is refused once a freeze has begun, and counts again when it is over", async () => {
    const from = new Date(Date.now() + 60_000).toISOString();
    const to = new Date(Date.now() + 120_000).toISOString();
    const first = await asked();
    policy = { ...strict, freezes: [{ name: "soon", reason: "closing", when: { from, to }, allows: "nothing" }] };
    const run = await engine.startExecution(caller, {
      ...{ runbookId: first.execution.runbook.id, mode: "run", environment: "lab", subject: "frozen", values: {} },
    });
    ahead = 90_000;
    await expect(approve(run)).rejects.toMatchObject({
      code: "gate.refused",
      message: expect.stringContaining("closing"),
    });
    ahead = 150_000;
    await approve(run);
    await until(run, "succeeded");
  });

  it("waits for the end of another run that changes the same subject", async () => {
    const first = await asked("touch /tmp/steadyhand-gate; sleep 60", { subject: "shared" });
    const second = await asked("touch /tmp/steadyhand-gate", { subject: "shared" });
    await approve(first);
    await until(first, "running");
    const why = expect.stringContaining(`${first.execution.id} is changing shared now`);
    await expect(approve(second)).rejects.toMatchObject({ code: "gate.refused", message: why });
    await engine.command(caller, first.execution.id, { type: "abort", reason: "enough" });
    await ended(first);
    await approve(second);
    await until(second, "succeeded");
  });

  it("does not outlive what begins while its guards are read: the step is judged anew before it changes anything", async () => {
    const folder = mkdtempSync(join(tmpdir(), "steadyhand-gate-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const fifo = join(folder, "guard");
    execFileSync("mkfifo", [fifo]);
    const run = await asked(undefined, { guards: [{ name: "slow", command: `cat ${fifo}` }] });
    await approve(run);
    await until(run, "measuring");
    await lock(run.execution.runbook.id);
    writeFileSync(fifo, "as before");
    const stopped = await until(run, "manual_intervention");
    expect(stopped.execution.steps.stp_1).toMatchObject({
      code: "gate.refused",
      why: expect.stringContaining("broken"),
    });
    const { items } = await stores.ledger.list(tenantId, { executionId: run.execution.id }, { limit: 50 });
    expect(items.map(({ type }) => type)).not.toContain("step.dispatched");
  });

  it("is void once the policy says something else, and more people are asked", async () => {
    const run = await asked();
    policy = { ...strict, approvals: [{ name: "two", count: 2, kind: "typed_target" }] };
    await expect(approve(run)).rejects.toMatchObject({ code: "approval.void" });
    const again = await kept(run);
    expect(questionOf(again).approval.request).toMatchObject({
      confirmation: "typed_target",
      demand: { count: 2, kind: "typed_target" },
    });
    expect(questionOf(again).approval.request.digest).not.toBe(questionOf(run).approval.request.digest);
  });

  it("outlives a change of the policy that is not about it", async () => {
    const run = await asked();
    policy = { ...strict, subjects: { another: { ceiling: 1 } } };
    await approve(run);
    await until(run, "succeeded");
  });
});

describe("what holds", () => {
  it("lets a run begin no higher than the lowest ceiling, and names that", async () => {
    const run = await asked();
    policy = { ...strict, subjects: { "web-9": { ceiling: 2 } } };
    const { id: runbookId } = run.execution.runbook;
    const request = { runbookId, mode: "run", environment: "lab", subject: "web-9", level: 3, values: {} } as const;
    const message = expect.stringContaining("L2 here (policy.json subjects.web-9.ceiling)");
    await expect(engine.startExecution(caller, request)).rejects.toMatchObject({
      code: "level.above_ceiling",
      message,
    });
  });

  it.each<[string, Policy, string]>([
    ["nothing more", {}, "running"],
    ["a flag that is off", { flags: { automatic_execution: false } }, "awaiting_approval"],
    ["a class that is denied", { actionClasses: { reads: "deny" } }, "manual_intervention"],
    ["observe", { safetyMode: "observe" }, "ready"],
  ])("decides about each step as it is proposed: %s", async (_what, more, phase) => {
    const { execution } = await asked("echo hello");
    await trust(execution.runbook.id);
    policy = { governanceMode: "audit", ...more };
    const { id: runbookId } = execution.runbook;
    const run = await engine.startExecution(caller, {
      runbookId,
      mode: "run",
      environment: "lab",
      level: 3,
      values: {},
    });
    expect(run.execution.steps.stp_1?.phase).toBe(phase);
    await engine.command(caller, run.execution.id, { type: "abort", reason: "seen" }).catch(() => undefined);
  });

  it("shows a run the level it stands at now, with every cap", async () => {
    const run = await asked();
    expect(run.standing.level).toBe(2);
    policy = { safetyMode: "observe" };
    const { standing } = await kept(run);
    expect(standing.level).toBe(1);
    expect(standing.caps).toContainEqual(expect.objectContaining({ name: "safety mode", level: 1 }));
  });

  it("records all that a decision was made from, so that it can be made again", async () => {
    const run = await asked();
    const { items } = await stores.ledger.list(
      tenantId,
      { executionId: run.execution.id, type: "step.proposed" },
      { limit: 1 },
    );
    const [proposed] = items;
    if (proposed === undefined) throw new TypeError("it was proposed");
    // Events of this type carry both.
    const { gate, decision } = proposed.data as {
      gate: RecordedGateInput & { policySha256: string };
      decision: object;
    };
    expect(gate.policySha256).toBe(policyInForce(strict).sha256);
    expect(replay(gate, strict)).toEqual(decision);
    expect(replay(gate, { safetyMode: "observe" })).toMatchObject({ verdict: "by_hand" });
  });
});

async function lock(runbookId: RunbookId): Promise<void> {
  await stores.levels.changeTrust(
    tenantId,
    { runbookId, kind: "lock", isLocked: true, by: riley, at: new Date(), why: "broken" },
    [{ type: "runbook.locked", actor: riley, runbookId, outcome: "ok", why: "broken", data: {} }],
  );
}

async function trust(runbookId: RunbookId): Promise<void> {
  await stores.levels.changeTrust(
    tenantId,
    { runbookId, kind: "trust", trust: 2, by: riley, at: new Date(), why: "proven" },
    [{ type: "trust.set", actor: riley, runbookId, outcome: "ok", why: "proven", data: {} }],
  );
}

/** Waits until a run has ended. */
function ended({ execution: { id } }: Snapshot): Promise<void> {
  return new Promise((resolve) => {
    const look = ({ execution }: Snapshot) => {
      if (execution.endedAt !== undefined) resolve();
    };
    engine.watch(caller, id, { changed: look, output() {} });
    void engine.get(caller, id).then(look);
  });
}
