import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ExecutionWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ChaosNode, type Cluster, startCluster } from "./chaos/cluster.ts";
import { type ChaosDatabase, openChaosDatabase } from "./chaos/database.ts";
import { root, type ServerProcess, temporaryFolder } from "./running/server-process.ts";

const kills = 5;
const withinMs = 5_000;
const timeout = 240_000;

let runs = 0;

/** A run whose one step waits in the middle until it is told to go on, carried by `node`. */
async function runInTheMiddle(client: Client, folder: string) {
  runs += 1;
  const [mark, go] = [join(folder, `mark-${runs}`), join(folder, `go-${runs}`)];
  const command = `echo begun >> ${mark}; until [ -e ${go} ]; do sleep 0.02; done; echo done >> ${mark}`;
  const text = `# Change something\n\n\`\`\`bash\n${command}\n\`\`\`\n`;
  const { runbook } = await client.importRunbook({ body: { text } });
  const { id } = await client.startExecution({
    body: { runbookId: runbook.id, environment: "development", subject: `run-${runs}` },
  });
  const asked = await until(client, id, ({ steps }) => steps[0]?.approval !== undefined);
  const [step] = asked.steps;
  if (step?.approval === undefined) throw new TypeError("it was just asked about");
  await client.decideApproval({
    parameters: { executionId: id, stepId: step.id },
    body: { type: "grant", digest: step.approval.digest, typedTarget: hostname() },
  });
  await eventually("the step has begun", () => existsSync(mark));
  return { id, goOn: () => writeFileSync(go, ""), happened: () => readFileSync(mark, "utf8") };
}

async function until(client: Client, executionId: string, fits: (execution: ExecutionWire) => boolean) {
  let found: ExecutionWire | undefined;
  await eventually(`${executionId} fits`, async () => {
    found = await client.getExecution({ parameters: { executionId } });
    return fits(found);
  });
  if (found === undefined) throw new TypeError("it was just found");
  return found;
}

async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await holds()); ) {
    if (Date.now() > end) throw new Error(`it never came to be that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const isCompleted = ({ phase }: ExecutionWire) => phase === "completed";

function serverOf({ server, name }: ChaosNode): ServerProcess {
  if (server === undefined) throw new TypeError(`${name} is down`);
  return server;
}

describe.each([
  { size: 3, isShared: true },
  { size: 2, isShared: false },
])("$size servers on one database (one runner folder: $isShared)", ({ size, isShared }) => {
  const folder = temporaryFolder("takeover");
  let database: ChaosDatabase;
  let cluster: Cluster;

  beforeAll(async () => {
    database = await openChaosDatabase(folder.path);
    const env = {
      DATABASE_URL: database.url,
      STEADYHAND_MASTER_KEY_FILE: join(folder.path, "master.key"),
      ...(isShared && { STEADYHAND_RUNNER_FOLDER: join(folder.path, "runner") }),
    };
    cluster = await startCluster({ folder: folder.path, size, env, say: () => {} });
  }, timeout);
  afterAll(async () => {
    await cluster.close();
    await database.close();
    folder.remove();
  }, timeout);

  function pair(at = 0): [ChaosNode, ChaosNode] {
    const { nodes } = cluster;
    const [node, other] = [nodes[at % nodes.length], nodes[(at + 1) % nodes.length]];
    if (node === undefined || other === undefined) throw new TypeError("there are two at least");
    return [node, other];
  }

  /** Which node carries it, under which epoch, and how often it was moved: as the database has it. */
  async function carrierOf(executionId: string) {
    const [row] = await database.query<{ name: string; epoch: string; sequence: string }>(
      `SELECT n.name, c.epoch, e.sequence FROM steadyhand.execution e
        LEFT JOIN steadyhand.execution_carrier c ON c.tenant_id = e.tenant_id AND c.execution_id = e.id
        LEFT JOIN steadyhand.node n ON n.id = c.node_id AND n.epoch = c.epoch WHERE e.id = $1`,
      [executionId],
    );
    return { name: row?.name, epoch: Number(row?.epoch), sequence: Number(row?.sequence) };
  }

  async function eventsOf(client: Client, executionId: string) {
    return (await client.listAuditEvents({ query: { executionId, limit: 100 } })).items;
  }

  const epochOf = async (name: string) => {
    const [row] = await database.query<{ epoch: string }>("SELECT epoch FROM steadyhand.node WHERE name = $1", [name]);
    return Number(row?.epoch);
  };

  if (isShared) {
    it(`carries a step on within ${withinMs} ms of the death of its server, ${kills} times`, { timeout }, async () => {
      const takeoverMs: number[] = [];
      for (let kill = 0; kill < kills; kill++) {
        const [node, other] = pair(kill);
        const { client } = serverOf(other);
        const run = await runInTheMiddle(serverOf(node).client, folder.path);
        const before = await carrierOf(run.id);
        expect(before.name).toBe(node.name);
        await cluster.kill(node);
        const killedAt = performance.now();
        // It ends while nobody is there: whoever takes over stores its true result, which is a first transition.
        run.goOn();
        await eventually("another has moved it", async () => (await carrierOf(run.id)).sequence > before.sequence);
        takeoverMs.push(Math.round(performance.now() - killedAt));
        const execution = await until(client, run.id, isCompleted);
        expect(execution.steps).toMatchObject([{ phase: "succeeded" }]);
        expect(run.happened()).toBe("begun\ndone\n");
        const types = (await eventsOf(client, run.id)).map(({ type }) => type);
        expect(types.filter((type) => type === "step.executed")).toHaveLength(1);
        expect(types).toContain("execution.taken_over");
        expect(types).not.toContain("step.needs_person");
        if (kill === 0) await seesItGone(other, node.name);
        await cluster.start(node);
      }
      console.info(`from the kill to the first transition by another node, in ms: ${takeoverMs.join(", ")}`);
      expect(Math.max(...takeoverMs)).toBeLessThanOrEqual(withinMs);
    });

    it("lets a server that stood still write nothing under its old epoch, and go on under a new one", {
      timeout,
    }, async () => {
      const [node, other] = pair();
      const { client } = serverOf(other);
      const run = await runInTheMiddle(serverOf(node).client, folder.path);
      const before = await carrierOf(run.id);
      process.kill(serverOf(node).pid, "SIGSTOP");
      node.isStopped = true;
      await eventually("another carries it", async () => {
        const { name } = await carrierOf(run.id);
        return name !== undefined && name !== node.name;
      });
      run.goOn();
      await until(client, run.id, isCompleted);
      const [taken, events] = [await carrierOf(run.id), await eventsOf(client, run.id)];
      process.kill(serverOf(node).pid, "SIGCONT");
      node.isStopped = false;
      await eventually("it has a new epoch", async () => (await epochOf(node.name)) >= before.epoch + 2);
      const next = await runInTheMiddle(serverOf(node).client, folder.path);
      expect(await carrierOf(next.id)).toMatchObject({ name: node.name, epoch: await epochOf(node.name) });
      next.goOn();
      await until(serverOf(node).client, next.id, isCompleted);
      // It has heard of the end of the first step as well by now, and has neither moved nor recorded anything.
      expect((await carrierOf(run.id)).sequence).toBe(taken.sequence);
      expect(await eventsOf(client, run.id)).toEqual(events);
      expect(run.happened()).toBe("begun\ndone\n");
      expect(await client.verifyLedger()).toMatchObject({ ok: true });
    });
  } else {
    it("says that contact is lost, and knows the true end once the server is back", { timeout }, async () => {
      const [node, other] = pair();
      const { client } = serverOf(other);
      const run = await runInTheMiddle(serverOf(node).client, folder.path);
      await cluster.kill(node);
      await until(client, run.id, ({ steps }) => steps[0]?.phase === "lost_contact");
      await seesItGone(other, node.name);
      run.goOn();
      await cluster.start(node);
      const execution = await until(client, run.id, isCompleted);
      expect(execution.steps).toMatchObject([{ phase: "succeeded" }]);
      expect(run.happened()).toBe("begun\ndone\n");
    });
  }

  /** By the API, and in the terminal. */
  async function seesItGone(by: ChaosNode, name: string): Promise<void> {
    const { items } = await serverOf(by).client.listNodes();
    const states = new Map(items.map((item) => [item.name, item.state]));
    expect(states.get(name)).toBe("gone");
    expect(states.get(by.name)).toBe("living");
    const steady = join(root, "packages/cli/bin/steady.mjs");
    const { stdout } = await promisify(execFile)(process.execPath, [steady, "nodes", "list", "--data", by.folder]);
    const lines = stdout.split("\n");
    expect(lines.find((line) => line.includes(name))).toMatch(/gone for/);
    expect(lines.find((line) => line.includes(by.name))).toMatch(/\(this one\).*living/);
  }
});
