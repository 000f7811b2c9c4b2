/** What kind of thing stood in the way; each edge maps it to a status or an exit code in one table. */
export type OpsErrorKind =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "refused"
  | "unavailable"
  | "internal";

interface OpsErrorDetails {
  readonly kind: OpsErrorKind;
  /** Exact and stable: what people search for, such as `agent.silent`. */
  readonly code: string;
  /** What the reader can do next. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** The one class of error we throw. The message says what was tried, on what, and what stood in the way. */
export class OpsError extends Error {
  readonly kind: OpsErrorKind;
  readonly code: string;
  readonly hint: string | undefined;

  constructor(message: string, { kind, code, hint, cause }: OpsErrorDetails) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "OpsError";
    this.kind = kind;
    this.code = code;
    this.hint = hint;
  }
}
