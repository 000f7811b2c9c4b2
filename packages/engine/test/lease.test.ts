import { tmpdir } from "node:os";
import { startExecution } from "@steadyhand/core/execution";
import { createRedactor } from "@steadyhand/core/redaction";
import { openLocalRunner } from "@steadyhand/runner";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runbook } from "../../postgres/test/samples.ts";
import { openTestServer, openTestStores, quiet, type TestServer } from "../../postgres/test/test-server.ts";
import { createEngine, type EngineOptions, type Lease, type Nodes, type Runner, systemClock } from "../src/index.ts";
import { record } from "../src/record.ts";
import { answered, audit, riley, runOf, scanner } from "./samples.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const tenantId = "ten_a";
const caller = { tenantId, actor: riley } as const;

/** A real database and runner with a stored run, and the engine on them, with what a test puts in between. */
async function open(
  command: string,
  between: (options: { executions: EngineOptions["executions"]; runner: Runner }) => Partial<EngineOptions>,
) {
  const stores = await openTestStores(await server.newPlace());
  const folder = `${stores.anchorFile}.journal`;
  const runner = await openLocalRunner({ journalDirectory: folder, log: { ...quiet, warn() {} } });
  const redactorFor = (learned: readonly string[]) => createRedactor({ learned: [...learned] });
  const { plan, execution } = runOf(command);
  const { version } = await stores.runbooks.import({
    ...{ tenantId, parsed: runbook("# Do it"), plan, by: riley, at: new Date(), classifications: () => [] },
    events: ({ id }) => [{ type: "runbook.imported", actor: riley, runbookId: id, outcome: "ok", why: "", data: {} }],
  });
  const trusted = { runbookId: version.id, kind: "trust", trust: 2, by: riley, at: new Date(), why: "proven" } as const;
  await stores.levels.changeTrust(tenantId, trusted, [
    { type: "trust.set", actor: riley, runbookId: version.id, outcome: "ok", why: trusted.why, data: {} },
  ]);
  const input = { ...execution, runbook: { ...execution.runbook, id: version.id }, workingDirectory: tmpdir() };
  const begun = startExecution(input, plan, new Date());
  if (!begun.ok) throw new TypeError(begun.refusal.message);
  await stores.executions.create(begun.state, record(begun.state, begun.facts, { redactor: redactorFor([]) }));
  const engine = createEngine({
    ...{ executions: stores.executions, runbooks: stores.runbooks, classifications: stores.classifications },
    ...{ runner, scanner, redactorFor, clock: systemClock, log: quiet },
    secondKeys: { known: () => undefined, ask: async () => answered("safe") },
    ...{ target: { kind: "local", name: "web-1", isDisposable: false } },
    ...{ policy: () => audit, panic: () => ({ isOn: false }) },
    ...{ stepEnvironment: { PATH: process.env.PATH ?? "" }, workingDirectory: tmpdir() },
    newId: (prefix) => `${prefix}_1`,
    ...between({ executions: stores.executions, runner }),
  });
  return {
    engine,
    async [Symbol.asyncDispose]() {
      await engine.stop();
      await runner.close();
      await stores[Symbol.asyncDispose]();
    },
  };
}

/** As much of a node as the engine looks at, whose lease the test changes. */
function nodeWith(lease: () => Lease): Nodes {
  return {
    lease,
    heldUntil: () => Number.MAX_SAFE_INTEGER,
    held: async () => true,
    ...{ async start() {}, setAddress() {}, peers: () => [], look() {}, async stop() {} },
  };
}

const leaseOf = (epoch: number): Lease => ({
  ...{ id: "nod_1", name: "one", target: "web-1", runnerId: "run_1", version: "1", epoch },
});

it("begins nothing under a lease that was taken anew between the commit and the order", async () => {
  let epoch = 1;
  const stored = Promise.withResolvers<void>();
  const begun: string[] = [];
  await using run = await open("echo hello", ({ executions, runner }) => ({
    nodes: nodeWith(() => leaseOf(epoch)),
    executions: {
      ...executions,
      async transition(key, decide) {
        const result = await executions.transition(key, decide);
        // Fenced right after the commit, and registered anew before anything else happens here.
        epoch += 1;
        stored.resolve();
        return result;
      },
    },
    runner: {
      ...runner,
      start: async (order, listener) => {
        begun.push(order.attemptId);
        return runner.start(order, listener);
      },
    },
  }));
  await run.engine.advance({ tenantId, executionId: "exe_1" }, new AbortController().signal);
  await stored.promise;
  await new Promise((resolve) => setImmediate(resolve));
  const { execution } = await run.engine.get(caller, "exe_1");
  expect(execution.steps).toMatchObject({ stp_1: { phase: "running" } });
  expect(begun).toEqual([]);
});
