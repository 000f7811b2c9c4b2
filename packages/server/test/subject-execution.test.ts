import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecutionWire } from "@steadyhand/api";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Lab, startLab } from "../../../labs/ratelimiter/lab.ts";
import { subjectFileOf } from "../../../labs/ratelimiter/subject-config.ts";
import { openTestServer, type TestServer } from "./open-test-server.ts";

const dataFolder = mkdtempSync(join(tmpdir(), "steadyhand-subject-execution-"));
const subject = "ratelimiter-lab";
const tenantId = "ten_default";
let lab: Lab;
let server: TestServer;

beforeAll(async () => {
  lab = await startLab({ rps: 20 });
  mkdirSync(join(dataFolder, "subjects"));
  writeFileSync(join(dataFolder, "subjects", "lab.yaml"), subjectFileOf(lab));
  server = await openTestServer({ dataFolder });
  // What an action is proposed from is what was seen of its subject.
  const seen = () => expect(server.services.monitor.lastLook({ tenantId, subject })).toBeDefined();
  await vi.waitFor(seen, 15_000);
}, 90_000);
afterAll(async () => {
  await server?.close();
  await lab?.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

async function begin(action: string, more: { subject?: string; environment?: "lab" | "test" } = {}) {
  const text = `workflow: Do one thing\nsteps:\n  - name: Do it\n    ${action}\n`;
  const { runbook } = await server.client.importRunbook({ body: { text } });
  return server.client.startExecution({
    body: { runbookId: runbook.id, values: {}, subject, environment: "lab", ...more },
  });
}

const stepOf = ({ steps: [step] }: ExecutionWire) => step;
const parametersOf = ({ id, steps: [step] }: ExecutionWire) => ({ executionId: id, stepId: step?.id ?? "stp_" });

async function asked(execution: ExecutionWire) {
  const found = await vi.waitFor(async () => {
    const now = await server.client.getExecution({ parameters: { executionId: execution.id } });
    const approval = stepOf(now)?.approval;
    if (approval === undefined) throw new Error(`it is ${stepOf(now)?.phase}`);
    return approval;
  }, 10_000);
  return found;
}

const ended = (execution: ExecutionWire) =>
  vi.waitFor(
    async () => {
      const now = await server.client.getExecution({ parameters: { executionId: execution.id } });
      if (["running", "awaiting_approval"].includes(now.phase)) throw new Error(`it is ${stepOf(now)?.phase}`);
      return now;
    },
    { timeout: 60_000, interval: 50 },
  );

const instanceOf = async (id: string): Promise<unknown> => {
  const url = lab.nodes.find((node) => node.id === id)?.url;
  return JSON.parse(await (await fetch(`${url}/health`)).text()).instance;
};

it("has the subject's actions among all others, each by its name", async () => {
  const name = `${subject}.restart_node`;
  const { items } = await server.client.listActions();
  expect(items.map((action) => action.name)).toContain(name);
  expect(await server.client.getAction({ parameters: { name } })).toMatchObject({ name, origin: "subject" });
});

describe("a run with an action of a subject", () => {
  it("restarts a node once a person has approved it, and what they approve names the subject", async () => {
    const before = await instanceOf("node-1");
    const execution = await begin(`action: ${subject}.restart_node\n    with: { node: node-1 }`);
    const { digest, targetName, command } = await asked(execution);
    expect({ targetName, command }).toMatchObject({
      ...{ targetName: subject, command: { name: `${subject}.restart_node`, parameters: { node: "node-1" } } },
    });
    expect(await instanceOf("node-1")).toBe(before);
    await server.client.decideApproval({ parameters: parametersOf(execution), body: { type: "grant", digest } });
    expect(await ended(execution)).toMatchObject({ phase: "completed" });
    expect(await instanceOf("node-1")).not.toBe(before);
  });

  it("wants the subject's name typed for what is dangerous, and the machine's name is none", async () => {
    const execution = await begin(`action: ${subject}.restart_node\n    with: { node: redis }`);
    const { digest, confirmation } = await asked(execution);
    expect(confirmation).toBe("typed_target");
    const parameters = parametersOf(execution);
    const grant = (typedTarget: string) =>
      server.client.decideApproval({ parameters, body: { type: "grant", digest, typedTarget } });
    await expect(grant("test-host")).rejects.toMatchObject({ code: "approval.target_not_typed" });
    const { phase } = stepOf(await server.client.getExecution({ parameters: { executionId: execution.id } })) ?? {};
    expect(phase).toBe("awaiting_approval");
    await server.client.decideApproval({ parameters, body: { type: "reject", reason: "it was only asked" } });
  });

  it.each([
    ["action.other_subject", { subject: "somebody-else" }],
    ["action.other_environment", { environment: "test" }],
  ] as const)("is stopped at that step as %s where the run is on something else", async (code, more) => {
    const execution = await begin(`action: ${subject}.restart_node\n    with: { node: node-2 }`, more);
    await vi.waitFor(async () => {
      const now = await server.client.getExecution({ parameters: { executionId: execution.id } });
      expect(JSON.stringify(stepOf(now))).toContain(code);
      expect(stepOf(now)?.approval).toBeUndefined();
    }, 10_000);
  });

  it("keeps the machine as the target of a command, also in a run on a disposable subject", async () => {
    const { targetName } = await asked(await begin("run: touch /tmp/steadyhand-subject-execution"));
    expect(targetName).toBe("test-host");
  });
});
