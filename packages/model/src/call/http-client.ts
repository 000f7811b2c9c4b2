import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { type Absence, absent } from "./absence.ts";

export interface HttpAnswer {
  readonly state: "received";
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Nothing usable came back. `mayHaveRun`: the whole question had left us, so it may have been worked on and billed. */
export interface HttpFailure {
  readonly state: "lost";
  readonly absence: Absence;
  readonly mayHaveRun: boolean;
  /** `now`: a kept connection was closed just when we used it, which says nothing of the provider. */
  readonly retry: "never" | "later" | "now";
}

export interface HttpPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ending it closes the connection at once. The caller knows why it ended, and says so. */
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

export interface HttpClient {
  /** Sends one request and reads the whole answer, up to `maxBytes`. Follows no redirect; never throws. */
  post(request: HttpPost): Promise<HttpAnswer | HttpFailure>;
  /** Closes every connection, those in use too. */
  close(): void;
}

/**
 * HTTP on Node's own client, not `fetch`: the pool is ours to close, a redirect is an answer like any other, and it
 * has no second layer of streams (measured by `npm run bench -- model`).
 */
export function openHttpClient(): HttpClient {
  const http = new HttpAgent({ keepAlive: true });
  const https = new HttpsAgent({ keepAlive: true });
  return {
    post: (request) =>
      new Promise((resolve) => {
        const url = new URL(request.url);
        const send = url.protocol === "https:" ? httpsRequest : httpRequest;
        let isSent = false;
        const outgoing = send(url, {
          method: "POST",
          agent: url.protocol === "https:" ? https : http,
          headers: {
            ...request.headers,
            "accept-encoding": "identity",
            "content-length": Buffer.byteLength(request.body),
          },
          signal: request.signal,
        });
        outgoing.on("finish", () => {
          isSent = true;
        });
        outgoing.on("error", (error: NodeJS.ErrnoException) => {
          const failure = connectionFailure(error);
          const isStale = outgoing.reusedSocket && error.code === "ECONNRESET";
          resolve({ state: "lost", ...failure, ...(isStale && { retry: "now" }), mayHaveRun: isSent });
        });
        outgoing.on("response", (incoming) => readAnswer(incoming, request.maxBytes, resolve));
        outgoing.end(request.body);
      }),
    close() {
      http.destroy();
      https.destroy();
    },
  };
}

function readAnswer(
  incoming: IncomingMessage,
  maxBytes: number,
  resolve: (answer: HttpAnswer | HttpFailure) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const lost = (absence: Absence) => resolve({ state: "lost", absence, mayHaveRun: true, retry: "never" });
  incoming.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      lost(tooLarge(maxBytes));
      incoming.destroy();
      return;
    }
    chunks.push(chunk);
  });
  // The connection ended before the answer did; `end` does not come then.
  incoming.on("error", () => lost(absent("cut_off", "the connection broke off in the middle of the answer")));
  incoming.on("end", () => {
    const { statusCode: status = 0, headers } = incoming;
    const body = decoded(Buffer.concat(chunks), headers["content-encoding"], maxBytes);
    if (typeof body === "string") resolve({ state: "received", status, headers, body });
    else lost(body);
  });
}

/** We ask for no compression; some gateways compress all the same. What a few bytes unpack to is bounded too. */
function decoded(bytes: Buffer, encoding: string | undefined, maxBytes: number): string | Absence {
  const unpack = unpackers.get((encoding ?? "").trim().toLowerCase());
  if (unpack === undefined) return absent("malformed", "the answer is compressed in a way that we do not read");
  try {
    return unpack(bytes, maxBytes).toString("utf8");
  } catch (error) {
    return error instanceof RangeError ? tooLarge(maxBytes) : absent("malformed", "the answer's compression is broken");
  }
}

const unpackers: ReadonlyMap<string, (bytes: Buffer, maxOutputLength: number) => Buffer> = new Map<
  string,
  (bytes: Buffer, maxOutputLength: number) => Buffer
>([
  ["", (bytes) => bytes],
  ["identity", (bytes) => bytes],
  ["gzip", (bytes, maxOutputLength) => gunzipSync(bytes, { maxOutputLength })],
  ["deflate", (bytes, maxOutputLength) => inflateSync(bytes, { maxOutputLength })],
  ["br", (bytes, maxOutputLength) => brotliDecompressSync(bytes, { maxOutputLength })],
]);

function tooLarge(maxBytes: number): Absence {
  return absent("too_large", `the answer is larger than ${maxBytes} bytes`);
}

/** Says what stood in the way by the error's code alone: its message holds addresses. */
function connectionFailure({ code = "" }: NodeJS.ErrnoException): Pick<HttpFailure, "absence" | "retry"> {
  const because = (reason: string, retry: HttpFailure["retry"]) => ({ absence: absent("unreachable", reason), retry });
  if (code === "ECONNREFUSED") return because("nothing listens at the provider's address", "never");
  if (code === "ENOTFOUND") return because("the provider's host name cannot be resolved", "never");
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO|EPROTO/.test(code)) {
    return because(`the provider's TLS certificate or protocol is not accepted (${code})`, "never");
  }
  const said = /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? ` (${code})` : "";
  return because(`the connection to the provider failed${said}`, "later");
}
