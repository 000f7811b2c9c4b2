import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExecutionWire, StepWire } from "@steadyhand/api";
import { ApiProblem, type Client } from "@steadyhand/client/node";
import { describe, expect, it } from "vitest";
import { type ServerProcess, startServer, temporaryFolder } from "./running/server-process.ts";

const kills = Number(process.env.STEADYHAND_TEST_KILLS ?? 200);
const atOnce = 4;
const stepCount = 6;

/** Each step changes something exactly once: it adds a line of its own to a file. */
function runbook(folder: string): string {
  const line = (step: number) => `sleep 0.0${step % 4}; echo <run>-${step} >> ${folder}/<run>`;
  const steps = Array.from({ length: stepCount }, (_, index) => line(index + 1));
  return `# Change something, step by step\n\n\`\`\`bash\n${steps.join("\n")}\n\`\`\`\n`;
}

/** How often each step of a run has really happened. */
function happened(folder: string, run: string): number[] {
  let lines: string[] = [];
  try {
    lines = readFileSync(join(folder, run), "utf8").trim().split("\n");
  } catch {
    // No step of it has happened yet.
  }
  return Array.from({ length: stepCount }, (_, index) => lines.filter((line) => line === `${run}-${index + 1}`).length);
}

/** A person who approves what is asked, and looks at the target before answering what nobody knows. */
async function act(client: Client, execution: ExecutionWire, folder: string): Promise<string> {
  const step = execution.steps.find(({ isCurrent }) => isCurrent);
  if (step === undefined) return "nothing";
  const parameters = { executionId: execution.id, stepId: step.id };
  if (step.approval) {
    const { digest, targetName } = step.approval;
    await client.decideApproval({ parameters, body: { type: "grant", digest, typedTarget: targetName } });
    return "approved";
  }
  if (execution.phase !== "manual_intervention") return "nothing";
  // Evidence first: what a person is told must be there to read.
  expect(step.why).toBeTruthy();
  const count = happened(folder, execution.values.run ?? "")[execution.steps.indexOf(step)];
  const body = count === 1 ? ({ type: "done", note: "it has happened" } as const) : ({ type: "retry" } as const);
  await client.commandStep({ parameters, body });
  return `${step.code ?? step.phase} ${body.type}`;
}

describe("a server that is killed at any moment", () => {
  it(`runs no step twice and loses none, over ${kills} kills`, { timeout: 1_200_000 }, async () => {
    const data = temporaryFolder("crash");
    const marks = join(data.path, "marks");
    mkdirSync(marks);
    let server: ServerProcess | undefined;
    const open = new Set<string>();
    const ended = new Map<string, ExecutionWire>();
    const answers: Record<string, number> = {};
    let runs = 0;
    let runbookId = "";
    const answered = () => Object.values(answers).reduce((sum, count) => sum + count, 0) - (answers.nothing ?? 0);

    /** One round of looking and answering. A cut connection is what the test is about: the next round asks again. */
    async function round(client: Client): Promise<void> {
      if (runbookId === "") {
        runbookId = (await client.importRunbook({ body: { text: runbook(marks) } })).runbook.id;
      }
      while (open.size < atOnce) {
        runs += 1;
        const body = { runbookId, environment: "development", values: { run: `r${runs}` } } as const;
        open.add((await client.startExecution({ body })).id);
      }
      await Promise.all([...open].map((executionId) => visit(client, executionId)));
    }

    async function visit(client: Client, executionId: string): Promise<void> {
      const execution = await client.getExecution({ parameters: { executionId } });
      check(execution, marks);
      if (execution.phase === "completed") {
        ended.set(executionId, execution);
        open.delete(executionId);
        return;
      }
      try {
        const answer = await act(client, execution, marks);
        answers[answer] = (answers[answer] ?? 0) + 1;
      } catch (error) {
        // The step moved between the look and the answer: the next round sees it anew.
        if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
      }
    }

    try {
      for (let kill = 0; kill < kills; kill++) {
        server = await startServer(data.path);
        const { client } = server;
        // It is killed while it works: after some answers of this life, at a random moment.
        const enough = answered() + 1 + Math.floor(Math.random() * 6);
        while (answered() < enough) await round(client);
        const dead = killAfter(server, Math.random() * 40);
        let isAlive = true;
        void dead.then(() => {
          isAlive = false;
        });
        while (isAlive) await round(client).catch(unlessCut);
        await dead;
      }
      server = await startServer(data.path);
      const { client } = server;
      while (open.size > 0) for (const executionId of [...open]) await visit(client, executionId);

      for (const execution of ended.values()) {
        expect(happened(marks, execution.values.run ?? "")).toEqual(Array(stepCount).fill(1));
      }
      expect(ended.size).toBeGreaterThanOrEqual(atOnce);
      expect(await client.verifyLedger()).toMatchObject({ ok: true });
      console.info(`${kills} kills, ${ended.size} executions completed, answers: ${JSON.stringify(answers)}`);
    } finally {
      await server?.stop();
      data.remove();
    }
  });
});

/** No mutating step ran twice, and what is recorded as verified has really happened. */
function check(execution: ExecutionWire, marks: string): void {
  const counts = happened(marks, execution.values.run ?? "");
  for (const count of counts) expect(count).toBeLessThanOrEqual(1);
  execution.steps.forEach(({ phase }: StepWire, index) => {
    if (phase === "succeeded") expect(counts[index]).toBe(1);
    // No step here fails by itself: one that is said to have failed is said not to have run.
    if (phase === "failed") expect(counts[index]).toBe(0);
  });
}

/** A cut connection is what the test is about; a claim that does not hold is not. */
function unlessCut(error: unknown): void {
  if (error instanceof Error && error.name === "AssertionError") throw error;
}

/** Waits a random while, as crashes do, and kills. */
async function killAfter(server: ServerProcess, waitMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  await server.kill();
}
