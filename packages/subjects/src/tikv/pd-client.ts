import type { TlsKeys } from "./config.ts";
import { askHttp } from "./http.ts";
import { type PdValue, readJson } from "./read-json.ts";

export type PdAnswer =
  | { readonly kind: "ok"; readonly body: PdValue }
  /** PD answered, and did not do it. `code` is its own, such as `PD:core:ErrStoreNotFound`. */
  | { readonly kind: "refused"; readonly status: number; readonly said: string; readonly code?: string }
  | { readonly kind: "no_leader"; readonly said: string }
  /** Nothing was heard of us: no connection came about. */
  | { readonly kind: "unreachable"; readonly why: string }
  /** Sent, and not answered: a change may have been made. */
  | { readonly kind: "lost"; readonly why: string };

export interface PdEndpoint {
  readonly name: string;
  readonly url: string;
}

export interface Asking {
  readonly signal: AbortSignal;
}

export interface PdClient {
  /** Asks one member after the other until one answers. */
  get(path: string, asking: Asking): Promise<PdAnswer>;
  /** Asks every member at once, such as whom they follow. */
  getFromEach(path: string, asking: Asking): Promise<readonly (PdEndpoint & { readonly answer: PdAnswer })[]>;
  /** A change is sent to one member; to another only where no connection to the first came about. */
  change(method: "POST" | "DELETE", path: string, body: unknown, asking: Asking): Promise<PdAnswer>;
}

const base = "/pd/api/v1";

export function createPdClient({
  endpoints,
  limitMs,
  tls,
}: {
  readonly endpoints: readonly PdEndpoint[];
  readonly limitMs: number;
  readonly tls: TlsKeys | undefined;
}): PdClient {
  /** The member that answered last is asked first. */
  let first = 0;
  async function ask(
    { url }: PdEndpoint,
    method: "GET" | "POST" | "DELETE",
    path: string,
    { signal, body }: Asking & { readonly body?: unknown },
  ) {
    const answer = await askHttp({
      method,
      url: `${url}${base}${path}`,
      signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
      tls,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.kind === "answered" ? readAnswer(answer) : answer;
  }
  async function inTurn(
    goesOn: (answer: PdAnswer) => boolean,
    one: (endpoint: PdEndpoint) => Promise<PdAnswer>,
  ): Promise<PdAnswer> {
    const missed: string[] = [];
    for (let turn = 0; turn < endpoints.length; turn++) {
      const index = (first + turn) % endpoints.length;
      const endpoint = endpoints[index];
      if (endpoint === undefined) break;
      const answer = await one(endpoint);
      if (!goesOn(answer)) {
        first = index;
        return answer;
      }
      if ("why" in answer) missed.push(answer.why);
      if (turn === endpoints.length - 1 && !("why" in answer)) return answer;
    }
    return { kind: "unreachable", why: missed.join("; ") };
  }
  return {
    get: (path, asking) =>
      inTurn(
        ({ kind }) => (kind === "unreachable" || kind === "lost" || kind === "no_leader") && !asking.signal.aborted,
        (endpoint) => ask(endpoint, "GET", path, asking),
      ),
    getFromEach: (path, asking) =>
      Promise.all(
        endpoints.map(async (endpoint) => ({ ...endpoint, answer: await ask(endpoint, "GET", path, asking) })),
      ),
    change: (method, path, body, asking) =>
      inTurn(
        ({ kind }) => kind === "unreachable" && !asking.signal.aborted,
        (endpoint) => ask(endpoint, method, path, { ...asking, body }),
      ),
  };
}

/** Whatever the status is, the body may be a JSON string, an object, plain text or nothing; the content type says little. */
export function readAnswer({ status, text }: { readonly status: number; readonly text: string }): PdAnswer {
  const body = bodyOf(text);
  if (status >= 200 && status < 300) return { kind: "ok", body };
  const said = sentenceOf(body);
  if (status === 503 && said.includes("redirect finds no leader")) return { kind: "no_leader", said };
  // A member passed it on and heard nothing back: what the leader did with it is not known.
  if (status === 502 || status === 504 || said.includes("redirect failed"))
    return { kind: "lost", why: `PD answered ${status}: ${said}` };
  const [, code] = said.match(/^\[([A-Za-z]+:[\w:-]+)\]/) ?? [];
  return { kind: "refused", status, said: said || `HTTP ${status}`, ...(code && { code }) };
}

function bodyOf(text: string): PdValue {
  try {
    return readJson(text);
  } catch {
    return text.trim(); // Plain text, as when there is no leader or there are too many requests.
  }
}

const mostSaid = 500;

function sentenceOf(body: PdValue): string {
  const said = typeof body === "object" && body !== null && "msg" in body ? body.msg : body;
  return (
    typeof said === "string"
      ? said
      : JSON.stringify(said, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))
  ).slice(0, mostSaid);
}
