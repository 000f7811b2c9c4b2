import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  createDataKeys,
  createOutputKeys,
  createSweep,
  createVault,
  openDiskBlobs,
  openMasterKeys,
  openS3Blobs,
  readS3Address,
} from "@steadyhand/blobs";
import type { Actor, TenantId } from "@steadyhand/core/identity";
import type { BlobStore, OutputBlob } from "@steadyhand/engine";
import { systemClock } from "@steadyhand/engine";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { credentials, openLine, openS3Server } from "../../blobs/test/s3-server.ts";
import { draft, execution } from "../../postgres/test/samples.ts";
import { openTestDatabase, type TestDatabase } from "./open-test-database.ts";

const riley: Actor = { kind: "person", id: "act_riley", name: "Riley" };
const said = (type: "server.started" | "tenant.deleted") =>
  ({ type, actor: riley, outcome: "ok", why: "", data: {} }) as const;

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

let folder: string;
let tenantId: TenantId;
let tenants = 0;
const addTenant = async () => {
  const id: TenantId = `ten_${++tenants}`;
  await test.stores.ledger.append(id, [said("server.started")]);
  return id;
};
beforeEach(async () => {
  folder = mkdtempSync(join(test.home, "data-"));
  for (const earlier of await test.stores.keys.listTenants()) {
    await test.stores.keys.deleteTenant(earlier, () => [said("tenant.deleted")]);
  }
  tenantId = await addTenant();
});

/** One server's part of it: keys in memory of its own, on the database and the files that it shares with others. */
async function open(
  store: BlobStore = openDiskBlobs(join(folder, "blobs")),
  env: Readonly<Record<string, string>> = {},
) {
  const masters = await openMasterKeys({ env, file: join(folder, "master.key"), mayMake: true });
  const { keys: keyStore, databaseBlobs: database, blobIndex: index, ledger } = test.stores;
  const options = { store: keyStore, masters, clock: systemClock };
  const keys = createDataKeys(options);
  const sealing = { keys, store, database, clock: systemClock, log: test.log };
  return {
    masters,
    keys: createOutputKeys({ ...options, keys }),
    vault: createVault(sealing),
    sweep: createSweep({ ...sealing, keys: keyStore, index, append: (id, events) => ledger.append(id, events) }),
  };
}
type Opened = Awaited<ReturnType<typeof open>>;

const placeOf = (attempt: number, of = tenantId) =>
  ({ tenantId: of, executionId: "exe_1", stepId: "stp_1", attempt }) as const;

/** Keeps a text as attempt `attempt` of its tenant. */
async function keep({ vault }: Opened, attempt: number, text: string, of = tenantId) {
  const { kept, blobs } = await vault.keep(placeOf(attempt, of), { stdout: text, stderr: "" });
  const [blob] = blobs;
  if (blob === undefined) throw new Error(kept.stdout.why ?? "nothing was kept");
  return { attempt, blob, stdout: kept.stdout, text, of };
}
type Kept = Awaited<ReturnType<typeof keep>>;
const readBack = ({ vault }: Opened, { attempt, blob, stdout, of }: Kept) =>
  vault.open(placeOf(attempt, of), blob, stdout);

/** Names blobs in the database, as the end of an attempt does. */
async function nameInRows(kept: readonly Kept[]): Promise<void> {
  const stream = { bytes: 0, keptBytes: 0, sha256: "", truncated: false };
  const started = execution("exe_1", tenantId, new Date());
  await test.stores.executions.create(started, [draft("started", started)]);
  await test.stores.executions.transition({ tenantId, executionId: "exe_1" }, (found) => ({
    execution: { ...found, sequence: found.sequence + 1, phase: "completed", endedAt: new Date() },
    events: [draft("kept", { ...found, sequence: found.sequence + 1 })],
    outputs: kept.map(({ attempt, blob, stdout }) => ({
      ...{ stepId: "stp_1", attempt, blobs: [blob] },
      result: {
        ...{ attemptId: `exe_1/stp_1/${attempt}`, outcome: "succeeded", endedAt: new Date(), orphans: [] },
        ...{ stdout: stream, stderr: stream, output: { stdout: "", stderr: "" } },
        kept: { stdout, stderr: { ...stdout, place: "empty" } },
      },
    })),
    result: undefined,
  }));
}
const blobsOf = async (): Promise<readonly OutputBlob[]> =>
  (await test.stores.executions.listOutputs(tenantId, "exe_1")).flatMap(({ blobs }) => blobs ?? []);
const eventTypes = async () => {
  const { items } = await test.stores.ledger.list(tenantId, {}, { limit: 500 });
  return items.map(({ type }) => type);
};

describe("a new data key", () => {
  it("seals what comes after it, while outputs are written without a pause, and loses none of them", async () => {
    const server = await open();
    const written: Kept[] = [];
    let isOver = false;
    const writing = Array.from({ length: 4 }, async (_, writer) => {
      for (let n = 0; !isOver || n < 10; n++) {
        const attempt = writer * 1_000 + n;
        written.push(await keep(server, attempt, `output ${attempt}\n`));
      }
    });
    const versions: number[] = [];
    for (let n = 0; n < 4; n++) versions.push((await server.keys.rotate(tenantId, riley)).version);
    isOver = true;
    await Promise.all(writing);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(new Set(versions).size).toBe(4);
    const last = await keep(server, 9_999, "last\n");
    expect(last.blob.keyVersion).toBe(versions.at(-1));
    const other = await open();
    for (const one of [...written, last]) expect(await readBack(other, one)).toBe(one.text);
  });

  it("is made once for each who asks at the same time, on however many servers", async () => {
    const servers = await Promise.all([open(), open(), open()]);
    const first = await Promise.all(servers.map((server, n) => keep(server, n, "hello\n")));
    expect(first.map(({ blob }) => blob.keyVersion)).toEqual([1, 1, 1]);
    for (const server of servers) for (const one of first) expect(await readBack(server, one)).toBe("hello\n");
    const made = await Promise.all(servers.map((server) => server.keys.rotate(tenantId, riley)));
    expect(made.map(({ version }) => version).toSorted()).toEqual([2, 3, 4]);
    expect((await eventTypes()).filter((type) => type === "key.made")).toHaveLength(4);
  });

  it.each([
    ["in hand", {}, "put in another's place"],
    // Binds nothing to anything, and gives back what it was given.
    ["of a service", { PATH: "/bin:/usr/bin", STEADYHAND_MASTER_KEY_COMMAND: "cat; true" }, "is not that key"],
  ])(
    "is not taken for another tenant's when a wrapped one was put in its place: master key %s",
    async (_of, env, why) => {
      const server = await open(undefined, env);
      const other = await addTenant();
      await keep(server, 1, "mine\n");
      await keep(server, 1, "theirs\n", other);
      const [theirs] = (await test.stores.keys.get(other)).keys;
      const [mine] = (await test.stores.keys.get(tenantId)).keys;
      if (theirs === undefined || mine === undefined) throw new Error("both have a key");
      await test.stores.keys.rewrap(tenantId, [{ before: mine, after: theirs }], [said("server.started")]);
      const later = await open(undefined, env);
      await expect(later.vault.keep(placeOf(2), { stdout: "x", stderr: "" })).resolves.toMatchObject({
        kept: { stdout: { place: "nowhere", why: expect.stringContaining(why) } },
        blobs: [],
      });
    },
  );
});

describe("a new master key", () => {
  it("wraps the data keys of all tenants, some at a time, and each tenant's record tells of it", async () => {
    const server = await open();
    const others = [tenantId, await addTenant(), await addTenant()];
    const kept = [];
    for (const of of others) kept.push(await keep(server, 1, "before\n", of));
    for (let n = 0; n < 59; n++) await server.keys.rotate(tenantId, riley);
    const part = await server.keys.rewrap(riley, { isBegin: true });
    expect(part).toMatchObject({ rewrapped: 50, left: 12 });
    expect(await server.keys.rewrap(riley, { isBegin: false })).toMatchObject({ rewrapped: 12, left: 0, stuck: [] });
    const { tenants: known } = await server.keys.list();
    const masters = known.flatMap(({ keys }) => keys.map(({ masterId }) => masterId));
    expect(new Set(masters)).toEqual(new Set([part.masterId]));
    const anew = await open();
    for (const one of kept) expect(await readBack(anew, one)).toBe("before\n");
    expect(await eventTypes()).toContain("key.rewrapped");
    expect(await test.stores.ledger.verify(tenantId)).toMatchObject({ ok: true });
  });

  it("is taken up again wherever a rotation was killed, without another key being made", async () => {
    const server = await open();
    const kept = [];
    const all = [tenantId, ...(await Promise.all(Array.from({ length: 12 }, addTenant)))];
    for (const of of all) kept.push(await keep(server, 1, "before\n", of));
    const before = server.masters.current().id;
    // Killed when the new key is in the file and nothing is wrapped by it yet.
    await server.masters.renew?.();
    for (const killAfter of [1, 4]) {
      const killed = await rewrapAndKill(killAfter);
      expect(killed).toBe("SIGKILL");
      const half = await (await open()).keys.list();
      for (const one of kept) expect(await readBack(await open(), one)).toBe("before\n");
      expect(half.masters).toHaveLength(2);
    }
    const last = await open();
    const report = await last.keys.rewrap(riley, { isBegin: true });
    expect(report).toMatchObject({ left: 0, stuck: [] });
    const { masters, tenants: known } = await last.keys.list();
    expect(masters.map(({ id }) => id)).toEqual([report.masterId, before]);
    const wrappedBy = known.flatMap(({ keys }) => keys.map(({ masterId }) => masterId));
    expect(new Set(wrappedBy)).toEqual(new Set([report.masterId]));
    for (const one of kept) expect(await readBack(last, one)).toBe("before\n");
  });

  it("from the environment is rotated by whoever sets it: without that there is nothing to do", async () => {
    const env = { STEADYHAND_MASTER_KEY: randomBytes(32).toString("base64") };
    const masters = await openMasterKeys({ env, file: join(folder, "none"), mayMake: false });
    const options = { store: test.stores.keys, masters, clock: systemClock };
    const keys = createDataKeys(options);
    await keys.current(tenantId);
    const rotating = createOutputKeys({ ...options, keys }).rewrap(riley, { isBegin: true });
    await expect(rotating).rejects.toMatchObject({ code: "keys.nothing_to_rewrap" });
  });
});

/** Another process that rewraps, killed once it has done so for as many tenants. */
async function rewrapAndKill(afterTenants: number): Promise<NodeJS.Signals | null> {
  const program = join(import.meta.dirname, "rewrap-program.ts");
  const args = [program, JSON.stringify(test.place), join(folder, "master.key"), String(afterTenants)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  child.stdout.once("data", () => child.kill("SIGKILL"));
  return new Promise((resolve) => child.on("exit", (_code, signal) => resolve(signal)));
}

describe("a store of blobs that fails", () => {
  /** A folder that is none, until it is mended. */
  const broken = () => {
    const root = join(folder, "away");
    writeFileSync(root, "");
    return { root, mend: async () => (await import("node:fs")).rmSync(root) };
  };

  it("keeps no outcome from being stored: the output waits in the database, sealed, and is moved later", async () => {
    const { root, mend } = broken();
    const server = await open(openDiskBlobs(root));
    const text = `waiting ${randomBytes(8).toString("hex")}\n`;
    const one = await keep(server, 1, text);
    expect(one.stdout).toMatchObject({ place: "database", why: expect.stringContaining("away") });
    expect(Buffer.from(one.blob.sealed ?? []).includes(text)).toBe(false);
    await nameInRows([one]);
    expect(await blobsOf()).toMatchObject([{ place: "database", name: one.blob.name }]);
    expect(await readBack(server, one)).toBe(text);
    expect(await server.sweep.move()).toBe(0);
    await mend();
    expect(await server.sweep.move()).toBe(1);
    const [moved] = await blobsOf();
    expect(moved).toMatchObject({ place: "store", name: one.blob.name });
    expect(await readBack(server, { ...one, blob: { ...one.blob, place: "store" } })).toBe(text);
    // Whoever read the row just before still finds it.
    expect(await readBack(server, one)).toBe(text);
    expect(await eventTypes()).toContain("outputs.moved");
    expect(await server.sweep.move()).toBe(0);
  });

  it("that speaks S3 and is away does not either, and is used again once it is back", async () => {
    const s3 = await openS3Server("outputs");
    const line = await openLine(s3.port);
    const address = readS3Address(`s3://outputs/p?endpoint=http://127.0.0.1:${line.port}`, credentials);
    const server = await open(openS3Blobs(address, { requestMs: 1_000, firstPauseMs: 5 }));
    const before = await keep(server, 1, "before\n");
    line.cut();
    const during = await keep(server, 2, "during\n");
    expect([before.blob.place, during.blob.place]).toEqual(["store", "database"]);
    await expect(readBack(server, before)).rejects.toMatchObject({ code: "blobs.unreachable" });
    await nameInRows([before, during]);
    line.mend();
    expect(await server.sweep.move()).toBe(1);
    expect(await readBack(server, before)).toBe("before\n");
    expect(await readBack(server, { ...during, blob: { ...during.blob, place: "store" } })).toBe("during\n");
    expect(await server.sweep.sweep()).toBe(0);
    await line.close();
    await s3.close();
  });

  it("is not waited for again and again", async () => {
    let puts = 0;
    const disk = openDiskBlobs(broken().root);
    const put: BlobStore["put"] = (key, sealed) => {
      puts++;
      return disk.put(key, sealed);
    };
    const counted: BlobStore = { ...disk, put };
    const server = await open(counted);
    for (let n = 0; n < 5; n++) expect((await keep(server, n, "x\n")).blob.place).toBe("database");
    expect(puts).toBe(1);
  });
});

describe("the sweep", () => {
  const aged = (name: string, hours: number) => {
    const blobs = join(folder, "blobs");
    const path = readdirSync(blobs, { recursive: true, encoding: "utf8" }).find((file) => file.endsWith(name)) ?? "";
    const at = new Date(Date.now() - hours * 3_600_000);
    utimesSync(join(blobs, path), at, at);
  };

  it("removes what no row names for a day, and nothing that is named or young", async () => {
    const server = await open();
    const [named, orphan, young] = [
      await keep(server, 1, "named\n"),
      await keep(server, 2, "orphan\n"),
      await keep(server, 3, "young\n"),
    ];
    await nameInRows([named]);
    aged(named.blob.name, 48);
    aged(orphan.blob.name, 25);
    aged(young.blob.name, 23);
    expect(await server.sweep.sweep()).toBe(1);
    expect(await readBack(server, named)).toBe("named\n");
    expect(await readBack(server, young)).toBe("young\n");
    await expect(readBack(server, orphan)).rejects.toMatchObject({ code: "output.missing" });
    expect((await eventTypes()).filter((type) => type === "outputs.removed")).toHaveLength(1);
    expect(await server.sweep.sweep()).toBe(0);
  });

  it("removes everything of a tenant that is deleted, whatever its age", async () => {
    const server = await open();
    const one = await keep(server, 1, "one\n");
    await test.stores.keys.deleteTenant(tenantId, () => [said("tenant.deleted")]);
    expect(await server.sweep.sweep()).toBe(1);
    await expect(readBack(await open(), one)).rejects.toMatchObject({ code: "keys.destroyed" });
  });
});
