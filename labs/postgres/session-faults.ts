import { addressOf, asAdministrator } from "./administrator.ts";
import { openConnection } from "./connection.ts";
import type { Faults } from "./faults.ts";
import { until } from "./until.ts";

const name = "lab fault";
const lockRow = "UPDATE account SET balance = balance WHERE id = 1";

/** What sessions do to one another. Each is ended by ending its sessions, as the server's administrator. */
export function createSessionFaults(port: number): Faults {
  const open = () => openConnection(addressOf(port, "application"), name);
  /** Begins a statement that will not end by itself, and waits until it is blocked. */
  const block = async (sql: string, isBlocked = `wait_event_type = 'Lock'`) => {
    const before = await countOf(port, isBlocked);
    const connection = await open();
    // It ends when the fault does, by losing its connection.
    connection.query(sql).catch(() => {});
    await until(`a session is blocked by ${sql}`, async () => (await countOf(port, isBlocked)) > before);
  };
  const end = () => endSessions(port);
  return {
    idle_in_transaction: {
      what: "A session locked a row and does nothing, and another waits for it",
      async begin() {
        const holder = await open();
        await holder.query("BEGIN");
        await holder.query(lockRow);
        await block(lockRow);
      },
      end,
    },
    blocking_chain: {
      what: "A long statement holds a row, and two wait for it, one behind the other",
      async begin() {
        const holder = await open();
        await holder.query("BEGIN");
        await holder.query(lockRow);
        holder.query("SELECT pg_sleep(3600), 'password=hunter2hunter2' AS note").catch(() => {});
        await block(lockRow);
        await block(lockRow);
      },
      end,
    },
    lock_queue: {
      what: "A change of a table waits for a long reader, and all readers that come after wait behind it",
      async begin() {
        const reader = await open();
        await reader.query("BEGIN");
        await reader.query("SELECT count(*) FROM account");
        reader.query("SELECT pg_sleep(3600)").catch(() => {});
        await block("ALTER TABLE account ADD COLUMN note text");
        await block("SELECT count(*) FROM account");
        await block("SELECT count(*) FROM account");
      },
      end,
    },
    prepared_transaction: {
      what: "A prepared transaction that nobody ended holds a row: no session to end",
      async begin() {
        const holder = await open();
        await holder.query("BEGIN");
        await holder.query(lockRow);
        await holder.query("PREPARE TRANSACTION 'forgotten'");
        holder.drop();
        await block(lockRow);
      },
      async end() {
        await asAdministrator(port, (admin) => admin.query("ROLLBACK PREPARED 'forgotten'"));
        await end();
      },
    },
    connections_used_up: {
      what: "All connections that an application may have are taken by sessions that do nothing",
      async begin() {
        for (;;) {
          const isFull = await open().then(
            () => false,
            (error: unknown) => (error as { code?: string }).code === "53300",
          );
          if (isFull) return;
        }
      },
      end,
    },
  };
}

/** Counts as administrator, for whom connections are reserved. */
async function countOf(port: number, condition: string): Promise<number> {
  return asAdministrator(port, async (admin) => {
    const sql = `SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = $1 AND ${condition}`;
    const [row] = await admin.query<{ count: number }>(sql, [name]);
    return row?.count ?? 0;
  });
}

async function endSessions(port: number): Promise<void> {
  await asAdministrator(port, async (admin) => {
    await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1", [name]);
  });
  await until("the sessions of the fault have ended", async () => (await countOf(port, "true")) === 0);
}
