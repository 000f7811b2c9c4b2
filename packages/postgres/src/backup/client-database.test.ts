import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestServer, type TestServer } from "../../test/test-server.ts";
import { appRole, connectionConfig, ownerRole } from "../database/index.ts";
import { clientDatabase } from "./client-database.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
}, 60_000);
afterAll(() => server.close());

/** What functions such as `append_events` do first: elsewhere each call of them is a transaction of its own. */
const takesRole = { name: "take_role", sql: "SELECT set_config('role', $1, true) AS role", parameters: [appRole] };

it("goes on as who it was after a call that takes the application's role for the rest of its transaction", async () => {
  const client = new Client(connectionConfig(await server.newPlace(), "admin"));
  await client.connect();
  try {
    await client.query(`BEGIN; SET LOCAL ROLE ${ownerRole}`);
    expect(await clientDatabase(client).call("append", takesRole)).toEqual([{ role: appRole }]);
    const { rows } = await client.query("SELECT current_user AS role");
    expect(rows).toEqual([{ role: ownerRole }]);
    // As a restore does it, whose transaction goes on: the application's role may not.
    await client.query("ALTER TABLE steadyhand.audit_head FORCE ROW LEVEL SECURITY");
  } finally {
    await client.end();
  }
});
