import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { FollowQuery } from "@steadyhand/api";
import { OpsError } from "@steadyhand/core/outcome";
import type { Caller } from "@steadyhand/engine";
import type { Authenticator } from "../access/authenticate.ts";
import { callerOf, type Route, rawRoute } from "../http/route.ts";
import { securityHeaders } from "../http/security-headers.ts";
import { presentAuditEvent } from "../present/audit-event.ts";
import type { Services } from "../services.ts";
import { createLiveViews, type LiveViews } from "./live-views.ts";

/** Where nothing new is, it is looked for again after this. */
const pollMs = 300;
/** So many events are read at once, and wait for the reader at most. */
const batchSize = 200;
/** Something is said, and the reader's key is asked about again. */
const heartbeatMs = 10_000;
/** A reader that takes nothing for so long is gone. */
const stalledMs = 60_000;
/** Each costs the database a question every time it looks. */
const mostStreams = 100;

/** The record as it grows, as server-sent events whose ids are the events' numbers. */
export function followRoutes(
  services: Services,
  { authenticator }: { readonly authenticator: Authenticator },
): { readonly routes: Route[]; readonly views: LiveViews } {
  const { ledger, reads } = services;
  const views = createLiveViews();
  const route = rawRoute({
    operation: "followLedger",
    summary:
      "Server-sent events: `event` for each fact of the record as it comes, with its number as the id to resume after",
    query: FollowQuery,
    async respond({ query: { type, after, since }, request, reply }) {
      const caller = callerOf(request);
      if (views.count() >= mostStreams) throw tooMany();
      const seen = after ?? lastEventId(request.raw);
      const begunAt = services.now();
      const filter = { ...(type && { type }), ...(seen === undefined && since && { since }) };
      const read = { what: "stream", filter, ...(seen !== undefined && { after: seen }) } as const;
      // Before the place is looked up: whoever asks for what comes from now on is not shown their own asking.
      await reads.note(caller, { ...read, events: 0 });
      const place =
        seen ?? (await ledger.placeBefore(caller.tenantId, since === undefined ? undefined : new Date(since)));
      reply.hijack();
      const stop = new AbortController();
      const takeOff = views.add(caller, () => stop.abort());
      reply.raw.once("close", () => stop.abort());
      // A reader that goes away in the middle of a write is no error of ours.
      reply.raw.on("error", () => stop.abort());
      let shown = 0;
      try {
        begin(reply.raw);
        for await (const text of follow(services, { caller, type, after: place, signal: stop.signal }, () =>
          authenticator.authenticate(request.raw),
        )) {
          if (text.startsWith("id: ")) shown += 1;
          await write(reply.raw, text, stop.signal);
        }
      } catch (error) {
        // What stops it is said by its end: whoever asks again is told why as a problem.
        if (!stop.signal.aborted) services.log.warn({ error }, "a stream of the record ended");
      } finally {
        takeOff();
        void reads.note(caller, { ...read, events: shown, since: begunAt });
        reply.raw.end();
      }
    },
  });
  return { routes: [route], views };
}

interface Following {
  readonly caller: Caller;
  readonly type: string | undefined;
  readonly after: number;
  readonly signal: AbortSignal;
}

/** Read from the database by number alone: nothing is kept, so nothing is missed or told twice, whoever was restarted. */
async function* follow(
  { ledger, now }: Pick<Services, "ledger" | "now">,
  { caller, type, after, signal }: Following,
  confirm: () => Promise<unknown>,
): AsyncGenerator<string> {
  let place = after;
  let saidAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    const { items, last } = await ledger.listAfter(caller.tenantId, {
      after: place,
      limit: batchSize,
      ...(type && { type }),
    });
    for (const event of items) {
      yield `id: ${event.sequence}\nevent: event\ndata: ${JSON.stringify(presentAuditEvent(event))}\n\n`;
    }
    const isNew = last > place;
    place = last;
    if (now().getTime() - saidAt >= heartbeatMs) {
      saidAt = now().getTime();
      // Throws when the key is gone: on this server, or taken away on another.
      await confirm();
      // The number as an id of its own: whoever filters resumes after all that was looked at.
      yield `id: ${place}\nevent: place\ndata: ${place}\n\n`;
    }
    if (!isNew) await pause(pollMs, signal);
  }
}

function begin(response: ServerResponse): void {
  const type = { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" };
  response.writeHead(200, { ...securityHeaders, "cache-control": "no-store", ...type });
  response.flushHeaders();
  response.socket?.setNoDelay(true);
}

/** Waits for a slow reader: nothing is read from the database meanwhile, so nothing piles up. */
async function write(response: ServerResponse, text: string, signal: AbortSignal): Promise<void> {
  if (signal.aborted || response.write(text)) return;
  await once(response, "drain", { signal: AbortSignal.any([signal, AbortSignal.timeout(stalledMs)]) });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}

/** What a reader that was cut off has seen. Not a number: then it has seen nothing. */
function lastEventId({ headers }: IncomingMessage): number | undefined {
  const text = String(headers["last-event-id"] ?? "");
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function tooMany(): OpsError {
  return new OpsError(`Cannot follow the record: ${mostStreams} readers follow it on this server already`, {
    kind: "unavailable",
    code: "ledger.too_many_readers",
    hint: "End one of them, or ask another server",
  });
}
