import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExecutionWire } from "@steadyhand/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";

const fence = (command: string) => `# Do it\n\n\`\`\`bash\n${command}\n\`\`\`\n`;

describe("decisions on a server", { timeout: 60_000 }, () => {
  let server: TestServer;
  let waiting: ExecutionWire;
  const started = new Date();

  beforeAll(async () => {
    server = await openTestServer();
    waiting = await propose("touch one", "production", 2);
    await propose("rm -rf two", "development");
  }, 60_000);
  afterAll(() => server.close());

  /** Starts a run of one command and leaves it where the gate has judged it. */
  async function propose(command: string, environment: "production" | "development", level?: 2) {
    const { runbook } = await server.client.importRunbook({ body: { text: fence(command) } });
    return server.client.startExecution({
      body: { runbookId: runbook.id, environment, ...(level && { level }), workingDirectory: server.dataFolder },
    });
  }

  const simulate = (policy: object, since = started) =>
    server.client.simulatePolicy({
      body: { text: JSON.stringify({ version: 1, ...policy }), since: since.toISOString() },
    });

  it("explains the question that is open: each cap with its value and reason, each rule, and what a yes takes", async () => {
    const explanation = await server.client.explainDecision({ parameters: { executionId: waiting.id }, query: {} });
    expect(explanation).toMatchObject({
      ...{ executionId: waiting.id, attempt: 1, environment: "production", risk: "caution", isOpen: true },
      decision: { verdict: "approve", level: 2, demand: { count: 1, kind: "click" } },
    });
    const { caps, findings } = explanation.decision;
    expect(caps.find(({ level }) => level === 2)?.reason).toMatch(/\w/);
    expect(findings.length).toBeGreaterThan(0);
    const [step] = waiting.steps;
    expect(step?.approval?.digest).toBe(explanation.digest);
    expect(step?.approval?.decision).toEqual(explanation.decision);
    const byDigest = (digest: string) => server.client.explainProposal({ parameters: { digest } });
    expect(await byDigest(explanation.digest)).toEqual(explanation);
    expect(await byDigest(explanation.digest.slice(0, "sha256:".length + 8))).toEqual(explanation);
    await expect(byDigest(`sha256:${"0".repeat(64)}`)).rejects.toMatchObject({ code: "proposal.not_found" });
  });

  it("says that nothing was decided of a step whose turn has not come", async () => {
    await expect(
      server.client.explainDecision({ parameters: { executionId: waiting.id }, query: { stepId: "stp_none" } }),
    ).rejects.toMatchObject({ code: "decision.not_found", status: 404 });
  });

  it("replays what was recorded, and finds nothing to change under the policy it was decided by", async () => {
    expect(await simulate({})).toMatchObject({
      ...{ decisions: 2, unreadable: 0, changed: [] },
      before: { approve: 2, run: 0, by_hand: 0, refuse: 0 },
      after: { approve: 2, run: 0, by_hand: 0, refuse: 0 },
    });
  });

  it("says what would have been refused, left to hands, or asked of more people", async () => {
    const refused = await simulate({ environments: { production: { lock: { reason: "nobody touches it" } } } });
    expect(refused.after).toEqual({ approve: 1, run: 0, by_hand: 0, refuse: 1 });
    expect(refused.changed).toMatchObject([
      {
        ...{ executionId: waiting.id, command: "touch one", environment: "production" },
        before: { verdict: "approve", approvals: 1 },
        after: { verdict: "refuse" },
        why: expect.arrayContaining([expect.stringContaining("nobody touches it")]),
      },
    ]);
    expect((await simulate({ safety_mode: "observe" })).after.by_hand).toBe(2);
    const asked = await simulate({
      approvals: [{ name: "two of us", when: { environments: ["production"] }, count: 2, kind: "four_eyes" }],
    });
    expect(asked.changed).toMatchObject([
      {
        after: { verdict: "approve", approvals: 2, confirmation: "four_eyes" },
        why: expect.arrayContaining([expect.stringContaining("two of us")]),
      },
    ]);
  });

  it("replays only what was decided since the time that is asked about", async () => {
    expect((await simulate({}, new Date(Date.now() + 60_000))).decisions).toBe(0);
  });

  it("refuses to simulate a text that is no policy, with its place", async () => {
    await expect(simulate({ celing: 1 })).rejects.toMatchObject({
      code: "policy.invalid",
      detail: expect.stringContaining("line 1, column 14: celing"),
    });
  });

  it("judges an open question again once another policy is in force: what no longer holds cannot be granted", async () => {
    const { id, steps } = await propose("touch three", "production", 2);
    const [step] = steps;
    writeFileSync(
      join(server.dataFolder, "policy.json"),
      '{ "version": 1, "environments": { "production": { "lock": { "reason": "frozen by hand" } } } }',
    );
    while ((await server.client.getStatus()).policy.source !== "file");
    const answer = server.client.decideApproval({
      parameters: { executionId: id, stepId: step?.id ?? "" },
      body: { type: "grant", digest: step?.approval?.digest ?? "" },
    });
    // Refused outright, or void and judged afresh: it never runs.
    const after = await answer.catch(() => server.client.getExecution({ parameters: { executionId: id } }));
    expect(after.steps[0]?.phase).not.toMatch(/running|verifying|succeeded/);
    const { items } = await server.client.listAuditEvents({ query: { executionId: id, type: "step.dispatched" } });
    expect(items).toEqual([]);
  });
});
