import type { AuditEventWire } from "@steadyhand/api";
import { endpoints } from "@steadyhand/api/endpoints";
import { ApiProblem, readProblem } from "./api-problem.ts";
import { createEventReader } from "./event-stream.ts";
import type { Transport } from "./transport.ts";
import type { WatchState } from "./watch-execution.ts";

/** Whoever follows the record. */
export interface LedgerFollower {
  /** Exact, or a prefix that ends in `.*`. */
  readonly type?: string;
  /** The number of the last event that was seen: what comes after it is told. */
  readonly after?: number;
  /** Where no number is known: from this time on, in ISO 8601. Without both, what comes from now on. */
  readonly since?: string;
  /** Called for each event, in order, once. */
  onEvent(event: AuditEventWire): void | Promise<void>;
  onState?(state: WatchState): void;
  readonly signal: AbortSignal;
}

/** The server says something each 10 s. Silence for longer than this is a lost connection. */
const silenceMs = 35_000;
const firstRetryMs = 250;
const lastRetryMs = 10_000;

/**
 * Follows the record until its signal aborts. A lost connection is made again and goes on after the last event that was seen,
 * so that none is missed and none comes twice. Rejects with the `ApiProblem` when the server itself says no.
 */
export async function followLedger(
  connection: { readonly transport: Transport; readonly headers: Readonly<Record<string, string>> },
  follower: LedgerFollower,
): Promise<void> {
  const { signal } = follower;
  const seen = { after: follower.after };
  let retryMs = firstRetryMs;
  while (!signal.aborted) {
    const problem = await readStream(connection, follower, seen, () => {
      retryMs = firstRetryMs;
    });
    if (signal.aborted) return;
    // 4xx is an answer, not a lost connection: asking again would give the same one.
    if (problem.status >= 400 && problem.status < 500 && problem.status !== 429) throw problem;
    follower.onState?.({ isLive: false, problem, retryInMs: retryMs });
    await pause(retryMs, signal);
    retryMs = Math.min(retryMs * 2, lastRetryMs);
  }
}

async function readStream(
  { transport, headers }: Parameters<typeof followLedger>[0],
  { type, since, onEvent, onState, signal: ended }: LedgerFollower,
  seen: { after: number | undefined },
  onLive: () => void,
): Promise<ApiProblem> {
  const silence = new AbortController();
  const signal = AbortSignal.any([ended, silence.signal]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), silenceMs);
  };
  const told = { error: undefined as unknown };
  try {
    heard();
    const query = queryOf({ type, ...(seen.after === undefined ? { since } : { after: String(seen.after) }) });
    const asked = { method: "GET", path: `${endpoints.followLedger.path}${query}`, signal };
    const response = await transport({ ...asked, headers: { ...headers, accept: "text/event-stream" } });
    if (response.status !== 200) return readProblem("follow the record", response.status, await response.text());
    const read = createEventReader();
    let isLive = false;
    for await (const chunk of response.chunks()) {
      heard();
      for (const { type: kind, data } of read(chunk)) {
        if (!isLive) onState?.({ isLive: true });
        isLive = true;
        onLive();
        if (kind === "place") seen.after = Number(data);
        if (kind !== "event" || ended.aborted) continue;
        const event = JSON.parse(data) as AuditEventWire;
        await Promise.resolve(onEvent(event)).catch((error: unknown) => {
          told.error = error;
          throw error;
        });
        seen.after = event.sequence;
      }
    }
    return lost(undefined);
  } catch (cause) {
    // What the follower throws is its own mistake: asking again would only repeat it.
    if (told.error !== undefined) throw told.error;
    return cause instanceof ApiProblem ? cause : lost(cause);
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

function queryOf(query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}

function lost(cause: unknown): ApiProblem {
  return new ApiProblem("Lost the live view of the record: the connection ended", {
    status: 0,
    code: "server.connection_lost",
    hint: "It is made again by itself, and goes on after the last event that was seen",
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
