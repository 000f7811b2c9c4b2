import { ApiProblem, readProblem } from "./api-problem.ts";
import { createEventReader, type ServerEvent } from "./event-stream.ts";
import type { Transport } from "./transport.ts";

/** Whether what is shown is fresh. Not live is blind: nothing is known of what happens meanwhile. */
export type WatchState =
  | { readonly isLive: true }
  | { readonly isLive: false; readonly problem: ApiProblem; readonly retryInMs: number };

/** The way to the server, and who asks. */
export interface Connection {
  readonly transport: Transport;
  readonly headers: Readonly<Record<string, string>>;
}

/** A stream of server-sent events that somebody wants to stay on. */
export interface LiveStream {
  /** As in "Cannot watch exe_1". */
  readonly doing: string;
  /** As in "Lost the live view of exe_1". */
  readonly what: string;
  /** What becomes of a lost connection, for people. */
  readonly hint: string;
  /** Silence for longer than this is a lost connection. */
  readonly silenceMs: number;
  /** Path and query, asked for before each connection. */
  path(): string;
  /** Begins a connection; what it returns is given each of its events, in order. `live` says that what is shown is fresh now. */
  begin(live: () => void): (event: ServerEvent) => void | Promise<void>;
  onState?(state: WatchState): void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

const firstRetryMs = 250;
const lastRetryMs = 10_000;

/**
 * Reads a stream until its signal aborts. A lost connection is made again, later each time up to 10 s. Rejects with the
 * `ApiProblem` when the server itself says no, and with what its reader throws.
 */
export async function stayConnected(connection: Connection, stream: LiveStream): Promise<void> {
  const { signal } = stream;
  let retryMs = firstRetryMs;
  while (!signal.aborted) {
    const problem = await readOnce(connection, stream, () => {
      retryMs = firstRetryMs;
    });
    if (signal.aborted) return;
    // 4xx is an answer, not a lost connection: asking again would give the same one.
    if (problem.status >= 400 && problem.status < 500 && problem.status !== 429) throw problem;
    stream.onState?.({ isLive: false, problem, retryInMs: retryMs });
    await pause(retryMs, signal);
    retryMs = Math.min(retryMs * 2, lastRetryMs);
  }
}

async function readOnce(
  { transport, headers }: Connection,
  stream: LiveStream,
  onLive: () => void,
): Promise<ApiProblem> {
  const silence = new AbortController();
  const signal = AbortSignal.any([stream.signal, silence.signal]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), stream.silenceMs);
  };
  heard();
  try {
    const asked = { method: "GET", path: stream.path(), signal };
    const response = await transport({ ...asked, headers: { ...headers, accept: "text/event-stream" } });
    if (response.status !== 200) return readProblem(stream.doing, response.status, await response.text());
    const read = createEventReader();
    const receive = createReceiver(stream, onLive);
    for await (const chunk of response.chunks()) {
      heard();
      for (const event of read(chunk)) await receive(event);
    }
    return lost(stream, undefined);
  } catch (cause) {
    // What a reader throws is its own mistake: connecting again would only repeat it.
    if (cause instanceof ReaderError) throw cause.cause;
    return cause instanceof ApiProblem ? cause : lost(stream, cause);
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

class ReaderError extends Error {}

function createReceiver(stream: LiveStream, onLive: () => void): (event: ServerEvent) => Promise<void> {
  let isLive = false;
  const receive = stream.begin(() => {
    onLive();
    if (!isLive) stream.onState?.({ isLive: true });
    isLive = true;
  });
  return async (event) => {
    // One chunk may hold more than what its reader wanted.
    if (stream.signal.aborted) return;
    try {
      await receive(event);
    } catch (cause) {
      throw new ReaderError("a reader failed", { cause });
    }
  };
}

function lost({ what, hint }: LiveStream, cause: unknown): ApiProblem {
  return new ApiProblem(`Lost the live view of ${what}: the connection ended`, {
    status: 0,
    code: "server.connection_lost",
    hint,
    cause,
  });
}

function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, waitMs);
    signal.addEventListener("abort", end);
  });
}
