import { Socket } from "node:net";
import { Client } from "pg";

/** One guarded connection to one server. */
export interface Session {
  readonly isOpen: boolean;
  /** One statement. It is over with `signal`, also when the server does not answer: then the connection is gone. */
  query<Row extends object>(sql: string, values: readonly unknown[], signal: AbortSignal): Promise<readonly Row[]>;
  /** Says goodbye. Does not wait for a server that is silent. */
  close(): void;
}

/**
 * What holds on every connection of ours, whatever its address asks for. `default_transaction_read_only` does not stop functions
 * such as `pg_terminate_backend`; it stops what would write rows.
 */
const guards = `SET statement_timeout = '5s'; SET lock_timeout = '2s'; SET idle_in_transaction_session_timeout = '10s';
  SET default_transaction_read_only = on`;

export interface Call {
  readonly address: string;
  /** What the server shows of us. */
  readonly purpose: "steadyhand watch" | "steadyhand act";
  readonly signal: AbortSignal;
}

/** Opens a connection and sets its guards. Rejects with what the server or the network said, or with the signal's reason. */
export async function openSession({ address, purpose, signal }: Call): Promise<Session> {
  signal.throwIfAborted();
  const socket = new Socket();
  const client = new Client({ connectionString: address, stream: () => socket });
  let isOpen = true;
  // What breaks between two statements is met by the next of them.
  client.on("error", () => {
    isOpen = false;
  });
  client.on("end", () => {
    isOpen = false;
  });
  const bounded = endedBy(socket);
  try {
    await bounded(() => client.connect(), signal);
    await bounded(() => client.query(`${guards}; SET application_name = '${purpose}'`), signal);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return {
    get isOpen() {
      return isOpen;
    },
    query: async <Row extends object>(sql: string, values: readonly unknown[], signal: AbortSignal) =>
      (await bounded(() => client.query<Row>(sql, [...values]), signal)).rows,
    close() {
      isOpen = false;
      void client.end().catch(() => {});
      // The goodbye is on its way; a server that does not close its side must not keep ours open.
      socket.unref();
    },
  };
}

/** A silent server is left by closing the socket under the driver, which then gives up what it waits for. */
function endedBy(socket: Socket) {
  return async <T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    signal.throwIfAborted();
    const end = () => void socket.destroy();
    signal.addEventListener("abort", end, { once: true });
    try {
      return await work();
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      signal.removeEventListener("abort", end);
    }
  };
}
