import type { ProblemWire } from "@steadyhand/api";
import type { ApiProblem } from "@steadyhand/client/node";
import type { OpsError, OpsErrorKind } from "@steadyhand/core/outcome";
import { type ExitCode, exitCodeOf } from "@steadyhand/server/exit-codes";
import { drawLine, drawProse } from "./io/draw-text.ts";

/** The status that the API gives each kind, so that a problem looks the same from wherever it comes. */
const statusOf: Readonly<Record<OpsErrorKind, { readonly status: number; readonly title: string }>> = {
  invalid: { status: 400, title: "It cannot be read" },
  unauthenticated: { status: 401, title: "Nobody is signed in" },
  forbidden: { status: 403, title: "This may not be done" },
  not_found: { status: 404, title: "There is no such thing" },
  refused: { status: 422, title: "It was refused" },
  unavailable: { status: 503, title: "It cannot be done right now" },
  internal: { status: 500, title: "Something is wrong inside Steadyhand" },
};

/** One error for people and for programs: the message, then what to do, with the code in brackets. */
export function describeError(error: unknown): {
  readonly text: string;
  readonly problem: ProblemWire;
  readonly exitCode: ExitCode;
} {
  const { kind, code, hint, message, issues } = toFailure(error);
  // A single one stands in the message already.
  const several = issues.length > 1 ? issues : [];
  const parts = several.map(({ path, message: what }) => `\n  ${drawLine(path)}: ${drawLine(what)}`);
  const text = `${drawProse(message)} [${code}]${parts.join("")}${hint === undefined ? "" : `\n${drawProse(hint)}`}`;
  const problem = {
    type: "about:blank",
    ...statusOf[kind],
    detail: message,
    code,
    ...(hint !== undefined && { hint }),
    ...(issues.length > 0 && { issues: [...issues] }),
  };
  return { text, problem, exitCode: exitCodeOf({ kind, code }) };
}

interface Failure {
  readonly kind: OpsErrorKind;
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
  readonly issues: NonNullable<ProblemWire["issues"]>;
}

function toFailure(error: unknown): Failure {
  if (isOpsError(error)) {
    const { kind, code, message, hint } = error;
    return { kind, code, message, hint, issues: [] };
  }
  if (isApiProblem(error)) {
    const { status, code, detail, hint, issues } = error;
    return { kind: kindOf(status), code, message: detail, hint, issues };
  }
  const why = error instanceof Error ? error.message : String(error);
  return { kind: "internal", code: "internal", message: `Cannot go on: ${why}`, hint: undefined, issues: [] };
}

/** Told by its name: a server that was started from its source throws a class of its own, not the bundle's. */
function isOpsError(error: unknown): error is OpsError {
  return error instanceof Error && error.name === "OpsError" && "kind" in error && "code" in error;
}

/** Told by its name: loading the client to ask for its class would slow down commands that need no server. */
function isApiProblem(error: unknown): error is ApiProblem {
  return error instanceof Error && error.name === "ApiProblem" && "status" in error && "detail" in error;
}

function kindOf(status: number): OpsErrorKind {
  const kinds = Object.keys(statusOf) as OpsErrorKind[];
  const found = kinds.find((kind) => statusOf[kind].status === status);
  if (found) return found;
  // 0 is no answer at all.
  if (status === 0 || status === 502 || status === 504) return "unavailable";
  return status >= 400 && status < 500 ? "invalid" : "internal";
}
