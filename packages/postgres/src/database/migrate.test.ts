import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestServer, quiet, type TestServer, temporaryFolder } from "../../test/test-server.ts";
import { migrate, readMigrations } from "./migrate.ts";
import { openDatabase } from "./open-database.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

it("applies what is new once, in order, also when two start at once", async () => {
  const place = await server.newPlace();
  const applied = [...(await readMigrations())];
  const added = {
    number: applied.length + 1,
    name: "more",
    sql: "CREATE TABLE more (); ALTER TABLE more ENABLE ROW LEVEL SECURITY",
    sha256: "1",
    readableFrom: applied.length + 1,
  };
  const both = await Promise.all([migrate(place, [...applied, added]), migrate(place, [...applied, added])]);
  expect(both.flat()).toEqual(["more"]);
});

it("refuses a past migration that was edited, and changes nothing", async () => {
  const place = await server.newPlace();
  const [first] = await readMigrations();
  if (first === undefined) throw new TypeError("there is a first migration");
  const edited = migrate(place, [{ ...first, sha256: "0" }]);
  await expect(edited).rejects.toMatchObject({ code: "migration.edited" });
});

it("refuses a database that a newer release has migrated", async () => {
  await expect(migrate(await server.newPlace(), [])).rejects.toMatchObject({ code: "migration.unknown" });
});

it("goes on with a database that a newer release has migrated, where that one states that it can", async () => {
  const place = await server.newPlace();
  const applied = await readMigrations();
  const added = (readableFrom: number, number = applied.length + 1) => ({
    ...{ number, name: `${number}`, sql: `CREATE TABLE more_${number} ()`, sha256: "1", readableFrom },
  });
  const first = added(applied.length);
  await migrate(place, [...applied, first]);
  expect(await migrate(place, applied)).toEqual([]);
  await (await openDatabase({ place, log: quiet })).close();
  // Each that was applied has to state it.
  await migrate(place, [...applied, first, added(applied.length + 1, applied.length + 2)]);
  await expect(migrate(place, applied)).rejects.toMatchObject({ code: "migration.unknown" });
  expect(await migrate(place, [...applied, first])).toEqual([]);
});

it("refuses a newer database of a release that states nothing, as those before it did", async () => {
  const place = await server.newPlace();
  const admin = await server.superuser(place);
  await admin.query("SET search_path TO steadyhand; ALTER TABLE migration DROP COLUMN readable_from");
  await admin.query("INSERT INTO migration (number, name, sha256) VALUES (9999, 'later', '0')");
  await expect(migrate(place, await readMigrations())).rejects.toMatchObject({ code: "migration.unknown" });
  await admin.query("DELETE FROM migration WHERE number = 9999");
  await admin.end();
  expect(await migrate(place, await readMigrations())).toEqual([]);
});

it("leaves nothing of a migration that fails", async () => {
  const place = await server.newPlace();
  const applied = await readMigrations();
  const failing = {
    number: applied.length + 1,
    name: "bad",
    sql: "CREATE TABLE half (); SELECT 1/0",
    sha256: "1",
    readableFrom: 1,
  };
  await expect(migrate(place, [...applied, failing])).rejects.toThrow("division by zero");
  const admin = await server.superuser(place);
  const { rows } = await admin.query("SELECT to_regclass('steadyhand.half') AS half");
  await admin.end();
  expect(rows).toEqual([{ half: null }]);
});

it("refuses files that are out of order or give no reason", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder.path, "sql"));
  await writeFile(join(folder.path, "sql", "0001_a.sql"), "-- 0001_a: because\nSELECT 1");
  const url = pathToFileURL(join(folder.path, "sql/"));
  expect(await readMigrations(url)).toMatchObject([{ number: 1, name: "0001_a", readableFrom: 1 }]);
  await writeFile(join(folder.path, "sql", "0003_b.sql"), "-- 0003_b: because\nSELECT 1");
  await expect(readMigrations(url)).rejects.toMatchObject({ code: "migration.badly_named" });
  await folder.remove();
});

it("refuses an application role that passes over row-level security", async () => {
  const admin = await server.superuser({ ...server.embedded, database: "postgres" });
  await admin.query("ALTER ROLE steadyhand_app BYPASSRLS");
  const opening = openDatabase({ place: await server.newPlace(), log: quiet });
  await expect(opening).rejects.toMatchObject({ code: "database.role_too_strong" });
  await admin.query("ALTER ROLE steadyhand_app NOBYPASSRLS");
  await admin.end();
});

it("says what a server's user must be able to do when it cannot prepare the database", async () => {
  const place = await server.newPlace();
  const admin = await server.superuser({ ...server.embedded, database: "postgres" });
  const database = place.kind === "embedded" ? place.database : "";
  // Over the socket only our own roles may sign in; this one has lost what it needs.
  await admin.query("ALTER ROLE steadyhand_owner RENAME TO steadyhand_elsewhere");
  const host = encodeURIComponent(server.embedded.socketFolder);
  const connectionString = `postgres://steadyhand_app@${host}/${database}`;
  const opening = openDatabase({ place: { kind: "server", connectionString }, log: quiet });
  await expect(opening).rejects.toMatchObject({ code: "database.not_allowed", kind: "unavailable" });
  await admin.query("ALTER ROLE steadyhand_elsewhere RENAME TO steadyhand_owner");
  await admin.end();
});

it("says so when no server answers", async () => {
  const place = { kind: "server", connectionString: "postgres://nobody@127.0.0.1:1/none" } as const;
  await expect(openDatabase({ place, log: quiet })).rejects.toMatchObject({ code: "database.unreachable" });
});
