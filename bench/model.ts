import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { createRedactor } from "@steadyhand/core/redaction";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import { type Model, memoryAnswers, memoryUsage, openModel, readModelConfig } from "@steadyhand/model";
import { parseRunbook } from "@steadyhand/parser";
import { benchCommands } from "./commands.ts";
import { median, percentile, print } from "./figure.ts";
import { runbookText } from "./runbook-text.ts";

const delayMs = 300;
const steps = 30;
const rounds = 40;
const tenantId = "ten_bench";
const commands = benchCommands(undefined);

type Texts = readonly string[];

/** 30 commands judged at once by a model of fixed delay: what our pipeline adds, beside bare `fetch` of the same bytes. */
export async function benchModel(): Promise<void> {
  const worker = new Worker(new URL("./fake-model.ts", import.meta.url), { workerData: { delayMs } });
  const [baseUrl] = (await once(worker, "message")) as [string];
  const model = open(baseUrl);
  const added = { ours: [] as number[], withExtraction: [] as number[], bare: [] as number[] };
  const measure = async (work: () => Promise<unknown>): Promise<number> => {
    const wholeMs = await timed(work);
    worker.postMessage("slowest");
    const [slowestMs] = (await once(worker, "message")) as [number];
    return wholeMs - slowestMs;
  };
  try {
    for (let round = -3; round < rounds; round++) {
      const [first, second, third] = ["a", "b", "c"].map((name) => commandsOf(`${name}${round}`)) as [
        Texts,
        Texts,
        Texts,
      ];
      const page = pageOf(round);
      const ours = await measure(() => askAll(model, first));
      const withExtraction = await measure(() => Promise.all([askAll(model, second), extract(model, page)]));
      const bare = await measure(() => bareFetch(baseUrl, third));
      if (round < 0) continue; // the first rounds open connections and warm up
      added.ours.push(ours);
      added.withExtraction.push(withExtraction);
      added.bare.push(bare);
    }
  } finally {
    await model.close();
    await worker.terminate();
  }
  report(added);
}

function report(added: Readonly<Record<"ours" | "withExtraction" | "bare", readonly number[]>>): void {
  const note = `${steps} commands at once, less the model's slowest single answer (${delayMs} ms, on a thread of its own), ${rounds} rounds`;
  for (const [name, values] of [
    ["model.added", added.ours],
    ["model.added_with_extraction", added.withExtraction],
  ] as const) {
    const p95 = percentile(values, 0.95);
    print({ name: `${name}.p50`, value: median(values), unit: "ms", note });
    print({ name: `${name}.p95`, value: p95, unit: "ms", aim: "<= 50 ms", met: p95 <= 50, note });
  }
  const bare = "the same requests by bare fetch and JSON.parse, in the same rounds";
  print({ name: "model.added_by_bare_fetch.p50", value: median(added.bare), unit: "ms", note: bare });
  print({ name: "model.added_by_bare_fetch.p95", value: percentile(added.bare, 0.95), unit: "ms", note: bare });
  const toBare = median(added.ours) / median(added.bare);
  print({ name: "model.added_to_bare_fetch", value: toBare, unit: "x", note: `medians, to ${bare}` });
}

function open(baseUrl: string): Model {
  const task = { provider: "fake", model: "any", timeoutMs: 10_000 };
  const redactor = createRedactor({ learned: [] });
  return openModel({
    config: readModelConfig({
      text: JSON.stringify({
        providers: { fake: { kind: "anthropic", baseUrl } },
        tasks: { second_key: task, extraction: task },
        budget: { tokensPerDay: 1e12 },
      }),
      env: {},
      readFile: (path) => {
        throw new Error(`${path} is not read`);
      },
    }),
    redact: (text) => redactor.redact(text),
    clock: {
      now: () => new Date(),
      at(time, run) {
        const timer = setTimeout(run, time.getTime() - Date.now());
        return () => clearTimeout(timer);
      },
    },
    random: Math.random,
    answers: memoryAnswers(),
    usage: memoryUsage(),
    log: { info() {}, error: (fields, message) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`) },
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  await sleep(20); // nothing of the contestant before
  const startedAt = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - startedAt) / 1e6;
}

/** Every round has commands of its own: a kept answer would cost nothing. */
function commandsOf(round: string): Texts {
  return Array.from({ length: steps }, (_, i) => `${commands[i % commands.length]?.command} # ${round} ${i}`);
}

async function askAll(model: Model, texts: Texts): Promise<void> {
  const answers = await Promise.all(texts.map((text) => model.ask({ tenantId, text, dialect: "shell" })));
  const absent = answers.find(({ state }) => state === "absent");
  if (absent !== undefined) throw new Error(`the model was absent: ${absent.reason}`);
}

function pageOf(round: number): ParsedRunbook {
  const read = parseRunbook(`${runbookText()}\n\nRound ${round}.\n`);
  if (!read.ok) throw new Error(read.refusal.message);
  return read.runbook;
}

async function extract(model: Model, runbook: ParsedRunbook): Promise<void> {
  const extraction = await model.extract({ tenantId, runbook });
  if (extraction.state === "absent") throw new Error(`the model was absent: ${extraction.reason}`);
}

/** What a program without any care would do: send, wait, parse. */
async function bareFetch(baseUrl: string, texts: Texts): Promise<void> {
  await Promise.all(
    texts.map(async (command) => {
      const response = await fetch(`${baseUrl}/messages`, {
        method: "POST",
        headers: { "content-type": "application/json", "anthropic-version": "2023-06-01" },
        body: JSON.stringify({
          model: "any",
          max_tokens: 1024,
          system: "x".repeat(3000),
          messages: [{ role: "user", content: `COMMAND-\n${command}` }],
        }),
      });
      const { content } = (await response.json()) as { readonly content: readonly { readonly text?: string }[] };
      JSON.parse(content.at(-1)?.text ?? "");
    }),
  );
}
