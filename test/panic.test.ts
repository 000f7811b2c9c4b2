import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@steadyhand/client/node";
import { describe, expect, it } from "vitest";
import { startRedis } from "../packages/redis/test/redis-server.ts";
import { openChaosDatabase } from "./chaos/database.ts";
import { type ServerProcess, startServer, temporaryFolder } from "./running/server-process.ts";

async function eventually<Value>(
  what: string,
  look: () => Value | undefined | Promise<Value | undefined>,
): Promise<Value> {
  const until = Date.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`It never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function stateOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.charAt(stat.lastIndexOf(")") + 2);
  } catch {
    // It ended.
    return "gone";
  }
}

/** A step that runs for ever, and the number of its process. */
async function startRunning(client: Client, folder: string, name: string): Promise<number> {
  const file = join(folder, name);
  const text = `# Run\n\n1. Run:\n\n   \`\`\`sh\n   echo $$ > ${file}; while true; do sleep 1; done\n   \`\`\`\n`;
  const { runbook } = await client.importRunbook({ body: { text } });
  const execution = await client.startExecution({
    body: { runbookId: runbook.id, environment: "development", subject: name },
  });
  const [step] = execution.steps;
  await client.decideApproval({
    parameters: { executionId: execution.id, stepId: step?.id ?? "" },
    body: { type: "grant", digest: step?.approval?.digest ?? "", typedTarget: hostname() },
  });
  return eventually("it runs", () => (existsSync(file) ? Number(readFileSync(file, "utf8")) || undefined : undefined));
}

const isOn = async (client: Client) => (await client.getPanic()).press;

/** Nothing that panic has paused may outlive a test. */
async function killAll(client: Client): Promise<void> {
  await client.pressPanic({ body: { kill: true } });
}

describe("panic on one server", { timeout: 180_000 }, () => {
  it("holds through kill -9 and a lost flag file, and what it paused stays paused", async () => {
    const data = temporaryFolder("panic");
    let server = await startServer(data.path);
    try {
      const pid = await startRunning(server.client, data.path, "pid");
      await server.client.pressPanic({ body: { reason: "before the crash" } });
      expect(stateOf(pid)).toBe("T");
      await eventually("it is stored", async () => (await server.client.getPanic()).record === "stored" || undefined);
      for (const isFileLost of [false, true]) {
        await server.kill();
        expect(stateOf(pid)).toBe("T");
        if (isFileLost) rmSync(join(data.path, "PANIC"));
        server = await startServer(data.path);
        expect(await isOn(server.client)).toMatchObject({ reason: "before the crash" });
        const view = await eventually("it is seen stopped", async () => {
          const now = await server.client.getPanic();
          return now.runs.some(({ processes }) => processes > 0) ? now : undefined;
        });
        expect(view.stop).toBe("stopped");
        expect(stateOf(pid)).toBe("T");
      }
      await killAll(server.client);
      expect(stateOf(pid)).toMatch(/gone|Z/);
    } finally {
      await server.stop();
      data.remove();
    }
  });

  it("is found by a start whose file somebody made while no server ran", async () => {
    const data = temporaryFolder("panic");
    writeFileSync(join(data.path, "PANIC"), "");
    const server = await startServer(data.path);
    try {
      expect(await isOn(server.client)).toMatchObject({ by: { kind: "system" } });
    } finally {
      await server.stop();
      data.remove();
    }
  });
});

describe("panic on three servers", { timeout: 300_000 }, () => {
  it("reaches all of them with Redis stopped and the database frozen, and ends on all of them", async () => {
    const home = temporaryFolder("panic-nodes");
    const database = await openChaosDatabase(home.path);
    const redis = await startRedis();
    const servers: ServerProcess[] = [];
    const work = join(home.path, "work");
    mkdirSync(work);
    try {
      for (const name of ["a", "b", "c"]) {
        const env = {
          ...{ DATABASE_URL: database.url, STEADYHAND_REDIS: redis.url, STEADYHAND_NODE: name },
          STEADYHAND_MASTER_KEY_FILE: join(home.path, "master.key"),
        };
        servers.push(await startServer(join(home.path, name), env));
      }
      const [a, b, c] = servers.map(({ client }) => client) as [Client, Client, Client];
      // The second person: whoever is added after the press cannot end it.
      const { url } = await a.addPerson({ body: { name: "Kim" } });
      const [baseUrl = "", key = ""] = url.split("/#key=");
      const pids = await Promise.all([a, b, c].map((client, index) => startRunning(client, work, `pid-${index}`)));
      await eventually("they know each other", async () => {
        const { parts } = await a.drillPanic();
        return ["b", "c"].every((name) => parts.some(({ part, ok }) => part === name && ok)) || undefined;
      });
      const postmaster = Number(
        readFileSync(join(home.path, "postgres", "cluster", "postmaster.pid"), "utf8").split("\n")[0],
      );
      signalTree(postmaster, "SIGSTOP");
      redis.freeze();
      const startedAt = performance.now();
      const view = await a.pressPanic({ body: { reason: "everything hangs" } });
      expect(performance.now() - startedAt).toBeLessThan(1500);
      await eventually("every process is stopped", () => pids.every((pid) => stateOf(pid) === "T") || undefined);
      expect(view.nodes.map(({ name }) => name).toSorted()).toEqual(["a", "b", "c"]);
      await eventually("each node is seen stopped", async () => {
        const { nodes } = await a.getPanic();
        return nodes.every(({ state }) => state === "stopped") || undefined;
      });
      redis.thaw();
      signalTree(postmaster, "SIGCONT");
      await eventually("it is stored", async () => (await a.getPanic()).record === "stored" || undefined);

      // A node that does not answer is shown so.
      process.kill(servers[2]?.pid ?? 0, "SIGSTOP");
      await eventually("it is unconfirmed", async () => {
        const { nodes, stop } = await a.getPanic();
        return (stop === "unconfirmed" && nodes.find(({ name }) => name === "c")?.state === "unconfirmed") || undefined;
      });
      process.kill(servers[2]?.pid ?? 0, "SIGCONT");
      await eventually("it has answered", async () => (await a.getPanic()).stop === "stopped" || undefined);

      await killAll(a);
      await eventually("all is gone", () => pids.every((pid) => /gone|Z/.test(stateOf(pid))) || undefined);
      await a.askResume({ body: { reason: "over" } });
      await createClient({ baseUrl, key }).confirmResume();
      await eventually("it is over everywhere", async () => {
        const on = await Promise.all([a, b, c].map(isOn));
        return on.every((press) => press === undefined) || undefined;
      });
    } finally {
      for (const server of servers) await server.stop();
      await redis.close();
      await database.close();
      home.remove();
    }
  });
});

function signalTree(pid: number, signal: "SIGSTOP" | "SIGCONT"): void {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  for (const each of [pid, ...children]) {
    try {
      process.kill(each, signal);
    } catch {
      // It ended meanwhile.
    }
  }
}
