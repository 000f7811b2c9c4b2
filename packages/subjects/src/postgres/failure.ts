/** Why a server could not be reached or asked. */
export interface Failure {
  readonly kind: FailureKind;
  /** For people: what the server or the network said. */
  readonly why: string;
  readonly sqlstate?: string;
}

/**
 * - `refused`: the machine says that nobody listens.
 * - `no_answer`: nothing came within the time, or the connection broke.
 * - `full`: it answers, and has no connection left.
 * - `not_serving`: it answers that it starts, recovers or shuts down.
 * - `not_ours`: nothing can be told of the server: we could not sign in, have no right, or were told to end.
 */
export type FailureKind = "refused" | "no_answer" | "full" | "not_serving" | "not_ours";

const byCode: Readonly<Record<string, FailureKind>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "no_answer",
  EPIPE: "no_answer",
  ETIMEDOUT: "no_answer",
  EHOSTUNREACH: "no_answer",
  ENETUNREACH: "no_answer",
  // errcodes.txt of PostgreSQL: too_many_connections, cannot_connect_now, admin_shutdown, crash_shutdown.
  "53300": "full",
  "57P03": "not_serving",
  "57P01": "not_serving",
  "57P02": "not_serving",
};

type ServerError = Error & { readonly code?: unknown; readonly severity?: unknown };

/** `isOver` when the whole look was ended, which says nothing of the server. */
export function failureOf(error: unknown, isOver: boolean): Failure {
  if (isOver) return { kind: "not_ours", why: "the look was ended before it answered" };
  const { name, code, severity, message }: Partial<ServerError> = error instanceof Error ? error : {};
  if (name === "TimeoutError") return { kind: "no_answer", why: "it did not answer in time" };
  const known = typeof code === "string" ? code : "";
  if (message?.startsWith("Connection terminated")) return { kind: "no_answer", why: "the connection broke" };
  const why = `${message === undefined || message === "" ? "it failed" : message}${known === "" ? "" : ` (${known})`}`;
  // Only what the server itself said has a severity; its code is an SQLSTATE then.
  const sqlstate = severity === undefined ? {} : { sqlstate: known };
  return { kind: byCode[known] ?? "not_ours", why, ...sqlstate };
}
