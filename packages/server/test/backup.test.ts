import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { createClient } from "@steadyhand/client/node";
import { verifyBackup } from "@steadyhand/server/backup";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approve, type BackupHouse, canary, happened, openBackupHouse, phaseOf, start } from "./backup-house.ts";
import { describeBackupTampering } from "./describe-backup-tampering.ts";
import { openTestServer, type TestServer } from "./open-test-server.ts";

const passphrase = "correct horse battery staple";
let house: BackupHouse;
beforeAll(async () => {
  house = await openBackupHouse();
}, 60_000);
afterAll(() => house.close());

const keyOf = (folder: string) => readFileSync(join(folder, "ledger-key.pub"), "utf8");

describe("a backup of a server that goes on working", () => {
  it("is of one moment, holds every tenant, and is told in each of their ledgers", async () => {
    const { server } = house;
    let isOver = false;
    const writers = [1, 2, 3].map(async () => {
      let written = 0;
      while (!isOver) await server.services.ledger.append("ten_other", [happened(++written)]);
      return written;
    });
    const made = await house.create();
    isOver = true;
    expect(Math.min(...(await Promise.all(writers)))).toBeGreaterThan(1);
    const report = await verifyBackup({ file: made.file, publicKeyPem: keyOf(server.dataFolder) });
    expect(report).toMatchObject({ ok: true, id: made.id, isKeyKnown: true, ledgers: made.ledgers, rows: made.rows });
    expect(made.ledgers.map(({ tenantId }) => tenantId)).toEqual(["ten_default", "ten_other"]);
    expect(statSync(made.file).mode & 0o777).toBe(0o600);
    for (const { tenantId, count, head } of made.ledgers) {
      const { items } = await server.services.ledger.list(tenantId, {}, { limit: 500 });
      expect(items.find(({ type }) => type === "backup.created")).toMatchObject({
        actor: { id: "act_riley" },
        data: { backupId: made.id, sha256: made.sha256, count, head },
      });
    }
    await expect(house.create({ file: made.file })).rejects.toMatchObject({ code: "backup.exists" });
    expect(readdirSync(house.folder).filter((name) => name.includes("unfinished"))).toEqual([]);
  });

  it("holds no secret unless it is sealed, and sealed it can be read by nobody without the passphrase", async () => {
    const { server } = house;
    const secrets = ["ledger-key.pem", "owner.key", "master.key"];
    const open = await house.create();
    expect(open.leftOut).toEqual(secrets);
    const inside = zstdDecompressSync(readFileSync(open.file)).toString("latin1");
    expect(inside).toContain("ledger-key.pub");
    for (const name of secrets) {
      const words = readFileSync(join(server.dataFolder, name), "utf8").split("\n");
      const secret = words.find((line) => /^[A-Za-z0-9+/=_-]{20,}$/.test(line));
      expect(secret).toBeDefined();
      expect(inside).not.toContain(secret);
    }
    const sealed = await house.create({ passphrase });
    expect(sealed.leftOut).toEqual([]);
    expect(readFileSync(sealed.file).includes(canary)).toBe(false);
    expect(await verifyBackup({ file: sealed.file, passphrase })).toMatchObject({ ok: true, isSealed: true });
    await expect(verifyBackup({ file: sealed.file })).rejects.toMatchObject({ code: "backup.needs_passphrase" });
    const wrong = verifyBackup({ file: sealed.file, passphrase: "another passphrase" });
    await expect(wrong).rejects.toMatchObject({ code: "backup.wrong_passphrase" });
  });

  it("leaves nothing where it cannot be written, or where there is nothing to write", async () => {
    const into = (file: string) => house.create({ file });
    await expect(into("/dev/full/x")).rejects.toMatchObject({ code: "backup.unwritable" });
    const nowhere = house.create({ dataFolder: join(house.folder, "nowhere") });
    await expect(nowhere).rejects.toMatchObject({ code: "backup.nothing" });
    expect(existsSync(join(house.folder, "nowhere"))).toBe(false);
  });
});

describe("a restored backup", () => {
  let restored: TestServer;
  afterAll(() => restored?.close());

  it("on another folder is the same record, goes on from there, and repeats nothing", async () => {
    const { server, completed, running, waiting } = house;
    const made = await house.create({ passphrase });
    const told = await house.restore(made.file, "restored", { passphrase, publicKeyPem: keyOf(server.dataFolder) });
    expect(told).toMatchObject({ ledgerKey: "kept", stoodStill: { executions: 2, schedules: 1 } });
    expect(told.todo.join("\n")).toContain("Look at the 2 runs that were open");
    // Beside its original, whose outputs it would sweep, it does not even start.
    const env = { PATH: process.env.PATH, STEADYHAND_BLOBS: join(server.dataFolder, "blobs") };
    const beside = openTestServer({ dataFolder: join(house.folder, "restored"), env });
    await expect(beside).rejects.toMatchObject({ code: "blobs.other_installation" });
    restored = await openTestServer({ dataFolder: join(house.folder, "restored") });
    const { client } = restored;
    const [ledger] = made.ledgers;
    const { items } = await client.listAuditEvents({ query: { type: "backup.restored" } });
    expect(items[0]).toMatchObject({
      sequence: (ledger?.count ?? 0) + 1,
      previous: ledger?.head,
      data: { backupId: made.id, ...counted(ledger) },
    });
    expect(await client.verifyLedger()).toMatchObject({ ok: true });
    expect(await restored.services.ledger.verify("ten_other")).toMatchObject({ ok: true });

    const of = (executionId: string) => client.getExecution({ parameters: { executionId } });
    expect(await of(completed)).toMatchObject({ phase: "completed" });
    expect(await of(running)).toMatchObject({ phase: "paused", steps: [{ phase: "manual_intervention" }] });
    expect(await of(waiting)).toMatchObject({ phase: "paused", steps: [{ phase: "ready" }] });
    const { items: open } = await client.listApprovals({ query: { state: "open" } });
    expect(open).toEqual([]);
    const schedules = await client.listSchedules();
    expect(schedules.items.map(({ phase }) => phase)).toEqual(["paused"]);
    const outputs = await client.getOutputs({ parameters: { executionId: completed } });
    expect(outputs.steps[0]?.attempts[0]).toMatchObject({ stdout: { text: `${canary}\n` } });
    expect((await client.listExecutions({ query: { limit: 2 } })).next).toBeDefined();

    const fresh = await approve(restored, await start(restored, "echo after"));
    await phaseOf(restored, fresh, "completed");
    // A question that a person resumes is asked anew, and not answered by what was said before.
    await client.commandExecution({ parameters: { executionId: waiting }, body: { type: "resume" } });
    expect(await of(waiting)).toMatchObject({ phase: "running", steps: [{ phase: "awaiting_approval" }] });
    expect(await client.verifyLedger()).toMatchObject({ ok: true });
  }, 120_000);

  it("that is not sealed begins a new list of checkpoints, and says what else it needs", async () => {
    const made = await house.create();
    const told = await house.restore(made.file, "without-keys");
    expect(told.ledgerKey).toBe("new");
    expect(told.todo.join("\n")).toMatch(/Put master\.key back/);
    const folder = join(house.folder, "without-keys");
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining(["ledger-anchors.before-restore.jsonl", "ledger-key.before-restore.pub"]),
    );
    writeFileSync(join(folder, "master.key"), readFileSync(join(house.server.dataFolder, "master.key")), {
      mode: 0o600,
    });
    const server = await openTestServer({ dataFolder: folder });
    try {
      expect(await server.client.verifyLedger()).toMatchObject({ ok: true });
      expect(keyOf(folder)).not.toBe(keyOf(house.server.dataFolder));
      expect(await createClient({ socketPath: server.socket }).getStatus()).toBeDefined();
    } finally {
      await server.close();
    }
  }, 120_000);

  it("is never written over what is there, and of one that is damaged nothing is left", async () => {
    const made = await house.create({ outputs: undefined as never });
    const before = readdirSync(house.folder).toSorted();
    await expect(house.restore(made.file, "data")).rejects.toMatchObject({ code: "backup.target_not_empty" });
    const bytes = readFileSync(made.file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    const damaged = join(house.folder, "damaged.backup");
    writeFileSync(damaged, bytes);
    await expect(house.restore(damaged, "from-damaged")).rejects.toMatchObject({ code: "backup.not_whole" });
    rmSync(damaged);
    expect(readdirSync(house.folder).toSorted()).toEqual(before);
  }, 120_000);
});

describeBackupTampering(() => house);

function counted(ledger: { readonly count: number; readonly head: string; readonly root: string } | undefined) {
  return ledger && { count: ledger.count, head: ledger.head, root: ledger.root };
}
