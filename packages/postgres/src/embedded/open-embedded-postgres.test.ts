import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { draft } from "../../test/samples.ts";
import { openTestStores, quiet, temporaryFolder, tenantId } from "../../test/test-server.ts";
import { findBinaries } from "./binaries.ts";
import { lockFolder } from "./folder-lock.ts";
import { type EmbeddedPostgres, openEmbeddedPostgres } from "./open-embedded-postgres.ts";
import { hasEnded, isRunning } from "./process-end.ts";
import { commandPrefix, findServiceUser } from "./service-user.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let directory: string;
let template: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  template = await temporaryFolder();
  await (await openEmbeddedPostgres({ directory: join(template.path, "postgres"), log: quiet })).stop();
});
afterAll(() => template.remove());
beforeEach(async () => {
  folder = await temporaryFolder();
  directory = join(folder.path, "postgres");
});
afterEach(() => folder.remove());

/** A folder in which a database was made before: making one takes a second, copying one a tenth of it. */
async function haveDatabase(): Promise<void> {
  await mkdir(dirname(directory), { recursive: true });
  await once(spawn("cp", ["-a", join(template.path, "postgres"), directory], { stdio: "ignore" }), "exit");
}

const open = () => openEmbeddedPostgres({ directory, log: quiet });

describe("the embedded database", () => {
  it("starts on an empty folder, keeps what is stored over a restart, and stops twice without harm", async () => {
    const first = await open();
    await ask(first, "CREATE TABLE kept AS SELECT 42 AS answer");
    await Promise.all([first.stop(), first.stop()]);
    expect(await isRunning(first.pid)).toBe(false);
    const second = await open();
    expect(await ask(second, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it("is durable, in UTF-8, checksummed, and reached over its socket only", async () => {
    await haveDatabase();
    const embedded = await open();
    const setting = async (name: string) => (await ask(embedded, `SELECT current_setting('${name}') AS it`))[0]?.it;
    const names = ["fsync", "synchronous_commit", "full_page_writes", "data_checksums", "server_encoding"];
    expect(await Promise.all(names.map(setting))).toEqual(["on", "on", "on", "on", "UTF8"]);
    expect(await setting("listen_addresses")).toBe("");
    expect((await stat(embedded.socketFolder)).mode & 0o777).toBe(0o700);
    await embedded.stop();
  });

  it("runs as an ordinary user even when we are root, whose folders it can then pass but not write", async () => {
    await chmod(folder.path, 0o700);
    await haveDatabase();
    const embedded = await open();
    const status = await readFile(`/proc/${embedded.pid}/status`, "utf8");
    expect(status).not.toMatch(/^Uid:\s+0/m);
    if (process.getuid?.() === 0) {
      const write = ask(embedded, `COPY (SELECT 1) TO '${folder.path}/stray'`);
      await expect(write).rejects.toThrow("Permission denied");
    }
    await embedded.stop();
  });

  it("runs without any capability where every folder above it is open", async () => {
    await chmod(folder.path, 0o755);
    await haveDatabase();
    const embedded = await open();
    const status = await readFile(`/proc/${embedded.pid}/status`, "utf8");
    const isInOpenFolder = !fileURLToPath(import.meta.url).startsWith("/root/");
    if (isInOpenFolder) expect(status).toMatch(/^CapEff:\s+0+$/m);
    await embedded.stop();
  });

  it("admits nobody by a name that is not on its list", async () => {
    await haveDatabase();
    const embedded = await open();
    await ask(embedded, "CREATE ROLE stranger LOGIN SUPERUSER");
    const client = new Client({ host: embedded.socketFolder, user: "stranger", database: "postgres" });
    await expect(client.connect()).rejects.toThrow(/[Pp]eer authentication failed/);
    await embedded.stop();
  });

  it("refuses a second instance on its folder and names the first", async () => {
    await haveDatabase();
    const embedded = await open();
    await expect(open()).rejects.toMatchObject({
      code: "data.in_use",
      message: expect.stringContaining(`process ${process.pid} is using it`),
    });
    expect(await ask(embedded, "SELECT 1 AS it")).toEqual([{ it: 1 }]);
    await embedded.stop();
  });

  it("puts its socket into a short folder when its own path is too long for one", async () => {
    directory = join(folder.path, "d".repeat(100), "postgres");
    await haveDatabase();
    const embedded = await open();
    expect(embedded.socketFolder.startsWith(join(tmpdir(), "steadyhand-"))).toBe(true);
    expect((await stat(embedded.socketFolder)).mode & 0o777).toBe(0o700);
    expect(await ask(embedded, "SELECT 1 AS it")).toEqual([{ it: 1 }]);
    await embedded.stop();
    await expect(stat(embedded.socketFolder)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("begins anew where an earlier start was cut off", async () => {
    await mkdir(join(directory, "cluster.unfinished-1234"), { recursive: true });
    await (await open()).stop();
    await expect(stat(join(directory, "cluster.unfinished-1234"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("after a kill", () => {
  it("of our process, nothing stays locked or running, and what was acknowledged is there", async () => {
    await haveDatabase();
    const program = await killedProgram("append");
    const acknowledged = await program.killAfter(20);
    const embedded = await open();
    expect(await isRunning(program.postgresPid)).toBe(false);
    await using stores = await openTestStores(embedded, folder.path);
    const report = await stores.ledger.verify(tenantId);
    expect(report).toMatchObject({ ok: true });
    expect(report.events).toBeGreaterThanOrEqual(acknowledged);
    await stores[Symbol.asyncDispose]();
    await embedded.stop();
  });

  it("of the server under load, no acknowledged event is lost and no statement hangs", async () => {
    await haveDatabase();
    const embedded = await open();
    const stores = await openTestStores(embedded, folder.path);
    let acknowledged = 0;
    const appending = Array.from({ length: 4 }, async () => {
      for (;;) {
        await stores.ledger.append(tenantId, [draft("x")]);
        if (++acknowledged === 60) process.kill(embedded.pid, "SIGKILL");
      }
    });
    const ends = await Promise.allSettled(appending);
    expect(ends.map((end) => end.status)).toEqual(["rejected", "rejected", "rejected", "rejected"]);
    expect(ends[0]).toMatchObject({ reason: { code: "database.unreachable", kind: "unavailable" } });
    await stores[Symbol.asyncDispose]();
    await embedded.stop();
    const again = await open();
    await using found = await openTestStores(again, folder.path);
    const report = await found.ledger.verify(tenantId);
    expect(report).toMatchObject({ ok: true });
    expect(report.events).toBeGreaterThanOrEqual(acknowledged);
    await found[Symbol.asyncDispose]();
    await again.stop();
  });

  it("ends a server that still runs on the folder before it starts its own", async () => {
    await haveDatabase();
    const cluster = join(directory, "cluster");
    const { postgres } = await findBinaries();
    const user = await findServiceUser();
    // As after a kill where nothing ends the server with us.
    const prefix = (await commandPrefix(user, [postgres, cluster], "INT")).filter(
      (word) => !/^(--pdeathsig|INT)$/.test(word),
    );
    const [program = postgres, ...args] = [...prefix, postgres, "-D", cluster, "-k", cluster, "-h", ""];
    const leftover = spawn(program, args, { cwd: "/", stdio: "ignore", detached: true });
    await becomesReady(cluster, leftover.pid);
    await haveDatabase();
    const embedded = await open();
    expect(await hasEnded(leftover.pid ?? 0, 0)).toBe(true);
    expect(embedded.pid).not.toBe(leftover.pid);
    await embedded.stop();
  });

  it("starts beside a dead server that nobody has reaped yet, as happens in containers", async () => {
    await haveDatabase();
    // What it begins is no child of a shell any more when it dies, but of one that never asks how.
    const { uid, gid } = await findServiceUser();
    const negligent = spawn("sh", ["-c", "sleep 60 & echo $!; exec sleep 60"], {
      ...{ uid, gid, cwd: "/", stdio: ["ignore", "pipe", "ignore"] },
    });
    const dead = Number((await createInterface({ input: negligent.stdout })[Symbol.asyncIterator]().next()).value);
    await becomes(`/proc/${negligent.pid}/comm`, "sleep");
    process.kill(dead, "SIGKILL");
    await becomes(`/proc/${dead}/stat`, ") Z ");
    const cluster = join(directory, "cluster");
    await mkdir(join(directory, "run"), { mode: 0o700 });
    for (const path of [join(cluster, "postmaster.pid"), join(directory, "run", ".s.PGSQL.5432.lock")]) {
      await writeFile(path, `${dead}\n${cluster}\n`);
    }
    await (await open()).stop();
    negligent.kill("SIGKILL");
    await once(negligent, "exit");
  });

  it("leaves a program alone that has got the number of the dead server", async () => {
    await haveDatabase();
    const other = spawn("sleep", ["60"], { stdio: "ignore" });
    await writeFile(join(directory, "cluster", "postmaster.pid"), `${other.pid}\n${join(directory, "cluster")}\n`);
    await (await open()).stop();
    expect(await isRunning(other.pid ?? 0)).toBe(true);
    other.kill("SIGKILL");
    await once(other, "exit");
  });
});

describe("what stands in the way is one line that says what to do", () => {
  it.each<[string, string, () => Promise<unknown>]>([
    ["a folder that cannot be written", "data.read_only", async () => setDirectory("/sys/steadyhand")],
    ["a file in its place", "data.not_a_folder", async () => writeFile(directory, "")],
    [
      "a file in its path",
      "data.not_a_folder",
      async () => {
        await writeFile(directory, "");
        setDirectory(join(directory, "below"));
      },
    ],
    ["data of another version", "postgres.other_version", async () => cluster("17\n")],
    ["damaged data", "postgres.damaged", async () => cluster(undefined)],
    ["data that is only a shell", "postgres.damaged", async () => cluster("18\n")],
  ])("%s", async (_what, code, prepare) => {
    await prepare();
    const failure = await open().then(
      (embedded) => embedded.stop(),
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code, kind: "unavailable", hint: expect.stringMatching(/\w/) });
    expect(String(failure)).not.toContain("\n");
    // What failed has given the folder back.
    if (code.startsWith("postgres.")) await (await lockFolder(directory)).release();
  });

  function setDirectory(path: string): void {
    directory = path;
  }

  async function cluster(version: string | undefined): Promise<void> {
    await mkdir(join(directory, "cluster"), { recursive: true, mode: 0o700 });
    if (version === undefined) return;
    await writeFile(join(directory, "cluster", "PG_VERSION"), version);
    const user = await findServiceUser();
    if (!user.isOther) return;
    await chown(join(directory, "cluster"), user.uid, user.gid);
    await chown(join(directory, "cluster", "PG_VERSION"), user.uid, user.gid);
  }
});

async function ask(embedded: EmbeddedPostgres, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ host: embedded.socketFolder, user: embedded.adminRole, database: "postgres" });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

async function becomes(path: string, what: string): Promise<void> {
  while (!(await readFile(path, "utf8")).includes(what)) await new Promise((resolve) => setImmediate(resolve));
}

async function becomesReady(cluster: string, pid: number | undefined): Promise<void> {
  for (;;) {
    const lines = (await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
    if (lines[0] === String(pid) && lines[7]?.startsWith("ready")) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Our program in a process of its own, to be killed at a moment. */
async function killedProgram(what: "append" | "wait") {
  const program = fileURLToPath(new URL("../../test/killed-program.ts", import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [program, folder.path, what], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null) throw new TypeError("its output is a pipe");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const postgresPid = Number(String((await lines.next()).value).replace("pid ", ""));
  return {
    postgresPid,
    async killAfter(count: number): Promise<number> {
      let last = 0;
      for (let line = await lines.next(); !line.done; line = await lines.next()) {
        last = Number(line.value);
        if (last === count) child.kill("SIGKILL");
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      return last;
    },
  };
}
