import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiProblem, type Client, createClient } from "@steadyhand/client/node";
import { startRedis } from "../packages/redis/test/redis-server.ts";
import { openChaosDatabase } from "../test/chaos/database.ts";
import { startServer } from "../test/running/server-process.ts";
import { percentile, print } from "./figure.ts";

const nodes = 3;
const commands = 50;
const aimMs = 100;

type Trouble = "nothing" | "database frozen" | "redis stopped" | "every command floods";

/**
 * 50 running commands over 3 server processes on one PostgreSQL and one Redis, and then panic. An observer of its own, which
 * knows the process groups and nothing else, looks in /proc until each of them is stopped.
 */
export async function benchPanic(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "steadyhand-panic-bench-"));
  const database = await openChaosDatabase(home);
  const redis = await startRedis();
  const env = {
    DATABASE_URL: database.url,
    STEADYHAND_MASTER_KEY_FILE: join(home, "master.key"),
    STEADYHAND_REDIS: redis.url,
    STEADYHAND_PANIC_FILE: join(home, "PANIC"),
  };
  const servers = [];
  try {
    for (let node = 0; node < nodes; node++) {
      servers.push(await startServer(join(home, `node-${node}`), { ...env, STEADYHAND_NODE: `node-${node}` }));
    }
    const clients = servers.map(({ client }) => client);
    const troubles: Trouble[] = ["nothing", "database frozen", "redis stopped", "every command floods"];
    for (const trouble of troubles) {
      const postmaster = Number(
        readFileSync(join(home, "postgres", "cluster", "postmaster.pid"), "utf8").split("\n")[0],
      );
      await measure(trouble, { clients, urls: servers.map(({ url }) => url), home, postmaster, redis });
    }
  } finally {
    for (const server of servers) await server.stop();
    await redis.close();
    await database.close();
    rmSync(home, { recursive: true, force: true });
  }
}

interface Setting {
  readonly clients: readonly Client[];
  readonly urls: readonly string[];
  readonly home: string;
  readonly postmaster: number;
  readonly redis: { freeze(): void; thaw(): void };
}

async function measure(trouble: Trouble, setting: Setting): Promise<void> {
  const { clients, home, postmaster, redis } = setting;
  const all: number[] = [];
  const slowest: number[] = [];
  const answers: number[] = [];
  let unconfirmed = 0;
  const rounds = 3;
  for (let round = 0; round < rounds; round++) {
    const folder = mkdtempSync(join(home, "groups-"));
    const second = await startCommands(setting, folder, trouble === "every command floods");
    const groups = readdirSync(folder).map((name) => Number(readFileSync(join(folder, name), "utf8")));
    if (trouble === "database frozen") signalTree(postmaster, "SIGSTOP");
    if (trouble === "redis stopped") redis.freeze();
    const observer = await startObserver(groups);
    const [first] = clients;
    if (first === undefined) throw new TypeError("there is a server");
    const pressedAt = now();
    const view = await first.pressPanic({ body: { reason: trouble } });
    answers.push(now() - pressedAt);
    const seen = await observer.seen;
    all.push(...seen.map((at) => at - pressedAt));
    slowest.push(Math.max(...seen) - pressedAt);
    unconfirmed += view.nodes.filter(({ state }) => state !== "stopped").length;
    if (trouble === "database frozen") signalTree(postmaster, "SIGCONT");
    if (trouble === "redis stopped") redis.thaw();
    await liftAfterKill(clients, second);
  }
  const name = `panic.${trouble.replaceAll(" ", "_")}`;
  const p99 = percentile(all, 0.99);
  const note = `${all.length} process groups over ${nodes} nodes, each seen in state T from outside`;
  print({ name: `${name}.p50`, value: percentile(all, 0.5), unit: "ms", note });
  print({ name: `${name}.p99`, value: p99, unit: "ms", aim: `<= ${aimMs} ms`, met: p99 <= aimMs, note });
  print({
    name: `${name}.all_50`,
    value: percentile(slowest, 0.5),
    unit: "ms",
    note: "until the last of 50, median of rounds",
  });
  const left = commands * rounds - all.length;
  print({ name: `${name}.left_running`, value: left, unit: "groups", aim: "0", met: left === 0 });
  print({
    name: `${name}.answer`,
    value: Math.max(...answers),
    unit: "ms",
    aim: "<= 1000 ms",
    met: Math.max(...answers) <= 1000,
    note: `the table; ${unconfirmed} nodes not yet confirmed in it`,
  });
}

const text = (folder: string, isFlood: boolean) => {
  const go = isFlood ? 'yes "a line that says nothing at all, again and again"' : "while true; do sleep 1; done";
  return `# Run\n\n1. Run:\n\n   \`\`\`sh\n   echo $$ > ${folder}/.$$ && mv ${folder}/.$$ ${folder}/$$; ${go}\n   \`\`\`\n`;
};

/** Resolves once all of them run, with a client of one of those who granted them. */
async function startCommands({ clients, urls }: Setting, folder: string, isFlood: boolean): Promise<Client> {
  const [first] = clients;
  const { runbook } = (await first?.importRunbook({ body: { text: text(folder, isFlood) } })) ?? {};
  const people = new Map<number, string>();
  for (let index = 0; index < commands; index++) {
    // Whoever grants more than 20 in an hour is slowed down, and rightly so.
    const who = Math.floor(index / 10);
    const added = people.get(who) ?? (await first?.addPerson({ body: { name: `Person ${who}` } }))?.key ?? "";
    people.set(who, added);
    const url = urls[index % urls.length];
    if (url === undefined || runbook === undefined) throw new TypeError("there is a server");
    const client = createClient({ baseUrl: new URL(url).origin, key: added });
    await untilTaken(() => startOne(client, runbook.id));
  }
  await until(() => readdirSync(folder).filter((name) => !name.startsWith(".")).length === commands);
  return createClient({ baseUrl: new URL(urls[0] ?? "").origin, key: people.get(0) ?? "" });
}

/** After the database stood still a server takes its lease anew, and says so meanwhile. */
async function untilTaken(ask: () => Promise<void>): Promise<void> {
  const limit = now() + 30_000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ApiProblem && error.status === 503) || now() > limit) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

let started = 0;

async function startOne(client: Client, runbookId: string): Promise<void> {
  const subject = `bench-${++started}`;
  const execution = await client.startExecution({ body: { runbookId, environment: "development", subject } });
  const [step] = execution.steps;
  await client.decideApproval({
    parameters: { executionId: execution.id, stepId: step?.id ?? "" },
    body: { type: "grant", digest: step?.approval?.digest ?? "", typedTarget: execution.targetName },
  });
}

/** A process of its own, so that neither a busy server nor this one can make it look late or early. */
async function startObserver(groups: readonly number[]): Promise<{ readonly seen: Promise<number[]> }> {
  const script = new URL("./panic-observer.ts", import.meta.url).pathname;
  const child: ChildProcess = spawn(process.execPath, [script, JSON.stringify(groups)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  const ready = Promise.withResolvers<void>();
  const ended = new Promise<number[]>((resolve, reject) => {
    child.stdout?.on("data", (bytes: Buffer) => {
      said += bytes.toString();
      if (said.includes("ready\n")) ready.resolve();
    });
    child.on("exit", () => {
      const line = said.split("\n").find((each) => each.startsWith("["));
      if (line === undefined) reject(new Error("the observer said nothing"));
      else resolve(JSON.parse(line));
    });
  });
  await ready.promise;
  return { seen: ended };
}

/** Ends what was stopped, and then two people end the panic. Nobody is a second person who came after the press. */
async function liftAfterKill(clients: readonly Client[], second: Client): Promise<void> {
  const [owner] = clients;
  if (owner === undefined) throw new TypeError("there is a server");
  await owner.pressPanic({ body: { kill: true } });
  await until(async () => (await owner.getPanic()).record === "stored");
  await owner.askResume({ body: { reason: "the next round" } });
  await second.confirmResume();
  await until(async () =>
    (await Promise.all(clients.map((client) => client.getPanic()))).every(
      ({ press, startsRefused }) => !press && !startsRefused,
    ),
  );
}

function signalTree(pid: number, signal: "SIGSTOP" | "SIGCONT"): void {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  for (const each of [pid, ...children]) if (existsSync(`/proc/${each}`)) process.kill(each, signal);
}

/** The machine's clock, which the observer reads too. */
const now = () => performance.timeOrigin + performance.now();

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const limit = now() + 60_000;
  while (!(await isSo())) {
    if (now() > limit) throw new Error("the bench waited for a minute");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
