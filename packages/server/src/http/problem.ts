import type { ProblemWire } from "@steadyhand/api";
import { OpsError, type OpsErrorKind } from "@steadyhand/core/outcome";

/** The one table of statuses. */
const statusOfKind: Readonly<Record<OpsErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  refused: 422,
  unavailable: 503,
  internal: 500,
};

/** Where HTTP has a word of its own for it. */
const statusOfCode: Readonly<Record<string, number>> = {
  "body.too_large": 413,
  "body.not_json_type": 415,
  "session.too_many_attempts": 429,
  "request.too_often": 429,
  "model.not_configured": 409,
};

const titles: Readonly<Record<number, string>> = {
  400: "It cannot be read",
  401: "Nobody is signed in",
  403: "This may not be done",
  404: "There is no such thing",
  409: "Something has to be set up first",
  413: "It is too large",
  415: "It is not JSON",
  422: "It was refused",
  429: "Too often",
  500: "Something is wrong inside Steadyhand",
  503: "It cannot be done right now",
};

/** A request whose parts do not fit, each of them named. */
export class InvalidRequest extends OpsError {
  readonly issues: readonly { readonly path: string; readonly message: string }[];

  constructor(what: string, issues: InvalidRequest["issues"]) {
    const first = issues[0];
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
    super(`Cannot ${what}: ${first ? `${first.path}: ${first.message}` : "the request does not fit"}${more}`, {
      kind: "invalid",
      code: "request.invalid",
      hint: "Correct what `issues` names; /openapi.json says what each operation takes",
    });
    this.issues = issues;
  }
}

/** More than is answered in a minute. */
export class TooOften extends OpsError {
  /** When there is room again. */
  readonly retryAfterSeconds: number;

  constructor({ what, why, retryAfterSeconds }: { what: string; why: string; retryAfterSeconds: number }) {
    super(`Cannot ${what} now: ${why}, and there were as many`, {
      kind: "unavailable",
      code: "request.too_often",
      hint: `Try again in ${retryAfterSeconds} s; to judge many commands at once, import them as a runbook or use \`steady classify\`, which needs no server`,
    });
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What an error looks like from outside. An error that is not ours says nothing of its inside. */
export function presentProblem(error: unknown): ProblemWire {
  const known = error instanceof OpsError ? error : fromFastify(error);
  const status = statusOfCode[known.code] ?? statusOfKind[known.kind];
  return {
    type: "about:blank",
    title: titles[status] ?? "It did not work",
    status,
    detail: known.message,
    code: known.code,
    hint: known.hint,
    issues: known instanceof InvalidRequest ? [...known.issues] : undefined,
  };
}

/** Fastify's own errors in our words. */
const ofFastify: Readonly<Record<string, { kind: OpsErrorKind; code: string; message: string; hint: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    kind: "invalid",
    code: "body.too_large",
    message: "Cannot read the body: it is larger than 4 MiB",
    hint: "A runbook may hold 2 MiB of text: split it, or leave out what is not instructions",
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    kind: "invalid",
    code: "body.not_json_type",
    message: "Cannot read the body: its type is not application/json",
    hint: "Send JSON with the header `content-type: application/json`",
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    kind: "invalid",
    code: "body.empty",
    message: "Cannot read the body: it is empty",
    hint: "Send a JSON object, `{}` where nothing is to be said",
  },
};

function fromFastify(error: unknown): OpsError {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  const known = ofFastify[code];
  if (known) return new OpsError(known.message, { ...known, cause: error });
  const status = typeof error === "object" && error !== null && "statusCode" in error ? Number(error.statusCode) : 500;
  if (status === 403 || status === 404) {
    const nothing = { kind: "not_found", code: "route.not_found", cause: error } as const;
    return new OpsError("Cannot give this file: there is nothing at this address", nothing);
  }
  if (status >= 400 && status < 500) {
    return new OpsError("Cannot read this request: it is not valid HTTP for this server", {
      kind: "invalid",
      code: "request.malformed",
      cause: error,
    });
  }
  return new OpsError("Cannot answer: something unexpected stood in the way", {
    kind: "internal",
    code: "server.unexpected",
    hint: "The server's log on stderr says what it was",
    cause: error,
  });
}
