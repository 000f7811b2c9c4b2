import { type Absence, absent } from "./absence.ts";

/** An answer with a status other than 200, and whether asking again could help. */
export interface StatusFailure {
  readonly absence: Absence;
  readonly isRetryable: boolean;
}

const words: Readonly<Record<number, string>> = {
  400: "the request is not accepted: check the model's name and what is configured for it",
  401: "the key is not accepted",
  402: "the account has no money or is over its limit",
  403: "the key may not use this model",
  404: "there is no such model or address",
  413: "the request is too large for it",
  422: "the request is not accepted: check what is configured",
};

/**
 * Reads a failure from its status. The body is not quoted: providers put keys, account names and the question into
 * it. Only its `error.type` is, when it is a plain word.
 */
export function readErrorStatus(
  status: number,
  body: string,
  headers: { readonly [name: string]: unknown },
): StatusFailure {
  const type = errorType(body);
  const said = type === undefined ? `${status}` : `${status} ${type}`;
  const failure = (code: Parameters<typeof absent>[0], why: string, isRetryable: boolean): StatusFailure => ({
    absence: absent(code, `${why} (${said})`),
    // A provider may say itself whether it makes sense to come again.
    isRetryable: headers["x-should-retry"] === "false" ? false : headers["x-should-retry"] === "true" || isRetryable,
  });
  if (status >= 300 && status < 400) {
    return {
      ...failure("redirected", "the provider's address sends us elsewhere, and we do not follow", false),
      isRetryable: false,
    };
  }
  if (status === 429) return failure("rate_limited", "the provider limits how often we may ask", true);
  if (status === 529 || status === 503) return failure("overloaded", "the provider is overloaded", true);
  if (status === 408 || status === 409 || status >= 500) return failure("failed", "the provider failed", true);
  return failure("rejected", `the provider rejects the question: ${words[status] ?? "see its documentation"}`, false);
}

/** `error.type` of both vendors' error bodies, or nothing. */
export function errorType(body: string): string | undefined {
  try {
    const { error } = JSON.parse(body) as { readonly error?: { readonly type?: unknown } };
    const type = error?.type;
    return typeof type === "string" && /^[a-z_]{3,40}$/.test(type) ? type : undefined;
  } catch {
    return undefined; // HTML of a proxy, or nothing: the status says enough
  }
}
