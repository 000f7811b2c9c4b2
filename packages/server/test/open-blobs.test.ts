import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createDataKeys, openDiskBlobs, openMasterKeys, testSealing } from "@steadyhand/blobs";
import type { Actor, TenantId } from "@steadyhand/core/identity";
import type { BlobStore } from "@steadyhand/engine";
import { systemClock } from "@steadyhand/engine";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dataFolderAt } from "../src/start/data-folder.ts";
import { openBlobs } from "../src/start/open-blobs.ts";
import { openTestDatabase, type TestDatabase } from "./open-test-database.ts";

const riley: Actor = { kind: "person", id: "act_riley", name: "Riley" };
let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

/** A tenant of its own for each test, and a folder; the keys of the tenants before are out of the way. */
let folder: string;
let tenantId: TenantId;
const opened: AsyncDisposableStack[] = [];
let tenants = 0;
beforeEach(async () => {
  folder = mkdtempSync(join(test.home, "data-"));
  for (const earlier of await test.stores.keys.listTenants()) await remove(earlier);
  tenantId = `ten_${++tenants}`;
  await test.stores.ledger.append(tenantId, [made("server.started")]);
});
afterEach(async () => {
  for (const opening of opened.splice(0)) await opening.disposeAsync();
});

const made = (type: "server.started" | "tenant.deleted") =>
  ({ type, actor: riley, outcome: "ok", why: "", data: {} }) as const;
const remove = (id: TenantId) => test.stores.keys.deleteTenant(id, () => [made("tenant.deleted")]);

async function open(env: Readonly<Record<string, string>> = {}, isShared = false) {
  const opening = new AsyncDisposableStack();
  opened.push(opening);
  const options = {
    env,
    folder: dataFolderAt(folder),
    stores: test.stores,
    tenantId,
    isShared,
    clock: systemClock,
    log: test.log,
  };
  return openBlobs(options, opening);
}

const place = () => ({ tenantId, executionId: "exe_1", stepId: "stp_1", attempt: 1 }) as const;
const kept = async (outputs: Awaited<ReturnType<typeof open>>) => {
  const { kept, blobs } = await outputs.vault.keep(place(), { stdout: "hello\n", stderr: "" });
  const [blob] = blobs;
  if (blob === undefined) throw new Error(kept.stdout.why ?? "nothing was kept");
  return { blob, stdout: kept.stdout };
};
const masterKey = () => join(folder, "master.key");

describe("a start", () => {
  it("does not go on without its master key, nor with another, and makes none in its place", async () => {
    await open();
    renameSync(masterKey(), `${masterKey()}.away`);
    await expect(open()).rejects.toMatchObject({ code: "keys.master_missing" });
    expect(existsSync(masterKey())).toBe(false);
    const other = { STEADYHAND_MASTER_KEY: randomBytes(32).toString("base64") };
    await expect(open(other)).rejects.toMatchObject({
      code: "keys.master_unknown",
      hint: expect.stringContaining("STEADYHAND_OLD_MASTER_KEYS"),
    });
    renameSync(`${masterKey()}.away`, masterKey());
    await open();
  });

  it("does not go on when others can read its master key", async () => {
    await open();
    chmodSync(masterKey(), 0o644);
    await expect(open()).rejects.toMatchObject({ code: "keys.file_open" });
  });

  it("goes on without a master key that is said to be lost: what it sealed is unreadable, and says so", async () => {
    const first = await open();
    const { blob, stdout } = await kept(first);
    const [lost] = (await first.keys.list()).masters;
    rmSync(masterKey());
    const second = await open({ STEADYHAND_LOST_MASTER_KEYS: `mk_other, ${lost?.id}` });
    await expect(second.vault.open(place(), blob, stdout)).rejects.toMatchObject({
      code: "keys.unwrap_failed",
      message: expect.stringContaining("is lost"),
    });
    const after = await kept(second);
    expect(await second.vault.open(place(), after.blob, after.stdout)).toBe("hello\n");
  });

  it("keeps outputs in the data folder, in a folder that is named, or in a database that others share", async () => {
    expect((await open()).store).toMatchObject({ kind: "disk", description: join(folder, "blobs") });
    const elsewhere = join(folder, "elsewhere");
    const named = await open({ STEADYHAND_BLOBS: elsewhere });
    await kept(named);
    expect(readdirSync(elsewhere, { recursive: true }).length).toBeGreaterThan(1);
    const shared = await open({}, true);
    expect(shared.store.kind).toBe("database");
    const { blob } = await kept(shared);
    expect(blob).toMatchObject({ place: "database", sealed: expect.any(Uint8Array) });
  });

  it.each(["ftp://host/x", "s3://", "https://host/x"])("refuses %s as a place for outputs", async (text) => {
    await expect(open({ STEADYHAND_BLOBS: text })).rejects.toMatchObject({ code: "blobs.address" });
  });

  it("takes a master key from a command, and goes nowhere when that fails", async () => {
    const command = join(folder, "kms.sh");
    writeFileSync(command, "#!/bin/sh\ncat\n", { mode: 0o700 });
    await open({ STEADYHAND_MASTER_KEY_COMMAND: command });
    writeFileSync(command, "#!/bin/sh\nexit 1\n", { mode: 0o700 });
    await expect(open({ STEADYHAND_MASTER_KEY_COMMAND: command })).rejects.toMatchObject({
      code: "keys.command_failed",
    });
    expect(existsSync(masterKey())).toBe(false);
  });
});

describe("the test at a start", () => {
  const keys = async () => {
    const masters = await openMasterKeys({ env: {}, file: masterKey(), mayMake: true });
    return createDataKeys({ store: test.stores.keys, masters, clock: systemClock });
  };
  const disk = () => openDiskBlobs(join(folder, "blobs"));
  const filesLeft = () =>
    readdirSync(join(folder, "blobs"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

  it("passes where what lies on the disk is ciphertext, and leaves nothing there", async () => {
    await testSealing({ keys: await keys(), store: disk(), tenantId });
    expect(filesLeft()).toEqual([]);
  });

  it.each([
    ["the text itself", "the text itself", async (plain: Uint8Array) => Buffer.from(plain)],
    [
      "the text compressed",
      "compressed and not encrypted",
      async (plain: Uint8Array) => {
        const { zstdCompressSync } = await import("node:zlib");
        return zstdCompressSync(plain);
      },
    ],
  ])("fails where it is %s, and leaves nothing there either", async (_what, why, plainly) => {
    const seal = (_place: unknown, _key: unknown, plain: Uint8Array) => plainly(plain);
    const testing = testSealing({ keys: await keys(), store: disk(), tenantId, seal });
    await expect(testing).rejects.toMatchObject({ code: "blobs.self_test", message: expect.stringContaining(why) });
    expect(filesLeft()).toEqual([]);
  });

  it.each<[string, (blobs: BlobStore) => Partial<BlobStore>]>([
    ["loses what it is given", () => ({ get: async () => undefined })],
    ["gives back something else", () => ({ get: async () => randomBytes(200) })],
    ["does not delete", () => ({ delete: async () => {} })],
  ])("fails where the store %s", async (_what, wrong) => {
    const store = { ...disk(), ...wrong(disk()) };
    await expect(testSealing({ keys: await keys(), store, tenantId })).rejects.toMatchObject({
      code: "blobs.self_test",
    });
  });

  it("stops the start when the place for blobs cannot be written to", async () => {
    writeFileSync(join(folder, "blobs"), "a file in the way");
    await expect(open()).rejects.toMatchObject({ code: "blobs.failed", kind: "unavailable" });
    expect(readFileSync(join(folder, "blobs"), "utf8")).toBe("a file in the way");
  });
});
