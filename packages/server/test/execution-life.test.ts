import { hash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecutionWire, StepWire } from "@steadyhand/api";
import { type Client, createClient } from "@steadyhand/client/node";
import { systemClock } from "@steadyhand/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";

/** A page whose steps each have a command, and some a rollback. */
function page(...steps: readonly (readonly [command: string, rollback?: string])[]): string {
  const written = steps.map(([command, rollback], index) => {
    const undo = rollback === undefined ? "" : `\n   Rollback:\n\n   \`\`\`bash\n   ${rollback}\n   \`\`\`\n`;
    return `${index + 1}. Step ${index + 1}:\n\n   \`\`\`bash\n   ${command}\n   \`\`\`\n${undo}`;
  });
  return `# Do it\n\n${written.join("\n")}`;
}

const current = ({ steps, phase }: ExecutionWire): StepWire => {
  const step = steps.find(({ isCurrent }) => isCurrent);
  if (step === undefined) throw new Error(`nothing is current: ${phase}`);
  return step;
};

describe("the life of an execution", { timeout: 60_000 }, () => {
  let server: TestServer;
  let client: Client;
  let folder: string;
  /** How far the server's clock has been set forward. */
  let aheadMs = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "steadyhand-life-"));
    const policy = join(folder, "policy.json");
    writeFileSync(
      policy,
      JSON.stringify({
        version: 1,
        approvals: [
          {
            name: "two people",
            when: { subjects: ["two-people"] },
            approvers: [{ role: "sre" }],
            count: 2,
          },
        ],
      }),
    );
    server = await openTestServer({
      env: { PATH: process.env.PATH, HOME: tmpdir(), STEADYHAND_POLICY: policy },
      clock: {
        now: () => new Date(Date.now() + aheadMs),
        at: (time, run) => systemClock.at(new Date(time.getTime() - aheadMs), run),
      },
    });
    client = server.client;
  }, 60_000);
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(text: string, options: Partial<Parameters<Client["startExecution"]>[0]["body"]> = {}) {
    const { runbook } = await client.importRunbook({ body: { text } });
    return client.startExecution({
      body: { runbookId: runbook.id, environment: "development", level: 2, workingDirectory: folder, ...options },
    });
  }

  /** Resolves with the first state that fits. */
  async function until(executionId: string, fits: (execution: ExecutionWire) => boolean): Promise<ExecutionWire> {
    const seen = new AbortController();
    const steps = new Map<string, StepWire>();
    let found: ExecutionWire | undefined;
    await client.watchExecution(executionId, {
      signal: seen.signal,
      onUpdate({ head, steps: changed }) {
        for (const step of changed) steps.set(step.id, step);
        const execution = { ...head, steps: [...steps.values()] };
        if (found !== undefined || !fits(execution)) return;
        found = execution;
        seen.abort();
      },
      onOutput() {},
    });
    if (found === undefined) throw new Error(`${executionId} never came to fit`);
    return found;
  }

  function grant(execution: ExecutionWire, by = client) {
    const step = current(execution);
    const digest = step.approval?.digest ?? "";
    const parameters = { executionId: execution.id, stepId: step.id };
    return by.decideApproval({ parameters, body: { type: "grant", digest, typedTarget: "test-host" } });
  }

  const types = async (executionId: string) =>
    (await client.listAuditEvents({ query: { executionId, limit: 200 } })).items.map(({ type }) => type).reverse();

  const waits = ({ steps }: ExecutionWire) => steps.some(({ phase }) => phase === "awaiting_approval");

  it("stops a change that breaks what held before, offers its rollback first, and says so in the record", async () => {
    const file = join(folder, "healthy");
    writeFileSync(file, "yes\n");
    const guards = [{ name: "health", command: `grep -q yes ${file}` }];
    const text = page([`rm ${file}`, `echo yes > ${file}`]);
    const execution = await start(text, { guards, settleMs: 50 });
    expect(current(execution).approval?.guards).toMatchObject([{ name: "health" }]);
    await grant(execution);
    const worse = await until(execution.id, ({ phase }) => phase === "manual_intervention");
    expect(current(worse)).toMatchObject({ phase: "rollback_available", outcome: "worse" });
    expect(current(worse).can[0]).toBe("roll_back");
    const said = await types(execution.id);
    expect(said.filter((type) => type.startsWith("step."))).toEqual([
      ...["step.proposed", "step.approved", "step.reading", "step.measured", "step.dispatched", "step.executed"],
      ...["step.verified", "step.reading", "step.measured", "step.assessed", "step.worsened"],
    ]);
    await client.commandStep({
      parameters: { executionId: execution.id, stepId: current(worse).id },
      body: { type: "roll_back" },
    });
    await grant(await until(execution.id, waits));
    const undone = await until(execution.id, ({ steps }) => steps[0]?.phase === "failed");
    expect(current(undone).why).toMatch(/rolled back/);
    expect(readFileSync(file, "utf8")).toBe("yes\n");
  });

  it("goes on after a change that leaves its guards as they were, whatever they said before", async () => {
    const guards = [
      { name: "there", command: `ls ${folder}` },
      { name: "broken before", command: `cat ${folder}/never-there` },
    ];
    const execution = await start(page([`touch ${folder}/improved`]), { guards });
    await grant(execution);
    await until(execution.id, ({ phase }) => phase === "completed");
    const { steps } = await client.getOutputs({ parameters: { executionId: execution.id } });
    expect(steps[0]?.attempts.map(({ guard }) => guard)).toEqual(
      expect.arrayContaining([undefined, "there", "broken before"]),
    );
  });

  it("has what each look wrote in the record: digests, sizes and first characters, secrets removed", async () => {
    const token = "ghp_n0tTh3r34lT0k3nButItL00ksL1k3On3xyz";
    const file = join(folder, "seen-by-guards");
    writeFileSync(file, `yes\ntoken=${token}\n`);
    const guards = [
      { name: "secretive", command: `cat ${file}` },
      { name: "absent", command: `cat ${folder}/never-there` },
    ];
    const execution = await start(page([`touch ${folder}/measured`]), { guards });
    await grant(execution);
    await until(execution.id, ({ phase }) => phase === "completed");
    const { items } = await client.listAuditEvents({ query: { executionId: execution.id, type: "step.measured" } });
    expect(items.map(({ data }) => data.when)).toEqual(["after", "before"]);
    for (const { data } of items) {
      const [secretive, absent] = data.readings as Record<string, Record<string, unknown>>[];
      const bytes = readFileSync(file);
      expect(secretive).toMatchObject({ guard: "secretive", result: "holds" });
      expect(secretive?.stdout).toMatchObject({ bytes: bytes.length, sha256: hash("sha256", bytes) });
      expect(secretive?.kept?.stdout).toMatchObject({
        ...{ start: expect.stringMatching(/^yes\ntoken=/), place: "store" },
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(absent).toMatchObject({ guard: "absent", stdout: { bytes: 0 }, kept: { stdout: { place: "empty" } } });
      expect(absent?.kept).toMatchObject({ stderr: { start: expect.stringContaining("No such file") } });
      expect(JSON.stringify(data)).not.toContain(token);
    }
  });

  it("refuses a guard that does not only read, and starts nothing", async () => {
    const guards = [{ name: "sly", command: `touch ${folder}/sly` }];
    await expect(start(page(["true"]), { guards })).rejects.toMatchObject({ code: "guard.refused" });
    expect(existsSync(join(folder, "sly"))).toBe(false);
  });

  it("shows in a dry run what would happen to every step and why, and runs nothing", async () => {
    const text = page([`touch ${folder}/dry`, `rm ${folder}/dry`], [`rm -rf ${folder}/more`]);
    const execution = await start(text, { mode: "dry_run" });
    const shown = await until(execution.id, ({ phase }) => phase === "completed");
    expect(shown.steps.map(({ phase, preview }) => [phase, preview?.would])).toEqual([
      ["previewed", "approve"],
      ["previewed", "approve"],
    ]);
    expect(shown.steps[0]?.preview).toMatchObject({ rollback: { final: expect.any(String) } });
    expect(shown.steps[1]?.preview?.judgement?.final).toBe("dangerous");
    expect(existsSync(join(folder, "dry"))).toBe(false);
    expect(await types(execution.id)).not.toContain("step.dispatched");
  });

  it("takes a whole run back, newest step first, and lets a person say what becomes of what cannot be undone", async () => {
    const log = join(folder, "order");
    const text = page(
      [`echo one >> ${log}`, `echo undo-one >> ${log}`],
      [`echo two >> ${log}`],
      [`echo three >> ${log}`, `echo undo-three >> ${log}`],
      ["false"],
    );
    let execution = await start(text);
    for (let step = 0; step < 4; step++) {
      await grant(execution);
      execution = await until(
        execution.id,
        ({ steps, phase }) => phase === "manual_intervention" || steps[step + 1]?.phase === "awaiting_approval",
      );
    }
    const parameters = { executionId: execution.id };
    const back = await client.commandExecution({ parameters, body: { type: "roll_back_run", reason: "withdrawn" } });
    // The last step failed and has no rollback: a person says that nothing is to be undone.
    expect(current(back)).toMatchObject({ number: "4", phase: "manual_intervention", code: "rollback.none" });
    const leave = (step: StepWire) =>
      client.commandStep({
        parameters: { executionId: execution.id, stepId: step.id },
        body: { type: "skip", reason: "it changed nothing" },
      });
    await leave(current(back));
    await grant(await until(execution.id, waits));
    const second = await until(execution.id, ({ steps }) => steps[1]?.phase === "manual_intervention");
    await leave(current(second));
    await grant(await until(execution.id, waits));
    const over = await until(execution.id, ({ phase }) => phase === "rolled_back");
    expect(over.steps.map(({ phase }) => phase)).toEqual([
      "rolled_back",
      "left_in_place",
      "rolled_back",
      "left_in_place",
    ]);
    expect(readFileSync(log, "utf8").trim().split("\n")).toEqual(["one", "two", "three", "undo-three", "undo-one"]);
  });

  it("takes back a run that has ended, completed or aborted, once", async () => {
    for (const last of ["completed", "aborted"] as const) {
      const log = join(folder, last);
      const started = await start(page([`echo one >> ${log}`, `echo undo-one >> ${log}`], ["uptime"]));
      const parameters = { executionId: started.id };
      const body = { type: "roll_back_run", reason: "it was the wrong cluster" } as const;
      await grant(started);
      const half = await until(started.id, ({ steps }) => steps[1]?.phase === "awaiting_approval");
      if (last === "completed") await grant(half);
      else await client.commandExecution({ parameters, body: { type: "abort", reason: "lunch" } });
      const ended = await until(started.id, ({ phase }) => phase === last);
      expect(ended.can).toEqual(["roll_back_run"]);

      const back = await client.commandExecution({ parameters, body });
      expect(back).toMatchObject({ phase: "running", undo: { reason: body.reason } });
      expect(back).not.toHaveProperty("endedAt");
      await grant(await until(started.id, waits));
      const over = await until(started.id, ({ phase }) => phase === "rolled_back");
      expect(over.steps[0]?.phase).toBe("rolled_back");
      expect(over.can).toEqual([]);
      expect(readFileSync(log, "utf8").trim().split("\n")).toEqual(["one", "undo-one"]);
      const again = client.commandExecution({ parameters, body });
      await expect(again).rejects.toMatchObject({ code: "execution.rollback_asked" });
      const told = await types(started.id);
      expect(told.filter((type) => type === "execution.rollback_asked")).toHaveLength(1);
    }
  });

  it("goes on where an aborted run stopped, and does not do again what was verified there", async () => {
    const log = join(folder, "continued");
    const first = await start(page([`echo one >> ${log}`], [`echo two >> ${log}`]));
    await grant(first);
    const half = await until(first.id, ({ steps }) => steps[1]?.phase === "awaiting_approval");
    const parameters = { executionId: first.id };
    await expect(client.continueExecution({ parameters })).rejects.toMatchObject({ code: "execution.not_ended" });
    await client.commandExecution({ parameters, body: { type: "abort", reason: "lunch" } });
    const second = await client.continueExecution({ parameters });
    expect(second).toMatchObject({ continues: half.id, steps: [{ phase: "succeeded", from: half.id }, {}] });
    await grant(await until(second.id, waits));
    await until(second.id, ({ phase }) => phase === "completed");
    expect(readFileSync(log, "utf8")).toBe("one\ntwo\n");
  });

  it("tries again by itself what only reads, each try judged anew, and pauses the run at the third failure", async () => {
    let execution = await start(page([`cat ${folder}/missing`]), { retries: 3 });
    for (let failures = 1; failures < 3; failures++) {
      await grant(execution);
      const planned = await until(execution.id, ({ steps }) => steps[0]?.waitsFor === "retry");
      expect(Date.parse(planned.steps[0]?.until ?? "")).toBeGreaterThan(Date.now() - 60_000);
      execution = await until(execution.id, waits);
    }
    await grant(execution);
    const paused = await until(execution.id, ({ phase }) => phase === "paused");
    expect(paused).toMatchObject({ pausedBy: "breaker", can: expect.arrayContaining(["resume"]) });
    const said = await types(execution.id);
    expect(said.filter((type) => type === "step.retry_planned")).toHaveLength(3);
    expect(said.filter((type) => type === "step.dispatched")).toHaveLength(3);
  });

  it("asks as many different people as the policy says, by their role, and tells a second answer who was first", async () => {
    const people = await Promise.all(
      ["Sam", "Kim", "Lou"].map((name, index) => client.addPerson({ body: { name, roles: index < 2 ? ["sre"] : [] } })),
    );
    const [sam, kim, lou] = people.map(({ key }) => createClient({ baseUrl: server.url, key })) as [
      Client,
      Client,
      Client,
    ];
    const execution = await start(page([`touch ${folder}/two-people`]), { subject: "two-people" });
    expect(current(execution).approval).toMatchObject({ needed: 2, grants: [] });
    const open = await client.listApprovals({ query: {} });
    expect(open.items[0]).toMatchObject({ executionId: execution.id, phase: "requested", needed: 2 });
    await expect(grant(execution, lou)).rejects.toMatchObject({ code: "approval.not_asked" });
    const half = await grant(execution, sam);
    expect(current(half).approval?.grants).toMatchObject([{ by: { name: "Sam" } }]);
    await expect(grant(half, sam)).rejects.toMatchObject({ code: "approval.already_granted" });
    expect(existsSync(join(folder, "two-people"))).toBe(false);
    await grant(half, kim);
    await until(execution.id, ({ phase }) => phase === "completed");
    const kept = await client.getApproval({ parameters: { approvalId: open.items[0]?.id ?? "" } });
    expect(kept).toMatchObject({ phase: "granted", decidedBy: { name: "Kim" } });
    expect(kept.grants.map(({ by }) => by.name)).toEqual(["Sam", "Kim"]);
    await expect(grant(half, lou)).rejects.toMatchObject({
      code: "approval.already_decided",
      detail: expect.stringContaining("granted by Kim"),
    });
  });

  it("asks again at once where an answer comes too late by a clock that was set forward", async () => {
    const { id, ...begun } = await start(page(["echo late"]));
    const { digest } = current({ id, ...begun }).approval ?? { digest: "" };
    const parameters = { executionId: id, stepId: current({ id, ...begun }).id };
    aheadMs = 3_600_000;
    try {
      const answer = client.decideApproval({ parameters, body: { type: "grant", digest } });
      await expect(answer).rejects.toMatchObject({ code: "approval.expired" });
      const after = await client.getExecution({ parameters: { executionId: id } });
      expect(after.phase).toBe("manual_intervention");
      expect(current(after).code).toBe("approval.expired");
      await client.commandStep({ parameters, body: { type: "retry" } });
      expect(current(await client.getExecution({ parameters: { executionId: id } })).approval).toBeDefined();
    } finally {
      aheadMs = 0;
    }
  });
});
