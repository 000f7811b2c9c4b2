import type { ProblemWire } from "@steadyhand/api";

interface ProblemDetails {
  readonly status: number;
  readonly code: string;
  readonly hint?: string | undefined;
  readonly issues?: ProblemWire["issues"];
  readonly cause?: unknown;
}

/** What the server, or the way to it, answered instead of what was asked for. The message is for people. */
export class ApiProblem extends Error {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** Exact and stable, such as `approval.expired`. */
  readonly code: string;
  readonly detail: string;
  /** What the reader can do next. */
  readonly hint: string | undefined;
  /** Each part of what was sent that does not fit. */
  readonly issues: NonNullable<ProblemWire["issues"]>;

  constructor(detail: string, { status, code, hint, issues, cause }: ProblemDetails) {
    super(detail, cause === undefined ? undefined : { cause });
    this.name = "ApiProblem";
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.hint = hint;
    this.issues = issues ?? [];
  }
}

/** Reads an answer that is not a success. Whatever it holds, an `ApiProblem` comes out. */
export function readProblem(what: string, status: number, text: string): ApiProblem {
  const problem = parseProblem(text);
  if (problem) return new ApiProblem(problem.detail, { ...problem, status });
  return new ApiProblem(`Cannot ${what}: the server answered ${status} and did not say why`, {
    status,
    code: `http.${status}`,
    hint: "Is this address really Steadyhand's?",
  });
}

function parseProblem(text: string): ProblemWire | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isProblem(value) ? value : undefined;
  } catch {
    // Not JSON: something else than our server answered.
    return undefined;
  }
}

function isProblem(value: unknown): value is ProblemWire {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    typeof value.code === "string" &&
    "detail" in value &&
    typeof value.detail === "string"
  );
}
