import { OpsError } from "@steadyhand/core/outcome";
import pg from "pg";

/** The SQLSTATE of an error that PostgreSQL sent; `undefined` for any other error. */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** The constraint that an error names, such as `execution_pkey`. */
export function constraintOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.constraint : undefined;
}

/** An error of the database in our words. What is ours already stays as it is. */
export function databaseError(what: string, error: unknown): Error {
  if (error instanceof OpsError) return error;
  const state = sqlStateOf(error);
  const known = state === undefined ? unreachable : (states[state] ?? states[state.slice(0, 2)]);
  const { code, why, hint } = known ?? { code: "database.failed", why: undefined, hint: undefined };
  const reason = why ?? (error instanceof Error ? error.message : String(error));
  const kind = known === undefined ? "internal" : "unavailable";
  return new OpsError(`Cannot ${what}: ${reason}`, { kind, code, ...(hint && { hint }), cause: error });
}

interface Known {
  readonly code: string;
  readonly why: string;
  readonly hint: string;
}

const unreachable: Known = {
  code: "database.unreachable",
  why: "the connection to the database is gone; whether the last change was stored is not known",
  hint: "Check that the database runs, and look at the state before you try again",
};
const shuttingDown: Known = {
  code: "database.unreachable",
  why: "the database is shutting down or starting",
  hint: "Try again in a moment",
};
const damaged: Known = {
  code: "database.damaged",
  why: "the database says that its own files are damaged",
  hint: "Keep the database's folder as it is, as evidence; its log names the file. Then restore a backup",
};
const states: Readonly<Record<string, Known>> = {
  "53100": {
    code: "database.disk_full",
    why: "the database's disk is full, so nothing can be recorded and nothing runs",
    hint: "Free some space on the disk of the data folder",
  },
  "25006": {
    code: "database.read_only",
    why: "the database takes no changes, so nothing can be recorded and nothing runs",
    hint: "Is it a standby, or was `default_transaction_read_only` set? Give the address of the server that takes changes",
  },
  "53300": {
    code: "database.busy",
    why: "the database takes no more connections",
    hint: "End other programs that use it, or raise max_connections",
  },
  "57P01": shuttingDown,
  "57P02": shuttingDown,
  "57P03": shuttingDown,
  "25P03": unreachable,
  // A checksum or a page that cannot be; a file that is gone or too short.
  XX001: damaged,
  XX002: damaged,
  "58P01": damaged,
  "08": unreachable,
  "28": {
    code: "database.sign_in",
    why: "the database does not accept the user or password",
    hint: "Check the user and password in DATABASE_URL",
  },
  "3D": {
    code: "database.missing",
    why: "there is no database of that name",
    hint: "Create it, or correct its name in DATABASE_URL",
  },
};
