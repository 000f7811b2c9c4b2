import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { getCompileCacheDir } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openEmbeddedPostgres } from "@steadyhand/postgres";
import type { Steadyhand } from "@steadyhand/server";
import { Client } from "pg";
import { median, percentile, print, ratio } from "./figure.ts";
import { newPerson, startRunbook, withHouse } from "./house.ts";

const steps = 20;
const command = (step: number) => `echo step-${step}`;
const runbook = (name: string) =>
  `# ${name}\n\n\`\`\`bash\n${Array.from({ length: steps }, (_, step) => command(step + 1)).join("\n")}\n\`\`\`\n`;

type Snapshot = Awaited<ReturnType<Steadyhand["services"]["engine"]["get"]>>;

/** Grants whatever the execution waits for; `undefined` when it waits for nothing. */
function openQuestion({ execution }: Snapshot) {
  for (const [stepId, step] of Object.entries(execution.steps)) {
    if (step.phase !== "awaiting_approval") continue;
    const { digest, targetName } = step.approval.request;
    return {
      type: "approve",
      stepId: stepId as keyof typeof execution.steps,
      digest,
      typedTarget: targetName,
    } as const;
  }
  return undefined;
}

/** One run of 20 steps, each approved as soon as it is asked about. Gives the whole time and each step's first byte. */
async function run(house: Steadyhand, started: Snapshot, name: string) {
  const { engine } = house.services;
  const person = await newPerson(house, name);
  const firstBytesMs: number[] = [];
  let approvedAt = 0n;
  let sawFirstByte = true;
  const startedAt = process.hrtime.bigint();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const approve = (snapshot: Snapshot) => {
    if (snapshot.execution.phase !== "running") return resolve();
    const question = openQuestion(snapshot);
    if (question === undefined) return;
    approvedAt = process.hrtime.bigint();
    sawFirstByte = false;
    engine.command(person, snapshot.execution.id, question).catch(reject);
  };
  const unwatch = engine.watch(person, started.execution.id, {
    changed: approve,
    output() {
      if (sawFirstByte) return;
      sawFirstByte = true;
      firstBytesMs.push(Number(process.hrtime.bigint() - approvedAt) / 1e6);
    },
  });
  approve(started);
  await promise;
  unwatch();
  return { wallMs: Number(process.hrtime.bigint() - startedAt) / 1e6, firstBytesMs };
}

/**
 * Approve to first byte, and a 20-step run beside the same steps spawned bare and played by Ansible. The limit is what must
 * happen between a yes and a first byte whoever does it: one row locked, looked at, written and committed, and one spawn.
 */
export async function benchExecution(): Promise<void> {
  await using transactions = await openBareTransactions();
  await withHouse(async (house) => {
    const firstBytesMs: number[] = [];
    const oursMs: number[] = [];
    const bareMs: number[] = [];
    const limitsMs: number[] = [];
    const medianFirstMs: number[] = [];
    const ansibleMs: number[] = [];
    const rounds = 12;
    for (let round = -2; round < rounds; round++) {
      const started = await startRunbook(house, runbook(`Round ${round + 3}`));
      const ours = await run(house, started, `person-${round + 3}`);
      const bare = await bareRun();
      const transaction = await transactions.run(steps);
      if (round < 0) continue;
      limitsMs.push(bare / steps + transaction);
      medianFirstMs.push(median(ours.firstBytesMs));
      oursMs.push(ours.wallMs / steps);
      bareMs.push(bare / steps);
      firstBytesMs.push(...ours.firstBytesMs);
      if (hasAnsible && round < 3) ansibleMs.push((await ansibleRun()) / steps);
    }
    const note = `approval durable before the spawn, ${firstBytesMs.length} steps`;
    const p50 = median(firstBytesMs);
    print({ name: "approve_to_first_byte.p50", value: p50, unit: "ms", aim: "<= 8 ms", met: p50 <= 8, note });
    print({ name: "approve_to_first_byte.p99", value: percentile(firstBytesMs, 0.99), unit: "ms", note });
    const limit = "one durable transaction in two flights and one bare spawn, in the same rounds";
    print({ name: "approve_to_first_byte.limit", value: median(limitsMs), unit: "ms", note: limit });
    print({ name: "approve_to_first_byte.vs_limit", value: ratio(medianFirstMs, limitsMs), unit: "ratio" });
    const perStep = median(oursMs);
    print({ name: "run.20_steps.per_step", value: perStep, unit: "ms", aim: "<= 6 ms", met: perStep <= 6 });
    print({
      name: "run.20_steps.bare_spawn.per_step",
      value: median(bareMs),
      unit: "ms",
      note: "the same steps, nothing else",
    });
    print({ name: "run.20_steps.vs_bare_spawn", value: ratio(oursMs, bareMs), unit: "ratio" });
    if (hasAnsible) {
      const note = "ansible-playbook, local connection, one play of shell tasks";
      print({ name: "run.20_steps.ansible.per_step", value: median(ansibleMs), unit: "ms", note });
      print({ name: "run.20_steps.vs_ansible", value: perStep / median(ansibleMs), unit: "ratio" });
    } else {
      process.stderr.write("ansible-playbook is not installed: not compared with\n");
    }
  });
}

/** Transactions that lock a row, then write it and one more and commit, as small as ours could ever be. */
async function openBareTransactions() {
  const folder = mkdtempSync(join(tmpdir(), "steadyhand-bench-"));
  const log = { info() {}, error: (fields: object, message: string) => console.error(message, fields) };
  const place = await openEmbeddedPostgres({ directory: join(folder, "postgres"), log });
  const client = new Client({ host: place.socketFolder, user: place.adminRole, database: "postgres", pipeline: true });
  await client.connect();
  await client.query("CREATE TABLE bench_state (id integer PRIMARY KEY, document text NOT NULL)");
  await client.query("CREATE TABLE bench_event (id bigint GENERATED ALWAYS AS IDENTITY, document text NOT NULL)");
  await client.query("INSERT INTO bench_state VALUES (1, '')");
  // Pseudo-random, so that the database cannot make it smaller than a real document.
  const document = Array.from({ length: 100 }, (_, index) => Math.sin(index).toString(36)).join("");
  return {
    /** Milliseconds of the middle one of `count`. */
    async run(count: number): Promise<number> {
      const each: number[] = [];
      for (let number = 0; number < count; number++) {
        const startedAt = process.hrtime.bigint();
        await Promise.all([
          client.query("BEGIN"),
          client.query("SELECT document FROM bench_state WHERE id = 1 FOR UPDATE"),
        ]);
        await Promise.all([
          client.query("UPDATE bench_state SET document = $1 WHERE id = 1", [document]),
          client.query("INSERT INTO bench_event (document) VALUES ($1)", [document]),
          client.query("COMMIT"),
        ]);
        each.push(Number(process.hrtime.bigint() - startedAt) / 1e6);
      }
      return median(each);
    },
    async [Symbol.asyncDispose]() {
      await client.end();
      await place.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** From a small process: spawning takes longer the more memory the parent holds, and this one holds the whole server. */
async function bareRun(): Promise<number> {
  const lines = Array.from({ length: steps }, (_, step) => command(step + 1)).join("\n");
  const script = fileURLToPath(new URL("./bare-spawn.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, lines], {
    env: { ...process.env, NODE_COMPILE_CACHE: getCompileCacheDir() },
  });
  return Number(stdout);
}

const hasAnsible = (() => {
  try {
    execFileSync("ansible-playbook", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

async function ansibleRun(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "steadyhand-ansible-"));
  const playbook = join(folder, "play.yml");
  const tasks = Array.from({ length: steps }, (_, step) => `    - shell: ${command(step + 1)}`).join("\n");
  writeFileSync(playbook, `- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n${tasks}\n`);
  const startedAt = process.hrtime.bigint();
  await promisify(execFile)("ansible-playbook", ["-i", "localhost,", playbook]);
  const wallMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
  rmSync(folder, { recursive: true, force: true });
  return wallMs;
}
