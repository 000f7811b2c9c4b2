import type { Client } from "pg";
import { createTurns, type Database, type Session, type Sight, type Statement } from "../database/index.ts";

/**
 * The stores' way into a transaction that is open on one connection already: what they would commit stays part of it. Its
 * role owns the tables, and is bound by their policies as everybody is.
 */
export function clientDatabase(client: Client): Database {
  const turns = createTurns();
  const statements = createTurns();
  // A store sends several at once, for a connection that takes them so; this one takes them one by one.
  const run = <Row>({ sql, parameters }: Statement<Row>): Promise<Row[]> =>
    statements.take("", async () => {
      const { rows } = await client.query(sql, [...parameters]);
      return rows as Row[];
    });
  const session: Session = {
    run,
    async commitWith(last) {
      for (const statement of last) await run(statement);
    },
  };
  // One after the other: what a session may see is a setting of the one connection.
  const inTurn = <Result>(sight: Sight, work: () => Promise<Result>) =>
    turns.take("", async () => {
      await look(client, sight);
      return work();
    });
  return {
    transaction: (_what, sight, work) => inTurn(sight, () => work(session)),
    query: (_what, sight, statement) => inTurn(sight, () => run(statement)),
    call: (_what, statement) => turns.take("", () => keepingRole(client, () => run(statement))),
    close: async () => {},
  };
}

/** What is a transaction of its own elsewhere takes the application's role for it; here more of one transaction follows. */
async function keepingRole<Result>(client: Client, work: () => Promise<Result>): Promise<Result> {
  const { rows } = await client.query<{ role: string }>("SELECT current_user AS role");
  const result = await work();
  await client.query("SELECT set_config('role', $1, true)", [rows[0]?.role]);
  return result;
}

/** Says what the open transaction may see from here on. */
export async function look(client: Client, sight: Sight): Promise<void> {
  const seen = {
    tenant_id: "tenantId" in sight ? sight.tenantId : "",
    key_sha256: "keySha256" in sight ? sight.keySha256 : "",
    lists_tenants: "listsTenants" in sight ? "on" : "",
    sees_nodes: "seesNodes" in sight && sight.seesNodes ? "on" : "",
  };
  const settings = Object.keys(seen).map((name, index) => `set_config('app.${name}', $${index + 1}, true)`);
  await client.query(`SELECT ${settings.join(", ")}`, Object.values(seen));
}
