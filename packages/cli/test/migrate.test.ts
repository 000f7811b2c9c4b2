import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockFolder, openEmbeddedPostgres } from "@steadyhand/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate, prepareRoles, readMigrations } from "../../postgres/src/database/index.ts";
import { runSteady } from "./run-steady.ts";

const home = mkdtempSync(join(tmpdir(), "steadyhand-migrate-"));
const log = { info() {}, error() {} };
let names: string[];

beforeAll(async () => {
  names = (await readMigrations()).map(({ name }) => name);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("steady migrate plan", { timeout: 120_000 }, () => {
  it("says of a folder without a database that nobody waits for anything, and makes none", async () => {
    const data = join(home, "none");
    const { stdout, code } = await runSteady(["migrate", "plan", "--data", data]);
    expect(code).toBe(0);
    expect(stdout).toContain("The database is empty; the first start makes it, and nobody waits for it:");
    for (const name of names) expect(stdout).toContain(`  ${name}: `);
    expect(existsSync(data)).toBe(false);
    const tried = await runSteady(["migrate", "plan", "--try", "--data", data]);
    expect(tried).toMatchObject({ code: 6, stderr: expect.stringContaining("[migration.nothing_to_try]") });
  });

  it("plans for an older database, tries it, and leaves it as it is, beside a running server too", async () => {
    const data = join(home, "older");
    const directory = join(data, "postgres");
    const lock = await lockFolder(data);
    const place = await openEmbeddedPostgres({ directory, log });
    await prepareRoles(place);
    await migrate(place, (await readMigrations()).slice(0, 9));
    const json = ["migrate", "plan", "--json", "--data", data];
    const beside = await runSteady(json);
    expect(beside).toMatchObject({ code: 0, stderr: "" });
    const found = JSON.parse(beside.stdout);
    expect(found).toMatchObject({ newest: names[8], newer: [], pending: names.slice(9).map((name) => ({ name })) });
    await place.stop();
    await lock.release();
    const tried = JSON.parse((await runSteady([...json, "--try"])).stdout);
    expect(tried.pending[0]).toMatchObject({ name: names[9], tookMs: expect.any(Number) });
    expect(tried.pending[0].statements[0].locks).toMatchObject([
      { table: "audit_event", mode: "ACCESS EXCLUSIVE", blocks: "reading and writing", isMeasured: true },
    ]);
    const { stdout } = await runSteady(["migrate", "plan", "--data", data]);
    expect(stdout).toContain(`The database is at ${names[8]}; the next start applies ${names.length - 9} migrations`);
    expect(stdout).toMatch(
      /\n {2}4 +audit_event +ACCESS EXCLUSIVE +reading and writing +no row is touched +0 rows, .* +about \d+ ms\n/,
    );
    expect(stdout).toContain('"About" supposes that 100 MB/s are read and 20 MB/s written');
  });

  it("says so when a server has the folder and its database does not answer", async () => {
    const data = join(home, "older");
    const lock = await lockFolder(data);
    const { code, stderr } = await runSteady(["migrate", "plan", "--data", data]);
    await lock.release();
    expect([code, stderr]).toEqual([6, expect.stringContaining("[migration.database_away]")]);
  });
});
