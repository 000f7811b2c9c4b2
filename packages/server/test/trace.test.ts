import { once } from "node:events";
import { connect } from "node:net";
import { Writable } from "node:stream";
import type { AuditEventWire, ExecutionWire } from "@steadyhand/api";
import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";

const logged: string[] = [];
const log = pino(
  { level: "info" },
  new Writable({
    write(line, _encoding, done) {
      logged.push(String(line));
      done();
    },
  }),
);

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ log });
});
afterAll(() => server.close());

const first = "4bf92f3577b34da6a3ce929d0e0e4736";
const second = "0af7651916cd43dd8448eb211c80319c";

function call(path: string, body: object, traceId: string): Promise<Response> {
  const headers = { authorization: `Bearer ${server.key}`, "content-type": "application/json" };
  const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
  return fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { ...headers, traceparent },
    body: JSON.stringify(body),
  });
}

async function eventsOf(executionId: string): Promise<readonly AuditEventWire[]> {
  const { items } = await server.client.listAuditEvents({ query: { executionId, limit: 500 } });
  return items.toReversed();
}

async function whenCompleted(executionId: string): Promise<void> {
  const seen = new AbortController();
  await server.client.watchExecution(executionId, {
    signal: seen.signal,
    onUpdate: ({ head }) => head.phase === "completed" && seen.abort(),
    onOutput() {},
  });
}

it("bears a request's trace in all that is recorded in its course, after the answer and in the queue as well", async () => {
  const { runbook } = await server.client.importRunbook({ body: { text: "# Say\n\n1. Say: `echo hello`\n" } });
  const started = await call("/v1/executions", { runbookId: runbook.id, environment: "development", level: 2 }, first);
  expect(started.headers.get("x-trace-id")).toBe(first);
  const { id, steps } = (await started.json()) as ExecutionWire;
  const asked = await eventsOf(id);
  expect(asked.map(({ traceId }) => traceId)).toEqual(asked.map(() => first));
  const { digest } = steps[0]?.approval ?? { digest: "" };
  await call(`/v1/executions/${id}/steps/${steps[0]?.id}/decision`, { type: "grant", digest }, second);
  await whenCompleted(id);
  const all = await eventsOf(id);
  const after = all.slice(asked.length);
  expect(after.map(({ type }) => type)).toEqual(expect.arrayContaining(["step.executed", "execution.completed"]));
  expect(after.map(({ type, traceId }) => [type, traceId])).toEqual(after.map(({ type }) => [type, second]));
});

it("makes a trace where the request names none, or none that is valid, and answers with it", async () => {
  const answers = await Promise.all(
    ["", `00-${"0".repeat(32)}-00f067aa0ba902b7-01`, `ff-${first}-00f067aa0ba902b7-01`, first].map((traceparent) =>
      fetch(`${server.url}/healthz`, { headers: { traceparent } }),
    ),
  );
  const made = answers.map(({ headers }) => headers.get("x-trace-id") ?? "");
  expect(new Set(made).size).toBe(4);
  for (const [index, traceId] of made.entries()) {
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    expect([first, "0".repeat(32)]).not.toContain(traceId);
    expect(answers[index]?.headers.get("traceparent")).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
  }
});

it("keeps apart those who append at once: each event bears its own trace", async () => {
  const texts = Array.from({ length: 12 }, (_, n) => `# Number ${n}\n\n1. Say: \`echo ${n}\`\n`);
  const traceOf = (n: number) => n.toString(16).padStart(32, "a");
  await Promise.all(texts.map((text, n) => call("/v1/runbooks", { text }, traceOf(n))));
  const { items } = await server.client.listAuditEvents({ query: { type: "runbook.imported", limit: 12 } });
  const said = items.map(({ why, traceId }) => [/Number \d+/.exec(why)?.[0], traceId]);
  expect(said).toHaveLength(12);
  expect(Object.fromEntries(said)).toEqual(Object.fromEntries(texts.map((_, n) => [`Number ${n}`, traceOf(n)])));
});

it("keeps a trace over a body that comes in pieces", async () => {
  const body = JSON.stringify({ text: "# In pieces\n\n1. Say: `echo pieces`\n" });
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  await once(socket, "connect");
  const head = [
    "POST /v1/runbooks HTTP/1.1",
    ...[`host: ${new URL(server.url).host}`, `authorization: Bearer ${server.key}`, "content-type: application/json"],
    ...[`traceparent: 00-${"c".repeat(32)}-00f067aa0ba902b7-01`, `content-length: ${body.length}`, "connection: close"],
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n${body.slice(0, 10)}`);
  setImmediate(() => socket.write(body.slice(10)));
  socket.resume();
  await once(socket, "close");
  const { items } = await server.client.listAuditEvents({ query: { type: "runbook.imported", limit: 1 } });
  expect(items[0]).toMatchObject({ why: expect.stringContaining("In pieces"), traceId: "c".repeat(32) });
});

it("has the trace in the lines of the log", async () => {
  await call("/v1/executions", {}, "d".repeat(32));
  const lines = logged.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.find(({ traceId }) => traceId === "d".repeat(32))).toBeDefined();
});
