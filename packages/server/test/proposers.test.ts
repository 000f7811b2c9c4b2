import type { ExecutionWire } from "@steadyhand/api";
import { createClient } from "@steadyhand/client/node";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";

let server: TestServer;
let bob: ReturnType<typeof createClient>;
let kim: ReturnType<typeof createClient>;
beforeAll(async () => {
  server = await openTestServer();
  const person = async (name: string) => {
    const { key } = await server.client.addPerson({ body: { name } });
    return createClient({ baseUrl: server.url, key });
  };
  bob = await person("Bob");
  kim = await person("Kim");
});
afterAll(() => server.close());

const eventually = <Found>(look: () => Promise<Found>) => vi.waitFor(look, { timeout: 15_000 });

const text = "# Clean\n\n1. Look:\n\n   ```sh\n   ls /\n   ```\n";
const dangerous = "rm -rf /tmp/steadyhand-nothing-is-here";

/** A run in production that the owner started. */
async function start(): Promise<ExecutionWire> {
  const { runbook } = await server.client.importRunbook({ body: { text } });
  return server.client.startExecution({ body: { runbookId: runbook.id, environment: "production", level: 2 } });
}

const stepOf = ({ steps }: ExecutionWire, id: string) => steps.find((step) => step.id === id);

/** The question about a step, as soon as it is asked. */
function questionOf(executionId: string, stepId: string) {
  return eventually(async () => {
    const step = stepOf(await server.client.getExecution({ parameters: { executionId } }), stepId);
    if (step?.approval === undefined) throw new Error(`it is ${step?.phase}`);
    return step.approval;
  });
}

it.each<[string, (executionId: string, stepId: string) => Promise<ExecutionWire>]>([
  [
    "changed its command",
    (executionId, stepId) =>
      bob.commandStep({ parameters: { executionId, stepId }, body: { type: "edit", command: dangerous } }),
  ],
  [
    "added it",
    (executionId) =>
      bob.commandExecution({ parameters: { executionId }, body: { type: "add", title: "Clean", command: dangerous } }),
  ],
])("takes no yes to a dangerous step in production from who %s, nor from who started the run", async (_what, write) => {
  const { id: executionId, steps } = await start();
  const written = await write(executionId, steps[0]?.id ?? "");
  const stepId = written.steps.find(({ isCurrent }) => isCurrent)?.id ?? "";
  const { digest, proposedBy, proposers } = await questionOf(executionId, stepId);
  expect(proposedBy.name).toBe("Bob");
  expect(proposers.map(({ name }) => name)).toEqual(["riley", "Bob"]);
  const yes = {
    parameters: { executionId, stepId },
    body: { type: "grant", digest, typedTarget: "test-host" },
  } as const;
  for (const client of [bob, server.client]) {
    await expect(client.decideApproval(yes)).rejects.toMatchObject({ code: "approval.self_grant", status: 422 });
  }
  const { items } = await server.client.listAuditEvents({ query: { executionId, type: "step.proposed" } });
  expect(items[0]).toMatchObject({ actor: { name: "Bob" }, data: { proposal: { proposers: [{}, { name: "Bob" }] } } });

  await kim.decideApproval(yes);
  await eventually(async () => {
    const now = await server.client.getExecution({ parameters: { executionId } });
    expect(stepOf(now, stepId)).toMatchObject({ phase: "succeeded" });
  });
});

it("keeps who wrote a step when somebody else goes on from the run", async () => {
  const { id: executionId, steps } = await start();
  const stepId = steps[0]?.id ?? "";
  await bob.commandStep({ parameters: { executionId, stepId }, body: { type: "edit", command: dangerous } });
  await questionOf(executionId, stepId);
  await server.client.commandExecution({ parameters: { executionId }, body: { type: "abort", reason: "again" } });
  const next = await kim.continueExecution({ parameters: { executionId } });
  const { proposers } = await questionOf(next.id, stepId);
  expect(proposers.map(({ name }) => name)).toEqual(["Kim", "Bob"]);
});
