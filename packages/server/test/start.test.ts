import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@steadyhand/client/node";
import { exitCode, findRunningServer } from "@steadyhand/server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { prepareCluster } from "../../postgres/test/prepared-cluster.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

interface Started {
  readonly child: ChildProcess;
  /** First line of stdout; absent when it ended without one. */
  readonly ready: Promise<string | undefined>;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

let base: string;
let running: Started[];
/** Compiled modules, shared by all starts of this file. */
let cache: string;
beforeAll(() => {
  cache = mkdtempSync(join(tmpdir(), "steadyhand-cache-"));
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "steadyhand-start-"));
  running = [];
});
afterEach(async () => {
  for (const { child, ended } of running) {
    child.kill("SIGTERM");
    await ended;
  }
  rmSync(base, { recursive: true, force: true });
});

/** The real program, as `npm start` runs it. */
function start(args: readonly string[], env: Record<string, string> = {}): Started {
  const { PATH, NODE_OPTIONS } = process.env;
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH, HOME: base, XDG_CACHE_HOME: cache, ...(NODE_OPTIONS && { NODE_OPTIONS }), ...env },
    cwd: base,
  });
  let stdout = "";
  let stderr = "";
  const line = Promise.withResolvers<string | undefined>();
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
    if (stdout.includes("\n")) line.resolve(stdout.slice(0, stdout.indexOf("\n")));
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  const ended = once(child, "close").then(([code]) => {
    line.resolve(undefined);
    return { code: code as number | null, stdout, stderr };
  });
  const started = { child, ready: line.promise, ended };
  running.push(started);
  return started;
}

async function startReady(args: readonly string[], env?: Record<string, string>) {
  const started = start([...args, "--json"], env);
  const line = await started.ready;
  if (line === undefined) throw new Error((await started.ended).stderr);
  const { url, socket, pid } = JSON.parse(line) as { url: string; socket: string; pid: number };
  const [address = "", key = ""] = url.split("/#key=");
  return { ...started, address, key, socket, pid, client: createClient({ baseUrl: address, key }) };
}

/** A data folder whose database is made already: only the first start of all has to make one. */
async function prepared(name = "data"): Promise<string> {
  const data = join(base, name);
  await prepareCluster(join(data, "postgres"));
  return data;
}

const isOneLine = (text: string) => text.trimEnd().split("\n").length === 1;
const postgresPid = (data: string) =>
  Number(readFileSync(join(data, "postgres", "cluster", "postmaster.pid"), "utf8").split("\n")[0]);
const isAlive = (pid: number) => existsSync(`/proc/${pid}`);

describe("npm start", { timeout: 90_000 }, () => {
  it("prints the one address that signs its owner in, and stops in good order", async () => {
    const data = join(base, "data");
    const { child, ready, ended } = start(["--data", data, "--port", "0"]);
    const line = await ready;
    expect(line).toMatch(/^Steadyhand is ready: http:\/\/127\.0\.0\.1:\d+\/#key=[\w-]{43}$/);
    const [baseUrl = "", key = ""] = line?.slice("Steadyhand is ready: ".length).split("/#key=") ?? [];
    const status = await createClient({ baseUrl, key }).getStatus();
    expect(status).toMatchObject({ actor: { kind: "person" }, dataFolder: data, database: "embedded PostgreSQL" });
    expect(findRunningServer(data)).toMatchObject({ pid: child.pid, url: baseUrl });
    for (const name of ["run/server.json", "run/steady.sock", "owner.key", "ledger-key.pem"]) {
      expect(statSync(join(data, name)).mode & 0o777, name).toBe(0o600);
    }
    const database = postgresPid(data);
    child.kill("SIGTERM");
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: exitCode.ok, stderr: "" });
    expect(isOneLine(stdout)).toBe(true);
    expect(findRunningServer(data)).toBeUndefined();
    expect(isAlive(database)).toBe(false);
  });

  it("goes on after a crash with the same key, and nobody has to sign in again", async () => {
    const data = await prepared();
    const first = await startReady(["--data", data, "--port", "0"]);
    const { host, port } = new URL(first.address);
    const signedIn = await fetch(`${first.address}/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ key: first.key }),
    });
    const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    // A crash, not a good end: the database is left running, and the session is known all the same.
    first.child.kill("SIGKILL");
    await first.ended;
    const second = await startReady(["--data", data, "--port", port]);
    expect(second.key).toBe(first.key);
    expect((await fetch(`http://${host}/v1/status`, { headers: { cookie } })).status).toBe(200);
    const { items } = await second.client.listAuditEvents({ query: { type: "server.*" } });
    expect(items.map(({ type }) => type)).toEqual(["server.started", "server.started"]);
    expect(await second.client.verifyLedger()).toMatchObject({ ok: true });
  });

  it("takes the owner's key from the environment, and the one before it ends", async () => {
    const data = await prepared();
    const first = await startReady(["--data", data, "--port", "0"]);
    first.child.kill("SIGTERM");
    await first.ended;
    const second = await startReady(["--data", data, "--port", "0"], { STEADYHAND_ACCESS_KEY: "a".repeat(32) });
    expect(second.key).toBe("a".repeat(32));
    const before = createClient({ baseUrl: second.address, key: first.key });
    await expect(before.getStatus()).rejects.toMatchObject({ status: 401 });
    expect((await second.client.getStatus()).actor.kind).toBe("person");
    expect((await second.client.listPeople()).items).toHaveLength(1);
  });

  it("says in one line that another one uses the data folder, and leaves that one alone", async () => {
    const data = await prepared();
    const first = await startReady(["--data", data, "--port", "0"]);
    const { code, stdout, stderr } = await start(["--data", data, "--port", "0"]).ended;
    expect({ code, stdout }).toEqual({ code: exitCode.unavailable, stdout: "" });
    expect(stderr).toContain(`process ${first.pid} is using it; `);
    expect(isOneLine(stderr)).toBe(true);
    expect((await first.client.getStatus()).dataFolder).toBe(data);
    expect(findRunningServer(data)?.pid).toBe(first.pid);
  });

  it("says in one line that the port is in use, and leaves nothing running", async () => {
    const first = await startReady(["--data", await prepared("one"), "--port", "0"]);
    const { port } = new URL(first.address);
    const data = await prepared("two");
    const { code, stderr } = await start(["--data", data, "--port", port]).ended;
    expect(code).toBe(exitCode.unavailable);
    expect(stderr).toMatch(
      new RegExp(`^Cannot listen on 127.0.0.1 port ${port}: another program listens there; .*--port`),
    );
    expect(isOneLine(stderr)).toBe(true);
    expect(existsSync(join(data, "postgres", "cluster", "postmaster.pid"))).toBe(false);
  });

  it.each([
    ["a flag it does not know", ["--colour"], "usage"],
    ["no port", ["--port", "http"], "usage"],
    ["an open address without a key", ["--host", "0.0.0.0"], "usage"],
  ] as const)("says in one line that it was given %s", async (_name, args, code) => {
    const { code: found, stdout, stderr } = await start([...args, "--data", join(base, "data")]).ended;
    expect({ found, stdout }).toEqual({ found: exitCode[code], stdout: "" });
    expect(isOneLine(stderr)).toBe(true);
    expect(existsSync(join(base, "data"))).toBe(false);
  });

  it("says in one line that the data folder is a file", async () => {
    writeFileSync(join(base, "file"), "");
    const { code, stderr } = await start(["--data", join(base, "file")]).ended;
    expect(code).toBe(exitCode.data);
    expect(isOneLine(stderr)).toBe(true);
  });

  it.each([
    ["model.json", "{", /^Cannot read model.json: line 1, column 2/],
    ["model.json", '{"providers":{}}', /^Cannot use model.json: /],
    ["programs.yaml", "programs: [", /^Cannot use .*programs.yaml, line 1, column /],
  ])("says in one line what is wrong with %s, and starts nothing", async (name, text, line) => {
    const data = join(base, "data");
    mkdirSync(data);
    writeFileSync(join(data, name), text);
    const { code, stderr } = await start(["--data", data, "--port", "0"]).ended;
    expect(code).toBe(exitCode.usage);
    expect(stderr).toMatch(line);
    expect(isOneLine(stderr)).toBe(true);
  });

  it.each([
    ["STEADYHAND_MODEL_CONFIG", "the model's configuration"],
    ["STEADYHAND_PROGRAMS", "what your own programs do"],
  ])("says in one line that the file in %s is not there", async (name, what) => {
    const absent = join(base, "absent");
    const { code, stderr } = await start(["--data", join(base, "data"), "--port", "0"], { [name]: absent }).ended;
    expect(code).toBe(exitCode.usage);
    expect(stderr).toContain(`Cannot read ${what} in ${absent}: there is no such file`);
    expect(isOneLine(stderr)).toBe(true);
  });

  it("explains itself", async () => {
    const { code, stdout } = await start(["--help"]).ended;
    expect(code).toBe(exitCode.ok);
    expect(stdout).toContain("Example: npm start");
  });
});
