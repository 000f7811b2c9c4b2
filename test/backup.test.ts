import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedPostgres } from "@steadyhand/postgres";
import { verifyBackup } from "@steadyhand/server/backup";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../scripts/fuzz/random.ts";
import { root, type ServerProcess, startServer } from "./running/server-process.ts";

/** Each takes a start of a database: a few for every checkout, and as many as one likes by hand. */
const kills = Number(process.env.STEADYHAND_TEST_KILLS ?? 1);
const steady = join(root, "packages/cli/bin/steady.mjs");
const quiet = { info() {}, error() {} };

let folder: string;
let server: ServerProcess;
let data: string;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "steadyhand-backups-"));
  data = at("data");
  server = await startServer(data);
  const { runbook } = await server.client.importRunbook({
    body: { text: "# Look\n\n1. Look\n\n   ```\n   ls\n   ```\n" },
  });
  for (let run = 0; run < 20; run++) {
    await server.client.startExecution({ body: { runbookId: runbook.id, environment: "development" } });
  }
}, 120_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(words: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [steady, "backup", ...words], {
    env: { PATH: process.env.PATH, HOME: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  child.stdout?.on("data", (bytes: Buffer) => {
    said.stdout += bytes;
  });
  child.stderr?.on("data", (bytes: Buffer) => {
    said.stderr += bytes;
  });
  const ended = new Promise<Ended>((resolve) => child.once("close", (code) => resolve({ code, ...said })));
  return { child, ended };
}

/** Runs it once to its end for how long that takes, and then again and again, each time killed at another moment. */
async function killed(words: (attempt: number) => readonly string[], check: (attempt: number) => Promise<void>) {
  const random = createRandom(Date.now());
  const started = performance.now();
  const whole = await run(words(0)).ended;
  expect(whole).toMatchObject({ code: 0 });
  const tookMs = performance.now() - started;
  for (let attempt = 1; attempt <= kills; attempt++) {
    const { child, ended } = run(words(attempt));
    const timer = setTimeout(() => child.kill("SIGKILL"), random.below(Math.ceil(tookMs)));
    await ended;
    clearTimeout(timer);
    await check(attempt);
  }
}

const isWhole = async (dataFolder: string) => {
  const restored = await startServer(dataFolder);
  try {
    expect(await restored.client.verifyLedger()).toMatchObject({ ok: true });
    const { items } = await restored.client.listExecutions({ query: { limit: 100 } });
    expect(items.map(({ phase }) => phase)).toEqual(Array(20).fill("paused"));
  } finally {
    await restored.stop();
  }
};

describe("steady backup", () => {
  it("writes beside a running server, and a kill at any moment leaves no file that passes for a backup", async () => {
    const file = (attempt: number) => at(`killed-${attempt}.backup`);
    const check = async (attempt: number) => {
      if (existsSync(file(attempt))) expect(await verifyBackup({ file: file(attempt) })).toMatchObject({ ok: true });
      for (const name of readdirSync(folder).filter((one) => one.includes(".unfinished-"))) rmSync(at(name));
    };
    await killed((attempt) => ["create", "--data", data, "--out", file(attempt)], check);
    expect(await server.client.verifyLedger()).toMatchObject({ ok: true });
  }, 300_000);

  it("reads back on another folder, and a kill at any moment leaves no folder that passes for it", async () => {
    const file = at("to-restore.backup");
    expect((await run(["create", "--data", data, "--out", file]).ended).code).toBe(0);
    const verified = await run(["verify", file, "--key", join(data, "ledger-key.pub"), "--json"]).ended;
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, isKeyKnown: true });
    const to = (attempt: number) => at(`restored-${attempt}`);
    const words = (attempt: number) => ["restore", file, "--data", to(attempt), "--secrets", data];
    await killed(words, async (attempt) => {
      if (existsSync(to(attempt))) await isWhole(to(attempt));
    });
    await isWhole(to(0));
    expect((await run(words(0)).ended).stderr).toContain("[backup.target_not_empty]");
  }, 300_000);

  it("reads back into a database on a server, where nothing is until all of it is", async () => {
    const file = at("to-server.backup");
    expect((await run(["create", "--data", data, "--out", file]).ended).code).toBe(0);
    const target = await openTarget();
    try {
      const words = (name: string) => [
        "restore",
        file,
        "--data",
        at(name),
        "--database-url",
        target.url,
        "--secrets",
        data,
      ];
      const { child, ended } = run([...words("cut-off"), "--json"]);
      await target.seesTable("audit_event");
      child.kill("SIGKILL");
      await ended;
      expect(await target.tenants()).toBe(0);
      expect(existsSync(at("cut-off"))).toBe(false);
      const { code, stdout, stderr } = await run([...words("on-server"), "--json"]).ended;
      expect({ code, stderr }).toMatchObject({ code: 0, stderr: "" });
      expect(JSON.parse(stdout)).toMatchObject({ stoodStill: { executions: 20 }, ledgerKey: "kept" });
      const restored = await startServer(at("on-server"), { DATABASE_URL: target.url });
      try {
        expect(await restored.client.verifyLedger()).toMatchObject({ ok: true, anchors: expect.any(Number) });
      } finally {
        await restored.stop();
      }
      expect((await run(words("again")).ended).stderr).toContain("[backup.target_not_empty]");
      expect(existsSync(at("again"))).toBe(false);
      const again = await run([
        "create",
        "--data",
        at("on-server"),
        "--database-url",
        target.url,
        "--out",
        at("from-server"),
      ]).ended;
      expect(again).toMatchObject({ code: 0 });
      expect(await verifyBackup({ file: at("from-server") })).toMatchObject({ ok: true });
    } finally {
      await target.close();
    }
  }, 300_000);
});

/** An empty database on the server that the environment names, or on one of our own that is spoken to like any other. */
async function openTarget() {
  const named = process.env.STEADYHAND_TEST_DATABASE_URL;
  const own = named === undefined ? await openEmbeddedPostgres({ directory: at("target"), log: quiet }) : undefined;
  const database = `backup_${process.pid}`;
  const urlOf = (name: string) => {
    if (own) return `postgresql:///${name}?host=${encodeURIComponent(own.socketFolder)}&user=${own.adminRole}`;
    const url = new URL(named ?? "");
    url.pathname = `/${name}`;
    return url.href;
  };
  const admin = new Client({ connectionString: own ? urlOf("postgres") : named });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${database}`);
  const url = urlOf(database);
  const ask = async <Row>(sql: string): Promise<Row | undefined> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows[0] as Row | undefined;
    } finally {
      await client.end();
    }
  };
  return {
    url,
    async seesTable(name: string) {
      for (;;) {
        const found = await ask<{ is_there: boolean }>(
          `SELECT to_regclass('steadyhand.${name}') IS NOT NULL AS is_there`,
        );
        if (found?.is_there) return;
      }
    },
    async tenants() {
      const sql = `SELECT set_config('app.lists_tenants', 'on', false), (SELECT count(*)::integer FROM steadyhand.tenant) AS count`;
      return (await ask<{ count: number }>(sql))?.count;
    },
    async close() {
      await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
      await admin.end();
      await own?.stop();
    },
  };
}
