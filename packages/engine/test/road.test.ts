import { tmpdir } from "node:os";
import type { Execution } from "@steadyhand/core/execution";
import { startExecution } from "@steadyhand/core/execution";
import type { AttemptId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { PanicPress } from "@steadyhand/core/panic";
import { createRedactor } from "@steadyhand/core/redaction";
import type { SecondKey } from "@steadyhand/core/risk";
import { openLocalRunner } from "@steadyhand/runner";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runbook } from "../../postgres/test/samples.ts";
import { openTestServer, openTestStores, quiet, type TestServer } from "../../postgres/test/test-server.ts";
import {
  createEngine,
  type EngineOptions,
  type ExecutionStore,
  type KeyQuestion,
  type SecondKeys,
  systemClock,
} from "../src/index.ts";
import { pressedEvent } from "../src/panic-events.ts";
import { record } from "../src/record.ts";
import { answered, audit, riley, runOf, scanner } from "./samples.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const tenantId = "ten_a";
const caller = { tenantId, actor: riley } as const;

/** What was there before the engine starts. */
interface Before {
  readonly pressed?: PanicPress;
  /** An attempt whose end an earlier process never stored. */
  readonly left?: AttemptId;
  /** What the engine is given besides. */
  readonly given?: (executions: ExecutionStore) => Partial<EngineOptions>;
}

/** Runs it to its end under a runner that goes away without being told to forget it. */
async function leave(journalDirectory: string, attemptId: AttemptId): Promise<void> {
  const before = await openLocalRunner({ journalDirectory, log: { ...quiet, warn() {} } });
  const ended = Promise.withResolvers<void>();
  const order = { attemptId, command: { kind: "words" as const, words: ["echo", "late"] }, workingDirectory: tmpdir() };
  const listener = { started() {}, output() {}, ended: () => ended.resolve() };
  await before.start({ ...order, environment: { PATH: process.env.PATH ?? "" }, timeoutMs: 10_000 }, listener);
  await ended.promise;
  await before.close();
}

/** The engine on a real database and a real runner, with a run at L3 that an earlier process left before its first proposal. */
async function takeUp(
  command: string,
  secondKeys: SecondKeys,
  more: Partial<Execution> = {},
  { pressed, left, given }: Before = {},
) {
  const stores = await openTestStores(await server.newPlace());
  const heard: PanicPress[] = [];
  if (left) await leave(`${stores.anchorFile}.journal`, left);
  const runner = await openLocalRunner({
    journalDirectory: `${stores.anchorFile}.journal`,
    log: { ...quiet, warn() {} },
  });
  const redactorFor = (learned: readonly string[]) => createRedactor({ learned: [...learned] });
  const engine = createEngine({
    ...{ executions: stores.executions, runbooks: stores.runbooks, classifications: stores.classifications },
    ...{ runner, scanner, secondKeys, redactorFor, clock: systemClock, log: quiet },
    ...{ target: { kind: "local", name: "web-1", isDisposable: false } },
    ...{ policy: () => audit, panic: () => ({ isOn: false }) },
    heardPanic: (press) => heard.push(press),
    ...{ stepEnvironment: { PATH: process.env.PATH ?? "" }, workingDirectory: tmpdir(), secondKeyWithinMs: 300 },
    newId: (prefix) => `${prefix}_1`,
    ...given?.(stores.executions),
  });
  const { plan, execution } = runOf(command);
  const { version } = await stores.runbooks.import({
    ...{ tenantId, parsed: runbook("# Do it"), plan, by: riley, at: new Date(), classifications: () => [] },
    events: ({ id }) => [{ type: "runbook.imported", actor: riley, runbookId: id, outcome: "ok", why: "", data: {} }],
  });
  const at = new Date();
  const trusted = {
    runbookId: version.id,
    kind: "trust",
    trust: 2,
    by: riley,
    at,
    why: "it has proven itself",
  } as const;
  await stores.levels.changeTrust(tenantId, trusted, [
    { type: "trust.set", actor: riley, runbookId: version.id, outcome: "ok", why: trusted.why, data: {} },
  ]);
  const input = { ...execution, ...more, runbook: { ...execution.runbook, id: version.id } };
  const begun = startExecution({ ...input, workingDirectory: tmpdir() }, plan, new Date());
  if (!begun.ok) throw new TypeError(begun.refusal.message);
  await stores.executions.create(begun.state, record(begun.state, begun.facts, { redactor: redactorFor([]) }));
  if (pressed) await stores.panic.panicOf(tenantId).press(pressed, [pressedEvent(pressed, "api")]);
  const settled = new Promise<Execution>((resolve) => {
    engine.watch(caller, "exe_1", {
      changed: ({ execution: { steps, ...rest } }) => {
        if (steps.stp_1?.phase !== "running" && steps.stp_1?.phase !== "verifying") resolve({ ...rest, steps });
      },
      output() {},
    });
  });
  await engine.start();
  return {
    engine,
    heard,
    executions: stores.executions,
    ledger: stores.ledger,
    version,
    settled,
    async [Symbol.asyncDispose]() {
      await engine.stop();
      await runner.close();
      await stores[Symbol.asyncDispose]();
    },
  };
}

function keys(ask: (question: KeyQuestion) => Promise<SecondKey>) {
  const asked: KeyQuestion[] = [];
  const secondKeys: SecondKeys = {
    known: () => undefined,
    ask: (question) => {
      asked.push(question);
      return ask(question);
    },
  };
  return { asked, secondKeys };
}

it("runs a step without a person at L3 when both keys say that it is safe", async () => {
  await using run = await takeUp("echo hello", keys(async () => answered("safe", 0.95)).secondKeys);
  expect((await run.settled).steps.stp_1).toMatchObject({ phase: "succeeded", how: "verified" });
});

it("runs nothing while the database says that panic is on, though nobody has told this node", async () => {
  const press: PanicPress = { id: "pan_1", since: new Date(), by: riley, reason: "wrong cluster", kill: false };
  await using run = await takeUp(
    "echo hello",
    keys(async () => answered("safe", 0.95)).secondKeys,
    {},
    { pressed: press },
  );
  const { stp_1: step } = (await run.settled).steps;
  expect(step?.phase).not.toBe("succeeded");
  expect(JSON.stringify(step)).toContain("panic is on");
  expect(run.heard).toContainEqual(press);
});

it("records what became of an attempt that nobody waits for any more, before its journal forgets it", async () => {
  const left = "exe_1/stp_1/7";
  await using run = await takeUp("echo hello", keys(async () => answered("dangerous")).secondKeys, {}, { left });
  await run.settled;
  const late = async () => (await run.ledger.list(tenantId, { type: "step.late_result" }, { limit: 5 })).items;
  await expect.poll(late, { timeout: 10_000 }).toMatchObject([{ data: { attemptId: left, outcome: "succeeded" } }]);
});

it.each([
  ["is absent", async () => ({ state: "absent", code: "timed_out", reason: "late" }) as const],
  ["is not sure", async () => answered("safe", 0.8)],
  ["says dangerous", async () => answered("dangerous")],
  ["throws", () => Promise.reject(new RangeError("no"))],
])("waits for a person with the same step when the second key %s", async (_what, ask) => {
  await using run = await takeUp("echo hello", keys(ask).secondKeys);
  expect((await run.settled).steps.stp_1).toMatchObject({ phase: "awaiting_approval" });
});

it("waits for a person once the second key's time is over, when it never answers", async () => {
  await using run = await takeUp("echo hello", keys(() => new Promise(() => {})).secondKeys);
  const { stp_1: step } = (await run.settled).steps;
  if (step?.phase !== "awaiting_approval") throw new TypeError(`it is ${step?.phase}`);
  expect(JSON.parse(step.proposalBytes).risk.secondKey).toMatchObject({ state: "absent", code: "timed_out" });
});

it("waits for a person with what the scanner calls dangerous, however safe a model calls it", async () => {
  await using run = await takeUp("rm -rf /srv/none", keys(async () => answered("safe", 1)).secondKeys);
  const { stp_1: step } = (await run.settled).steps;
  expect(step).toMatchObject({ phase: "awaiting_approval", approval: { request: { risk: "dangerous" } } });
});

it("asks outside of the transaction, so that a person can pause the run meanwhile", async () => {
  const release = Promise.withResolvers<SecondKey>();
  const isAsked = Promise.withResolvers<void>();
  const { secondKeys } = keys(() => {
    isAsked.resolve();
    return release.promise;
  });
  await using run = await takeUp("echo hello", secondKeys);
  await isAsked.promise;
  const paused = await run.engine.command(caller, "exe_1", { type: "pause", reason: "look" });
  expect(paused.execution).toMatchObject({ phase: "paused", steps: { stp_1: { phase: "ready" } } });
  release.resolve(answered("safe", 1));
  await run.engine.stop();
  const { execution } = await run.engine.get(caller, "exe_1");
  expect(execution).toMatchObject({ phase: "paused", steps: { stp_1: { phase: "ready" } } });
});

it("takes up what an older release kept with more settings, and judges it by what holds now", async () => {
  const settings = {
    ...{ environment: "lab", targetIsDisposable: false, requestedLevel: 3, safetyMode: "observe" },
    ...{ governance: "strict", runbookTrust: 0, isPanic: true },
  };
  const { secondKeys } = keys(async () => answered("safe", 0.95));
  await using run = await takeUp("echo hello", secondKeys, { settings: settings as Execution["settings"] });
  expect((await run.settled).steps.stp_1).toMatchObject({ phase: "succeeded", how: "verified" });
});

it("judges what an older release kept without its judgements at once, and says by which tables", async () => {
  await using run = await takeUp("echo hello", keys(async () => answered("safe", 1)).secondKeys);
  const range = { start: 0, end: 4 };
  const command = { text: "reboot", dialect: "shell", origin: "fence", range } as const;
  const step = { ...runOf("reboot").step, range, after: [], command } as const;
  // The same runbook with another step: all of a step that an import reads is there.
  const parsed = { ...run.version.parsed, steps: [step] } as unknown as typeof run.version.parsed;
  const judged = await run.engine.classificationsOf(caller, { ...run.version, parsed });
  expect(judged).toMatchObject([
    { stepId: "stp_1", judgement: { scannerVersion: scanner.version, merged: { risk: "dangerous" } } },
  ]);
});

it("keeps what an attempt wrote before it records its end, and once however often that is tried", async () => {
  const did: string[] = [];
  const given = (executions: ExecutionStore): Partial<EngineOptions> => ({
    vault: {
      async keep(place, { stdout }) {
        did.push(`kept ${stdout.trim()} of attempt ${place.attempt}`);
        const kept = { bytes: stdout.length, sha256: "a".repeat(64), start: "", place: "store" } as const;
        const blob = { stream: "stdout", name: "b".repeat(64), keyVersion: 1, place: "store" } as const;
        return { kept: { stdout: kept, stderr: { ...kept, bytes: 0, place: "empty" } }, blobs: [blob] };
      },
    },
    executions: {
      ...executions,
      transition: (key, decide) =>
        executions.transition(key, (...state) => {
          const stored = decide(...state);
          if (stored.outputs === undefined) return stored;
          did.push("recorded");
          // As a database does that goes away at that moment, twice.
          if (did.length < 4) throw new OpsError("Cannot store", { kind: "unavailable", code: "database.unreachable" });
          return stored;
        }),
    },
  });
  await using run = await takeUp("echo hello", keys(async () => answered("safe", 0.95)).secondKeys, {}, { given });
  await run.settled;
  expect(did).toEqual(["kept hello of attempt 1", "recorded", "recorded", "recorded"]);
  const [output] = await run.executions.listOutputs(tenantId, "exe_1");
  expect(output).toMatchObject({ blobs: [{ place: "store" }], result: { output: { stdout: "", stderr: "" } } });
  const { items } = await run.ledger.list(tenantId, { type: "step.executed" }, { limit: 5 });
  expect(items).toMatchObject([{ data: { kept: { stdout: { bytes: 6, place: "store" } } } }]);
});
