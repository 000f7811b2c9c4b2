import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import type { ExecutionUpdateWire, ExecutionWire, OutputEventWire, StepWire } from "@steadyhand/api";
import { createClient } from "@steadyhand/client/node";
import { checkProof, proofText, verifyExport } from "@steadyhand/core/audit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { followExecution } from "../src/routes/follow-execution.ts";
import { openTestServer, type TestServer } from "./open-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const runbookOf = (...commands: string[]) =>
  `# Check the disk\n\n${commands.map((command, i) => `${i + 1}. Do number ${i + 1}:\n\n   \`\`\`sh\n   ${command}\n   \`\`\`\n`).join("\n")}`;

async function start(...commands: string[]): Promise<ExecutionWire> {
  const { runbook } = await server.client.importRunbook({ body: { text: runbookOf(...commands) } });
  return server.client.startExecution({ body: { runbookId: runbook.id, environment: "development" } });
}

const current = ({ steps }: { steps: readonly StepWire[] }) => steps.find(({ isCurrent }) => isCurrent);
const stepOf = (execution: ExecutionWire) => {
  const step = current(execution);
  if (step === undefined) throw new Error(`${execution.id} has no current step`);
  return { parameters: { executionId: execution.id, stepId: step.id }, step };
};

function approve(execution: ExecutionWire, typedTarget?: string): Promise<ExecutionWire> {
  const { parameters, step } = stepOf(execution);
  const digest = step.approval?.digest ?? "none";
  return server.client.decideApproval({
    parameters,
    body: { type: "grant", digest, ...(typedTarget !== undefined && { typedTarget }) },
  });
}

/** Watches until the execution is as wanted; gives everything that was seen on the way. */
async function watchUntil(
  executionId: string,
  isDone: (steps: ReadonlyMap<string, StepWire>, update: ExecutionUpdateWire) => boolean,
) {
  const updates: ExecutionUpdateWire[] = [];
  const outputs: OutputEventWire[] = [];
  const steps = new Map<string, StepWire>();
  const controller = new AbortController();
  await server.client.watchExecution(executionId, {
    signal: controller.signal,
    onUpdate(update) {
      updates.push(update);
      for (const step of update.steps) steps.set(step.id, step);
      if (isDone(steps, update)) controller.abort();
    },
    onOutput: (output) => outputs.push(output),
  });
  return { updates, outputs, steps };
}

describe("the road through the API", () => {
  it("reads a runbook and judges each command, keeping nothing", async () => {
    const parsed = await server.client.parseRunbook({ body: { text: runbookOf("echo hello", "rm -rf /srv/old") } });
    const judged = parsed.steps
      .filter(({ command }) => command)
      .map(({ command, judgement }) => [command?.text, judgement?.final]);
    expect(judged).toEqual([
      ["echo hello", "caution"],
      ["rm -rf /srv/old", "dangerous"],
    ]);
    expect(parsed.steps[0]?.judgement?.secondKey).toEqual({
      ...{ state: "absent", code: "not_configured" },
      reason: "no model is configured",
    });
  });

  it.each([
    ["", "runbook.empty"],
    ["\u0000\u0001", "runbook.binary"],
  ])("says what is wrong with the text %j", async (text, code) => {
    await expect(server.client.parseRunbook({ body: { text } })).rejects.toMatchObject({ status: 422, code });
  });

  it("walks a run from the paste to the verified record", async () => {
    const execution = await start("echo hello", "echo again");
    expect(current(execution)).toMatchObject({
      phase: "awaiting_approval",
      resolvedText: "echo hello",
      can: ["approve", "reject", "edit", "skip"],
      approval: {
        command: { kind: "words", words: ["echo", "hello"] },
        targetName: "test-host",
        confirmation: "click",
      },
    });

    const watching = watchUntil(execution.id, (_steps, { head }) => head.phase === "completed");
    const second = await approveWhenAsked(await approveWhenAsked(execution, 0), 1);
    const { updates, outputs } = await watching;
    expect(second.id).toBe(execution.id);
    expect(updates[0]?.steps).toHaveLength(2);
    expect(updates.slice(1).some(({ steps }) => steps.length < 2)).toBe(true);
    expect(outputs.map(({ text }) => text).join("")).toBe("hello\nagain\n");

    const { steps } = await server.client.getOutputs({ parameters: { executionId: execution.id } });
    expect(steps.map(({ attempts }) => attempts[0])).toMatchObject([
      { outcome: "succeeded", exitCode: 0, stdout: { text: "hello\n", bytes: 6 } },
      { outcome: "succeeded", exitCode: 0, stdout: { text: "again\n", bytes: 6 } },
    ]);
    const { items } = await server.client.listAuditEvents({ query: { executionId: execution.id, limit: 500 } });
    expect(items.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["execution.started", "step.approved", "step.verified", "execution.completed"]),
    );
    expect(await server.client.verifyLedger()).toMatchObject({ ok: true });
    const { items: runs } = await server.client.listExecutions();
    expect(runs[0]).toMatchObject({ id: execution.id, phase: "completed" });
  });

  it("exports a record that needs no server to be verified", async () => {
    const { publicKeyPem } = await server.client.getLedgerKey();
    const response = await fetch(`${server.url}/v1/audit/export`, {
      headers: { authorization: `Bearer ${server.key}` },
    });
    expect(response.headers.get("content-type")).toBe("application/jsonl; charset=utf-8");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="steadyhand-record-[\d-]+\.jsonl"$/,
    );
    const lines = (await response.text()).trimEnd().split("\n");
    expect(await verifyExport(lines, { publicKeyPem })).toMatchObject({ ok: true });
    const other = server.client.exportLedger({ executionId: "exe_absent" })[Symbol.asyncIterator]();
    await expect(other.next()).rejects.toMatchObject({ status: 404, code: "execution.not_found" });
  });

  it("proves of one event that it is in the record, and that the record only grew, without showing it", async () => {
    const key = await server.client.getLedgerKey();
    const older = await server.client.proveGrowth({ parameters: { count: "3" } });
    await start("echo hello");
    const proof = await server.client.proveEvent({ parameters: { sequence: "2" } });
    expect(checkProof(proofText(proof), key)).toMatchObject({ ok: true, kind: "inclusion" });
    const grown = await server.client.proveGrowth({ parameters: { count: "3" } });
    expect(checkProof(proofText(grown), { ...key, olderRoot: older.olderRoot })).toMatchObject({
      ok: true,
      kind: "growth",
    });
    expect(JSON.parse(grown.checkpoint).checkpoint.count).toBeGreaterThan(
      JSON.parse(older.checkpoint).checkpoint.count,
    );
    const beyond = server.client.proveEvent({ parameters: { sequence: "999999" } });
    await expect(beyond).rejects.toMatchObject({ status: 404, code: "ledger.no_event" });
    const nonsense = server.client.proveEvent({ parameters: { sequence: "first" } });
    await expect(nonsense).rejects.toMatchObject({ status: 400 });
  });

  it("never runs other bytes than those that were approved", async () => {
    const execution = await start("echo hello");
    const { parameters } = stepOf(execution);
    const body = { type: "grant", digest: `sha256:${"0".repeat(64)}` } as const;
    await expect(server.client.decideApproval({ parameters, body })).rejects.toMatchObject({
      status: 422,
      code: "approval.other_bytes",
    });
  });

  it("asks for the target's exact name before something dangerous runs", async () => {
    const execution = await start("rm -rf /tmp/steadyhand-not-there");
    await expect(approve(execution)).rejects.toMatchObject({ code: "approval.target_not_typed" });
    await expect(approve(execution, "TEST-HOST")).rejects.toMatchObject({ code: "approval.target_not_typed" });
    const { steps } = await watchAfter(execution, () => approve(execution, "test-host"), "succeeded");
    expect([...steps.values()][0]?.phase).toBe("succeeded");
  });

  it("judges an edited command anew and asks anew", async () => {
    const execution = await start("echo hello");
    const old = stepOf(execution);
    const edited = await server.client.commandStep({
      parameters: old.parameters,
      body: { type: "edit", command: "rm -rf /tmp/x" },
    });
    expect(current(edited)).toMatchObject({
      editedCommand: "rm -rf /tmp/x",
      judgement: { final: "dangerous" },
      approval: { confirmation: "typed_target" },
    });
    const stale = { type: "grant", digest: old.step.approval?.digest ?? "" } as const;
    await expect(server.client.decideApproval({ parameters: old.parameters, body: stale })).rejects.toMatchObject({
      code: "approval.other_bytes",
    });
  });

  it("skips, pauses, resumes and aborts", async () => {
    const execution = await start("echo hello", "echo again");
    const { id: executionId } = execution;
    const skipped = await server.client.commandStep({
      parameters: stepOf(execution).parameters,
      body: { type: "skip", reason: "not needed" },
    });
    expect(skipped.steps[0]).toMatchObject({ phase: "skipped", why: "not needed", by: { name: "riley" } });
    const order = (body: Parameters<typeof server.client.commandExecution>[0]["body"]) =>
      server.client.commandExecution({ parameters: { executionId }, body });
    expect(await order({ type: "pause", reason: "look" })).toMatchObject({ phase: "paused", can: ["resume", "abort"] });
    expect(await order({ type: "resume" })).toMatchObject({ phase: "running" });
    expect(await order({ type: "abort", reason: "enough" })).toMatchObject({ phase: "aborted", can: [] });
    await expect(order({ type: "resume" })).rejects.toMatchObject({ status: 422 });
  });

  it("starts nothing while a variable is missing, or at a level above the ceiling", async () => {
    const { runbook } = await server.client.importRunbook({ body: { text: runbookOf("echo <name>") } });
    const body = { runbookId: runbook.id, environment: "development" } as const;
    await expect(server.client.startExecution({ body })).rejects.toMatchObject({
      status: 422,
      code: "variables.missing",
    });
    const high = { ...body, environment: "production", level: 3, values: { name: "x" } } as const;
    await expect(server.client.startExecution({ body: high })).rejects.toMatchObject({ code: "level.above_ceiling" });
  });

  it("gives the same execution for the same idempotency key", async () => {
    const { runbook } = await server.client.importRunbook({ body: { text: runbookOf("echo hello") } });
    const body = { runbookId: runbook.id, environment: "test", idempotencyKey: "once-and-only" } as const;
    const [one, two] = [await server.client.startExecution({ body }), await server.client.startExecution({ body })];
    expect(two.id).toBe(one.id);
  });

  it("says not found where there is nothing", async () => {
    const executionId = "exe_absent";
    const gone = { status: 404, code: "execution.not_found" };
    await expect(server.client.getExecution({ parameters: { executionId } })).rejects.toMatchObject(gone);
    await expect(server.client.getOutputs({ parameters: { executionId } })).rejects.toMatchObject(gone);
    await expect(server.client.getRunbook({ parameters: { runbookId: "rbk_absent" } })).rejects.toMatchObject({
      status: 404,
      code: "runbook.not_found",
    });
    const watch = server.client.watchExecution(executionId, {
      signal: new AbortController().signal,
      onUpdate: () => {},
    });
    await expect(watch).rejects.toMatchObject(gone);
  });

  it("turns pages of a list", async () => {
    const first = await server.client.listRunbooks({ query: { limit: 1 } });
    const second = await server.client.listRunbooks({ query: { limit: 1, ...(first.next && { after: first.next }) } });
    expect(first.next).toBeDefined();
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
  });
});

describe("a live view", () => {
  it("shows a late watcher what the running step has said so far", async () => {
    const execution = await start("echo early; sleep 30");
    await approve(execution);
    const early = Promise.withResolvers<void>();
    const first = new AbortController();
    await server.client.watchExecution(execution.id, {
      signal: first.signal,
      onUpdate: () => {},
      onOutput: () => first.abort(),
    });
    const late = new AbortController();
    await server.client.watchExecution(execution.id, {
      signal: late.signal,
      onUpdate: () => {},
      onOutput({ text }) {
        if (text.includes("early")) early.resolve();
        late.abort();
      },
    });
    await early.promise;
    await server.client.commandExecution({
      parameters: { executionId: execution.id },
      body: { type: "abort", reason: "seen" },
    });
    await watchUntil(execution.id, (_steps, { head }) => head.phase === "aborted");
  });

  it("shows what happened between the reading of its first state and its beginning", async () => {
    const { services } = server;
    const execution = await start("echo hello", "echo again");
    const caller = services.owner;
    const first = await services.engine.get(caller, execution.id as `exe_${string}`);
    await server.client.commandStep({
      parameters: stepOf(execution).parameters,
      body: { type: "skip", reason: "meanwhile" },
    });
    const seen = Promise.withResolvers<ExecutionUpdateWire>();
    const receive = ({ data }: { readonly data: unknown }) => {
      const update = data as ExecutionUpdateWire;
      if (update.steps?.some(({ phase }) => phase === "skipped")) seen.resolve(update);
    };
    const stop = followExecution({
      engine: services.engine,
      caller,
      first,
      inspect: (snapshot, step) => services.engine.inspect(snapshot, step),
      log: services.log,
      stream: {
        send(event) {
          receive(event);
          return true;
        },
        sendTogether: (events) => events.forEach(receive),
        onCaughtUp: () => {},
        onClose: () => {},
        end: () => {},
      },
    });
    expect((await seen.promise).head.sequence).toBeGreaterThan(first.execution.sequence);
    stop();
  });

  it("ends when its person is removed", async () => {
    const execution = await start("echo hello");
    const { actor, key } = await server.client.addPerson({ body: { name: "Kim" } });
    const kim = createClient({ baseUrl: server.url, key });
    const isShown = Promise.withResolvers<void>();
    const watching = kim.watchExecution(execution.id, {
      signal: new AbortController().signal,
      onUpdate: () => isShown.resolve(),
    });
    await isShown.promise;
    await server.client.removePerson({ parameters: { actorId: actor.id } });
    await expect(watching).rejects.toMatchObject({ status: 401 });
  });

  it("drops what a reader that does not read has missed, and gives it everything anew", async () => {
    // Each step says more than 1 MiB; together more than the system's own buffers hold.
    const steps = 14;
    let execution = await start(...Array.from({ length: steps }, () => "seq 1 200000"));
    const { hostname, port } = new URL(server.url);
    const path = `/v1/executions/${execution.id}/events`;
    const sent = httpRequest({ hostname, port, path, headers: { authorization: `Bearer ${server.key}` } }).end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    response.pause();
    for (let index = 0; index < steps; index++) execution = await approveWhenAsked(execution, index);
    await watchUntil(execution.id, (_steps, { head }) => head.phase === "completed");
    let rest = "";
    let isRestarted = false;
    let whole: ExecutionUpdateWire | undefined;
    for await (const chunk of response.setEncoding("utf8")) {
      const blocks = (rest + chunk).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        if (isRestarted && whole === undefined) whole = JSON.parse(block.slice(block.indexOf("{")));
        if (block.startsWith("event: restart")) [isRestarted, whole] = [true, undefined];
      }
      if (whole?.head.phase === "completed") break;
    }
    expect(whole?.steps).toHaveLength(steps);
  });
});

/** Acts while watching, until the first step has the phase. */
async function watchAfter(execution: ExecutionWire, act: () => Promise<unknown>, phase: StepWire["phase"]) {
  const watching = watchUntil(execution.id, (steps) => steps.values().next().value?.phase === phase);
  await act();
  return watching;
}

/** Approves the step of this number as soon as it asks. */
async function approveWhenAsked(execution: ExecutionWire, index: number): Promise<ExecutionWire> {
  await watchUntil(execution.id, (steps) => [...steps.values()][index]?.phase === "awaiting_approval");
  return approve(await server.client.getExecution({ parameters: { executionId: execution.id } }));
}
