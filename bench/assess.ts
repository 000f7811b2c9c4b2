import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@steadyhand/client/node";
import { type FakeProvider, fakeOpenAi, type Received, verdict } from "@steadyhand/model/fake";
import { createLog, openSteadyhand } from "@steadyhand/server";
import { median, percentile, print } from "./figure.ts";

const steps = 30;
const rounds = 12;
/** What a single answer of the stand-in model takes. */
const answerMs = 300;

/** Parse, both keys and the model's additions for 30 steps over HTTP, on top of the model's slowest single answer. */
export async function benchAssess(): Promise<void> {
  const findings = JSON.stringify({ steps: [], variables: [], branches: [] });
  const model = await fakeOpenAi({
    delayMs: answerMs,
    judge: ({ user }) => ({ kind: "says", text: user.includes("PAGE-") ? findings : verdict("caution") }),
  });
  const folder = mkdtempSync(join(tmpdir(), "steadyhand-bench-"));
  configure(folder, model);
  const house = await openSteadyhand({
    ...{ dataFolder: folder, port: 0, env: { PATH: process.env.PATH, HOME: folder } },
    ...{ userName: "bench", machineName: "bench-1", workingDirectory: folder, log: createLog({ level: "error" }) },
  });
  try {
    const { socket } = await house.listen({ tcp: false });
    const client = createClient({ socketPath: socket });
    const overMs: number[] = [];
    const bareMs: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const asked = model.requests.length;
      const began = performance.now();
      await client.assessRunbook({ body: { text: textOf(round) } });
      const tookMs = performance.now() - began;
      const sent = model.requests.slice(asked);
      const bare = await sendBare(model, sent);
      // The first round also loads what speaks to the model.
      if (round === 0) continue;
      overMs.push(tookMs - answerMs);
      bareMs.push(bare - answerMs);
    }
    const most = percentile(overMs, 0.95);
    const [ours, theirs] = [overMs, bareMs].map((values) => median(values).toFixed(1));
    const note = `${steps} steps new to both keys and the model's additions, each answer ${answerMs} ms; p50 ${ours} ms, of the same requests by bare fetch ${theirs} ms`;
    print({ name: "assess.over_the_model_p95", value: most, unit: "ms", aim: "<= 100 ms", met: most <= 100, note });
  } finally {
    await house.close();
    await model.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same requests, all at once, by nothing but fetch: what the stand-in and the network take. */
async function sendBare({ baseUrl }: FakeProvider, sent: readonly Received[]): Promise<number> {
  const began = performance.now();
  await Promise.all(
    sent.map(async ({ path, raw }) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(new URL(path, baseUrl), { method: "POST", headers, body: raw });
      await response.json();
    }),
  );
  return performance.now() - began;
}

function configure(folder: string, { baseUrl }: FakeProvider): void {
  const task = { provider: "bench", model: "bench-1", concurrency: 2 * steps };
  const config = {
    providers: { bench: { kind: "openai-compatible", baseUrl } },
    tasks: { second_key: task, extraction: task },
  };
  writeFileSync(join(folder, "model.json"), JSON.stringify(config));
}

function textOf(round: number): string {
  const items = Array.from({ length: steps }, (_, n) => {
    return `${n + 1}. Look at number ${n}:\n\n   \`\`\`sh\n   kubectl get pod shop-${round}-${n} -n prod\n   \`\`\`\n`;
  });
  return `# The shop is slow\n\n${items.join("\n")}`;
}
