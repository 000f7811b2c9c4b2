import { randomBytes } from "node:crypto";
import { inTrace } from "@steadyhand/engine";
import type { FastifyInstance, FastifyRequest } from "fastify";

declare module "fastify" {
  interface FastifyRequest {
    /** Of the W3C trace that the request belongs to: 32 hex digits. */
    traceId: string;
  }
}

/**
 * Makes each request part of a trace: the one that its `traceparent` names, or a new one. The answer names it, the lines of the
 * log have it, and all that is recorded in its course bears it.
 */
export function traceRequests(app: FastifyInstance): void {
  app.decorateRequest("traceId", "");
  app.addHook("onRequest", (request, reply, next) => {
    const traceId = traceOf(request) ?? randomBytes(16).toString("hex");
    request.traceId = traceId;
    request.log = request.log.child({ traceId });
    reply.log = request.log;
    reply.headers({ traceparent: `00-${traceId}-${randomBytes(8).toString("hex")}-01`, "x-trace-id": traceId });
    inTrace(traceId, next);
  });
}

/** Version `ff` and ids of zeros only are invalid by the W3C recommendation, Trace Context, 3.2. */
const traceparent = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/;

function traceOf({ headers }: FastifyRequest): string | undefined {
  return traceparent.exec(String(headers.traceparent ?? ""))?.[1];
}
