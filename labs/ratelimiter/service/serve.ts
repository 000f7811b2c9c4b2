import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { RateLimiterNode } from "./node.ts";

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Handle = (request: { readonly url: URL; readonly body: unknown }) => Promise<Reply> | Reply;

const keyForm = /^[\w.:@-]{1,200}$/;
const mostBodyBytes = 10_000;
const mostLimit = 1_000_000;

/** The node's HTTP face. */
export function serve(node: RateLimiterNode): Server {
  const routes = routesOf(node);
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://node");
    const handle = routes.get(`${request.method} ${url.pathname}`);
    void answer(handle, url, request)
      .catch((error: unknown): Reply => problem(503, error instanceof Error ? error.message : String(error)))
      .then((reply) => send(response, reply));
  });
  server.keepAliveTimeout = 60_000;
  return server;
}

function routesOf(node: RateLimiterNode): ReadonlyMap<string, Handle> {
  return new Map<string, Handle>([
    ["GET /check", ({ url }) => check(node, url.searchParams.get("key") ?? "")],
    ["GET /health", () => ok(node.health())],
    [
      "GET /metrics",
      () => ({ status: 200, body: node.metrics(), headers: { "content-type": "text/plain; version=0.0.4" } }),
    ],
    ["GET /api/nodes", async () => ok({ nodes: await node.nodes() })],
    ["GET /api/counters", async () => ok({ counters: await node.counters() })],
    ["GET /api/limits", async () => ok(await node.store.limits())],
    ["GET /api/blocks", async () => ok({ blocks: await node.store.blocks() })],
    ["POST /api/counters/reset", ({ body }) => resetCounter(node, body)],
    ["PUT /api/limits", ({ body }) => updateLimit(node, body)],
  ]);
}

async function check(node: RateLimiterNode, key: string): Promise<Reply> {
  if (!keyForm.test(key)) return problem(400, "key: 1 to 200 letters, digits and _ . : @ -");
  const verdict = await node.check(key);
  if (verdict.answer === "error") return problem(503, verdict.why);
  const { answer, ...rest } = verdict;
  const isAllowed = answer === "allowed";
  return { status: isAllowed ? 200 : 429, body: { key, allowed: isAllowed, node: node.id, ...rest } };
}

async function resetCounter(node: RateLimiterNode, body: unknown): Promise<Reply> {
  const { key } = fieldsOf(body);
  if (typeof key !== "string" || !keyForm.test(key)) return problem(400, "key: 1 to 200 letters, digits and _ . : @ -");
  const done = await node.store.reset(key);
  node.log("warn", `the counter of ${key} was reset at ${done.had}`);
  return ok({ key, ...done });
}

async function updateLimit(node: RateLimiterNode, body: unknown): Promise<Reply> {
  const { key, limit, from } = fieldsOf(body);
  if (typeof key !== "string" || !keyForm.test(key)) return problem(400, "key: 1 to 200 letters, digits and _ . : @ -");
  if (!isLimit(limit)) return problem(400, `limit: a whole number from 1 to ${mostLimit}`);
  if (from !== undefined && !isLimit(from))
    return problem(400, `from: a whole number from 1 to ${mostLimit}, or nothing`);
  const { isSet, was } = await node.store.setLimit(key, limit, from);
  if (!isSet) return problem(409, `the limit of ${key} is ${was}, not ${from}`);
  node.log("warn", `the limit of ${key} was set from ${was} to ${limit}`);
  return ok({ key, limit, was });
}

function isLimit(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= mostLimit;
}

function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === "object" && body !== null ? { ...body } : {};
}

async function answer(handle: Handle | undefined, url: URL, request: IncomingMessage): Promise<Reply> {
  if (handle === undefined) return problem(404, `there is no ${request.method} ${url.pathname}`);
  return await handle({ url, body: request.method === "GET" ? undefined : await bodyOf(request) });
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // A request without an encoding gives buffers.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBodyBytes) throw new Error("the body is too long");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

const ok = (body: unknown): Reply => ({ status: 200, body });
const problem = (status: number, error: string): Reply => ({ status, body: { error } });

function send(response: ServerResponse, { status, body, headers = { "content-type": "application/json" } }: Reply) {
  response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
}
