import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { ExecutionWire } from "@steadyhand/api";
import { ApiProblem, type Client } from "@steadyhand/client/node";
import { expect, it } from "vitest";
import { openOwnServer, serviceRole } from "../packages/postgres/test/own-server.ts";
import { openSmallDisk } from "./chaos/faults.ts";
import { type ServerProcess, startServer, temporaryFolder } from "./running/server-process.ts";

const timeout = 180_000;

const databases = ["its embedded database", "a PostgreSQL server of its own"] as const;

it.each(databases)(
  "runs nothing while the disk of %s is full, loses nothing that it acknowledged, and goes on once there is room",
  {
    timeout,
  },
  async (kind) => {
    await using closing = new AsyncDisposableStack();
    const folder = temporaryFolder("disk");
    closing.defer(() => folder.remove());
    const disk = openSmallDisk(folder.path, "160m");
    if (disk === undefined) return console.info("no file system of our own can be made here: a full disk is left out");
    closing.defer(() => disk.close());
    const data = join(disk.path, "data");
    mkdirSync(data);
    const marks = join(folder.path, "marks");
    const database = kind === databases[0] ? undefined : await openOnDisk(folder.path, disk.path);
    closing.defer(async () => database?.close());
    const startAgain = () => startServer(data, database?.env);
    let server = await startAgain();
    closing.defer(async () => void (await server.stop()));
    const runbookId = await importMarking(server.client, marks);
    await runOne(server.client, runbookId, "before");
    expect(readFileSync(marks, "utf8")).toBe("before\n");
    expect(await server.client.verifyLedger()).toMatchObject({ ok: true });
    const before = await listed(server.client);

    const { refusals, runs } = await fillUp(disk.path, server, runbookId);
    // What it says while it can say anything: that the disk is full, or that the database is gone.
    for (const refusal of refusals)
      expect(refusal).toMatch(/^((database|data)\.disk_full|database\.unreachable|gone)$/);
    console.info(`${runs.size} runs began while the disk became full; refused: ${tally(refusals)}`);
    const [anchors, places] = [join(data, "ledger-anchors.jsonl"), join(data, "checkpoint-places.json")];
    if (existsSync(places)) expect(() => JSON.parse(readFileSync(places, "utf8"))).not.toThrow();

    const anchored = readFileSync(anchors, "utf8");
    rmSync(join(disk.path, "filler"));
    // By itself, or where its database gave up as well, as it says: when it is started again.
    await database?.startIfGone();
    if (!(await answers(server))) server = await startAgain();
    await runOne(server.client, runbookId, "after");
    const ran = readFileSync(marks, "utf8").trim().split("\n");
    expect(ran).toEqual([...new Set(ran)]);
    expect([ran[0], ran.at(-1)]).toEqual(["before", "after"]);
    // Whatever ran meanwhile ran because it could still be recorded.
    for (const run of ran.slice(1, -1)) {
      const { items } = await server.client.listAuditEvents({ query: { executionId: runs.get(run) ?? "exe_none" } });
      expect(items.map(({ type }) => type)).toContain("step.dispatched");
    }
    expect(await server.client.verifyLedger()).toMatchObject({ ok: true, anchors: expect.any(Number) });
    expect(readFileSync(anchors, "utf8")).toMatch(/\n$/);
    expect(readFileSync(anchors, "utf8").startsWith(anchored.slice(0, anchored.lastIndexOf("\n") + 1))).toBe(true);
    const after = new Map<number, string>();
    for (const { sequence, hash } of await listed(server.client)) after.set(sequence, hash);
    for (const { sequence, hash } of before) expect(after.get(sequence)).toBe(hash);
  },
);

/** A server as a distribution brings it, with its files on the disk that becomes full. */
async function openOnDisk(folder: string, disk: string) {
  const place = join(disk, "postgres");
  mkdirSync(place);
  // Its user is another than ours, and has to reach it.
  for (const path of [folder, disk]) chmodSync(path, 0o711);
  const own = await openOwnServer({}, { folder: place });
  const admin = await own.superuser("postgres");
  await admin.query(`CREATE DATABASE steadyhand OWNER ${serviceRole}`);
  await admin.end();
  const found = own.place("steadyhand");
  return {
    env: { DATABASE_URL: found.kind === "server" ? found.connectionString : "" },
    close: own.close,
    /** Where it could not even recover, as an operator would. */
    async startIfGone() {
      try {
        process.kill(own.pid(), 0);
      } catch {
        await own.start();
      }
    },
  };
}

function tally(codes: readonly string[]): string {
  const counts = Object.groupBy(codes, (code) => code);
  return JSON.stringify(Object.fromEntries(Object.entries(counts).map(([code, all = []]) => [code, all.length])));
}

async function listed(client: Client) {
  return (await client.listAuditEvents({ query: { limit: 500 } })).items;
}

async function importMarking(client: Client, marks: string): Promise<string> {
  const text = `# Leave a mark\n\n\`\`\`bash\necho <run> >> ${marks}\n\`\`\`\n`;
  return (await client.importRunbook({ body: { text } })).runbook.id;
}

async function runOne(client: Client, runbookId: string, run: string): Promise<void> {
  const { id } = await start(client, runbookId, run);
  const asked = await until(client, id, ({ steps }) => steps[0]?.approval !== undefined);
  await approve(client, asked);
  await until(client, id, ({ phase }) => phase === "completed");
}

const start = (client: Client, runbookId: string, run: string) =>
  client.startExecution({ body: { runbookId, environment: "development", subject: run, values: { run } } });

async function approve(client: Client, { id, steps: [step] }: ExecutionWire): Promise<void> {
  if (step?.approval === undefined) throw new TypeError("it was just asked about");
  const body = { type: "grant", digest: step.approval.digest, typedTarget: hostname() } as const;
  await client.decideApproval({ parameters: { executionId: id, stepId: step.id }, body });
}

async function until(client: Client, executionId: string, fits: (execution: ExecutionWire) => boolean) {
  for (const end = Date.now() + 60_000; ; ) {
    const found = await client.getExecution({ parameters: { executionId } });
    if (fits(found)) return found;
    if (Date.now() > end) throw new Error(`it never came to be: ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Takes every byte there is and goes on asking, until neither what is long nor what is short can be stored. */
async function fillUp(path: string, { client }: ServerProcess, runbookId: string) {
  const refusals: string[] = [];
  const runs = new Map<string, string>();
  const refusedInARow = async (what: (n: number) => Promise<unknown>) => {
    // What is left in the files that the database has takes some more.
    for (let [n, inARow] = [0, 0]; inARow < 3; n++) {
      if (n > 4_000) throw new Error("the disk never became full");
      takeAll(path);
      const refusal = await what(n).then(() => undefined, codeOf);
      inARow = refusal === undefined ? 0 : inARow + 1;
      if (refusal !== undefined) refusals.push(refusal);
    }
  };
  // What does not become smaller by being packed.
  const filling = () => randomBytes(30_000).toString("hex");
  await refusedInARow((n) =>
    client.importRunbook({ body: { text: `# Fill ${n}\n\n\`\`\`bash\ntrue\n\`\`\`\n\n${filling()}\n` } }),
  );
  await refusedInARow(async (n) => {
    const { id } = await start(client, runbookId, `full-${n}`);
    runs.set(`full-${n}`, id);
    await approve(client, await until(client, id, ({ steps }) => steps[0]?.approval !== undefined));
  });
  // A checkpoint of what was still stored: half of it may fit.
  await client.verifyLedger().catch((error: unknown) => refusals.push(codeOf(error)));
  return { refusals, runs };
}

/** `gone` where the server ended, as it does when it has lost its database. */
function codeOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) return String(error);
  return error.status === 0 ? "gone" : error.code;
}

function takeAll(path: string): void {
  const { bavail, bsize } = statfsSync(path);
  if (bavail === 0) return;
  try {
    writeFileSync(join(path, "filler"), Buffer.alloc(bavail * bsize), { flag: "a" });
  } catch {
    // Full: as it is meant to be.
  }
}

/** Whether it takes something again, within the time that it needs to notice. */
async function answers(server: ServerProcess): Promise<boolean> {
  let isGone = false;
  void server.ended.then(() => {
    isGone = true;
  });
  for (const end = Date.now() + 30_000; Date.now() < end && !isGone; ) {
    try {
      await server.client.importRunbook({ body: { text: "# There is room\n\n```bash\ntrue\n```\n" } });
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return false;
}
