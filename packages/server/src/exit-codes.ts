import type { OpsErrorKind } from "@steadyhand/core/outcome";

/** How a process of ours ends, by name. docs/cli.md holds the same table for people. */
export const exitCode = {
  /** Done as asked. */
  ok: 0,
  /** It was tried and did not work. */
  failed: 1,
  /** The command line, or a configuration file, does not make sense; nothing was tried. */
  usage: 2,
  notFound: 3,
  /** A rule says no, or something is missing; nothing ran. */
  refused: 4,
  /** The server, a port or a data folder is taken or does not answer. */
  unavailable: 5,
  /** The data folder or the database cannot be used. */
  data: 6,
  /** The ledger is not whole. */
  ledger: 7,
  /** An execution waits for a person. */
  waiting: 10,
  /** Ended by Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

const ofKind: Readonly<Record<OpsErrorKind, ExitCode>> = {
  invalid: exitCode.refused,
  unauthenticated: exitCode.refused,
  forbidden: exitCode.refused,
  not_found: exitCode.notFound,
  refused: exitCode.refused,
  unavailable: exitCode.unavailable,
  internal: exitCode.failed,
};

/** The exit code for an error's kind and code. */
export function exitCodeOf({ kind, code }: { readonly kind: OpsErrorKind; readonly code: string }): ExitCode {
  if (code.startsWith("usage.") || code === "request.invalid") return exitCode.usage;
  if (kind === "invalid" && /^(?:programs|model|policy)\./.test(code)) return exitCode.usage;
  if (code === "data.in_use" || code === "server.port_in_use") return exitCode.unavailable;
  if (code.startsWith("data.") || code.startsWith("database.") || code.startsWith("migration.")) return exitCode.data;
  if (code.startsWith("ledger.") && kind === "refused") return exitCode.ledger;
  return ofKind[kind];
}
