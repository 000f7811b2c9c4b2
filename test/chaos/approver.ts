import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExecutionWire, StepWire } from "@steadyhand/api";
import { ApiProblem, type Client, createClient } from "@steadyhand/client/node";
import type { Random } from "../../scripts/fuzz/random.ts";
import type { ServerProcess } from "../running/server-process.ts";

/** Whoever waves through more than this within an hour is slowed down: then it is the next one's turn. */
const grantsOfOne = 18;
const answerWithinMs = 4_000;

/** Runs that people start and answer, over whichever server answers, and what has really happened of each step. */
export interface People {
  /** Starts new runs until there are so many open. */
  fill(open: number): Promise<void>;
  /** Looks at every open run and answers what is asked. */
  round(): Promise<void>;
  readonly open: ReadonlySet<string>;
  readonly completed: ReadonlyMap<string, ExecutionWire>;
  readonly answers: Readonly<Record<string, number>>;
  /** Where each open run stands, for whoever looks for why. */
  sayOpen(): Promise<string>;
  /** How often each step of a run has happened. */
  happened(run: string): number[];
}

export function createPeople(options: {
  readonly cluster: { living(): readonly { readonly server: ServerProcess }[] };
  readonly marks: string;
  readonly steps: number;
  readonly random: Random;
}): People {
  const { cluster, marks, steps, random } = options;
  const open = new Set<string>();
  const completed = new Map<string, ExecutionWire>();
  const answers: Record<string, number> = {};
  let runs = 0;
  let people = 0;
  let runbookId: string | undefined;
  let approver: { readonly key: string; left: number } | undefined;

  /** Each step changes something exactly once: it adds a line of its own to a file. */
  function runbook(): string {
    const line = (step: number) => `sleep 0.${step % 3}${step % 5}; echo <run>-${step} >> ${marks}/<run>`;
    const lines = Array.from({ length: steps }, (_, index) => line(index + 1));
    return `# Change something, step by step\n\n\`\`\`bash\n${lines.join("\n")}\n\`\`\`\n`;
  }

  function anyServer() {
    const living = cluster.living();
    return living.length === 0 ? undefined : random.pick(living).server;
  }

  /** A new person, made by the owner of any server that answers. */
  async function newPerson(): Promise<string> {
    people += 1;
    const server = anyServer();
    if (server === undefined) throw new Error("no server lives");
    return (await within(server.client.addPerson({ body: { name: `Person ${people}` } }))).key;
  }

  function as(key: string): Client {
    const server = anyServer();
    if (server === undefined) throw new Error("no server lives");
    return createClient({ baseUrl: new URL(server.url).origin, key });
  }

  async function approverKey(): Promise<string> {
    if (approver === undefined || approver.left === 0) approver = { key: await newPerson(), left: grantsOfOne };
    return approver.key;
  }

  /** The runbook, trusted as far as its level and the policy allow. */
  async function trusted(text: string): Promise<string> {
    const client = anyServer()?.client;
    if (client === undefined) throw new Error("no server lives");
    const { runbook } = await within(client.importRunbook({ body: { text } }));
    const parameters = { runbookId: runbook.id };
    await within(client.setTrust({ parameters, body: { trust: 2, why: "it only writes lines into a file" } }));
    return runbook.id;
  }

  async function startOne(): Promise<void> {
    const key = await newPerson();
    const text = runbook();
    runbookId ??= await trusted(text);
    runs += 1;
    const run = `r${runs}`;
    const body = {
      runbookId,
      environment: "lab",
      // Half of the runs ask before each step; the other half goes on by itself where the policy lets it.
      level: runs % 2 === 0 ? 2 : 4,
      values: { run },
      subject: run,
      idempotencyKey: `chaos-run-${run}`,
    } as const;
    for (let tries = 1; ; tries++) {
      try {
        open.add((await within(as(key).startExecution({ body }))).id);
        return;
      } catch (error) {
        // It may have been stored all the same: the same key again gives the one there is.
        if (tries === 20 || isRefusal(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  }

  async function visit(executionId: string): Promise<void> {
    const server = anyServer();
    if (server === undefined) return;
    const execution = await within(server.client.getExecution({ parameters: { executionId } }));
    check(execution);
    if (execution.phase === "completed") {
      completed.set(executionId, execution);
      open.delete(executionId);
      return;
    }
    try {
      const answer = await act(execution);
      answers[answer] = (answers[answer] ?? 0) + 1;
    } catch (error) {
      // The step moved between the look and the answer: the next round sees it anew.
      if (!isRefusal(error)) throw error;
      answers[`refused: ${error.code}`] = (answers[`refused: ${error.code}`] ?? 0) + 1;
    }
  }

  /** A person who approves what is asked, and looks at the target before answering what nobody knows. */
  async function act(execution: ExecutionWire): Promise<string> {
    const step = execution.steps.find(({ isCurrent }) => isCurrent);
    if (step === undefined) return "nothing";
    const parameters = { executionId: execution.id, stepId: step.id };
    if (step.approval) {
      const key = await approverKey();
      if (approver) approver.left -= 1;
      const { digest, targetName } = step.approval;
      const body = { type: "grant", digest, typedTarget: targetName } as const;
      await within(as(key).decideApproval({ parameters, body }));
      return "approved";
    }
    if (execution.phase === "paused") {
      // A step that could not be started again and again pauses its run, until a person lets it go on.
      const body = { type: "resume" } as const;
      await within(as(await approverKey()).commandExecution({ parameters: { executionId: execution.id }, body }));
      return "resumed";
    }
    if (execution.phase !== "manual_intervention") return "nothing";
    // Evidence first: what a person is told must be there to read.
    if (!step.why)
      throw new BrokenPromise(`step ${step.number} of ${execution.id} needs a person and does not say why`);
    const count = happened(execution.values.run ?? "")[execution.steps.indexOf(step)];
    const body = count === 1 ? ({ type: "done", note: "it has happened" } as const) : ({ type: "retry" } as const);
    await within(as(await approverKey()).commandStep({ parameters, body }));
    return `${step.code ?? step.phase} ${body.type}`;
  }

  function happened(run: string): number[] {
    let lines: string[] = [];
    try {
      lines = readFileSync(join(marks, run), "utf8").trim().split("\n");
    } catch {
      // No step of it has happened yet.
    }
    return Array.from({ length: steps }, (_, at) => lines.filter((line) => line === `${run}-${at + 1}`).length);
  }

  /** No step ran twice, and what is recorded as verified has really happened. */
  function check(execution: ExecutionWire): void {
    const run = execution.values.run ?? "";
    const counts = happened(run);
    execution.steps.forEach(({ phase, number }: StepWire, at) => {
      const count = counts[at] ?? 0;
      if (count > 1) throw new BrokenPromise(`step ${number} of ${run} ran ${count} times`);
      if (phase === "succeeded" && count !== 1) throw new BrokenPromise(`step ${number} of ${run} is lost`);
      // No step here fails by itself: one that is said to have failed is said not to have run.
      if (phase === "failed" && count !== 0) throw new BrokenPromise(`step ${number} of ${run} ran, and failed`);
    });
  }

  return {
    async fill(wanted) {
      for (let missing = wanted - open.size; missing > 0; missing--) await startOne().catch(unlessCut);
    },
    async round() {
      const waiting = [...open];
      const workers = Array.from({ length: 6 }, async () => {
        for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) await visit(id).catch(unlessCut);
      });
      await Promise.all(workers);
    },
    async sayOpen() {
      const lines = [...open].map(async (executionId) => {
        const execution = await anyServer()?.client.getExecution({ parameters: { executionId } });
        const step = execution?.steps.find(({ isCurrent }) => isCurrent);
        return `${executionId} is ${execution?.phase}, step ${step?.number} ${step?.phase} ${step?.code ?? ""} ${step?.why ?? ""}`;
      });
      return `${(await Promise.all(lines)).join("; ")}; answers: ${JSON.stringify(answers)}`;
    },
    open,
    completed,
    answers,
    happened,
  };
}

/** What must never be: a step that ran twice, or one that is said to have run and has not. */
export class BrokenPromise extends Error {}

/** A server that stands still answers nobody: the next round asks another. */
async function within<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("it did not answer in time")), answerWithinMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Cut connections are what this is about; a promise that was broken is not. */
export function unlessCut(error: unknown): void {
  if (error instanceof BrokenPromise || isRefusal(error)) throw error;
}

/** Whether a server that was reached said no. Without an answer the status is 0. */
function isRefusal(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && error.status > 0 && error.status < 500;
}
