import { Client } from "pg";
import { PgBoss } from "pg-boss";
import {
  appRole,
  connectionConfig,
  type DatabasePlace,
  databaseError,
  ownerRole,
  queueSchemaName,
} from "../database/index.ts";

/** The one queue: who is in it is to be advanced. */
export const queueName = "advance";

// Any number will do, as long as every Steadyhand takes the same.
const lockKey = 7_110_002;

const endlessly = 2_147_483_647;
const yearsInSeconds = 1_000_000_000;

/**
 * Never more than one active for each execution, and none behind one that is tried again. Nothing is ever given up or
 * cleaned away by its age: what was asked for stays until it was done.
 */
const queueOptions = {
  policy: "key_strict_fifo",
  retryLimit: endlessly,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 30,
  expireInSeconds: 86_400,
  retentionSeconds: yearsInSeconds,
} as const;

/** Makes the queue's tables as the owner of the schema; one instance at a time. Throws `database.…`. */
export async function prepareQueue(place: DatabasePlace): Promise<void> {
  const client = new Client(connectionConfig(place, "owner"));
  try {
    await client.connect();
    await client.query(`SET ROLE ${ownerRole}`);
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    await makeQueue(client);
    await client.query(outboxTable);
    await client.query(grants);
  } catch (error) {
    throw databaseError("prepare the queue", error);
  } finally {
    await client.end().catch(() => {});
  }
}

async function makeQueue(client: Client): Promise<void> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => client.query(text, values) },
    schema: queueSchemaName,
    createSchema: false,
    supervise: false,
    schedule: false,
  });
  boss.on("error", () => {});
  try {
    await boss.start();
    if ((await boss.getQueue(queueName)) === null) await boss.createQueue(queueName, queueOptions);
  } finally {
    await boss.stop({ graceful: false, close: false });
  }
}

const outboxTable = `
  CREATE TABLE IF NOT EXISTS ${queueSchemaName}.outbox (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT outbox_pkey PRIMARY KEY,
    tenant_id text COLLATE "C" NOT NULL,
    execution_id text COLLATE "C" NOT NULL,
    due_at timestamptz,
    claimed_at timestamptz
  );
  CREATE INDEX IF NOT EXISTS outbox_of_execution ON ${queueSchemaName}.outbox (tenant_id, execution_id)
    WHERE claimed_at IS NULL`;

/** The application asks, takes, and puts away; the shape of the tables is the owner's alone. */
const grants = `
  GRANT SELECT, INSERT, UPDATE, DELETE ON ${queueSchemaName}.job_common, ${queueSchemaName}.outbox TO ${appRole};
  GRANT SELECT ON ${queueSchemaName}.queue, ${queueSchemaName}.version TO ${appRole}`;
