import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient as createBrowserClient } from "@steadyhand/client";
import { ApiProblem, createClient } from "@steadyhand/client/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

/** Answers as an HTTP server may: ours, or something else that happens to listen there. */
let answer: RequestListener;
let server: Server;
let baseUrl: string;

beforeEach(async () => {
  server = createServer((request, response) => answer(request, response));
  await once(server.listen(0, "127.0.0.1"), "listening");
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const client = () => createClient({ baseUrl, key: "k".repeat(43) });
const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof ApiProblem ? error : Promise.reject(error)),
  );

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}

describe("createClient", () => {
  it("has a method for each operation, which sends path, query, body and key as the contract says", async () => {
    const seen: string[] = [];
    answer = async (request, response) => {
      const { method, url, headers } = request;
      seen.push(`${method} ${url} ${headers.authorization} ${headers["content-type"]} ${await bodyOf(request)}`);
      response.end("{}");
    };
    await client().listExecutions({ query: { limit: 5 } });
    await client().listExecutions();
    await client().getExecution({ parameters: { executionId: "exe_a/b" } });
    await client().classify({ body: { command: "ls" } });
    await client().verifyLedger();
    const key = `Bearer ${"k".repeat(43)}`;
    expect(seen).toEqual([
      `GET /v1/executions?limit=5 ${key} undefined `,
      `GET /v1/executions ${key} undefined `,
      `GET /v1/executions/exe_a%2Fb ${key} undefined `,
      `POST /v1/classify ${key} application/json {"command":"ls"}`,
      `POST /v1/audit/verify ${key} application/json {}`,
    ]);
  });

  it("rejects with the server's problem: code, detail, hint and each issue", async () => {
    const sent = {
      type: "about:blank",
      title: "It was refused",
      status: 422,
      detail: "Cannot grant approval apr_1: it expired",
      code: "approval.expired",
      hint: "Ask again",
      issues: [{ path: "body.x", message: "no" }],
    };
    answer = (_request, response) => response.writeHead(422).end(JSON.stringify(sent));
    const problem = await problemOf(client().getStatus());
    expect(problem).toMatchObject({ status: 422, code: "approval.expired", hint: "Ask again", issues: sent.issues });
    expect(problem?.message).toBe(sent.detail);
  });

  it("rejects with a problem when something else than our server answers", async () => {
    answer = (_request, response) => response.writeHead(502).end("<h1>Bad gateway</h1>");
    expect(await problemOf(client().getStatus())).toMatchObject({ status: 502, code: "http.502" });
  });

  it("says that nobody answers when nobody does", async () => {
    const nobody = createClient({ baseUrl: "http://127.0.0.1:9", key: "k" });
    expect(await problemOf(nobody.getStatus())).toMatchObject({ status: 0, code: "server.unreachable" });
    const noSocket = createClient({ socketPath: join(tmpdir(), "no-such.sock") });
    expect(await problemOf(noSocket.getStatus())).toMatchObject({ status: 0, code: "server.unreachable" });
  });

  it("gives undefined for an answer without a body", async () => {
    answer = (_request, response) => response.writeHead(204).end();
    expect(await client().signOut()).toBeUndefined();
  });

  it("ends a call when its signal aborts", async () => {
    const asked = Promise.withResolvers<void>();
    answer = () => asked.resolve();
    const controller = new AbortController();
    const call = client().getStatus({ signal: controller.signal });
    await asked.promise;
    controller.abort();
    await expect(call).rejects.toThrow();
  });

  it("speaks over a Unix socket without a key", async () => {
    const folder = mkdtempSync(join(tmpdir(), "steadyhand-client-"));
    const socketPath = join(folder, "s.sock");
    const overSocket = createServer((request, response) => {
      response.end(JSON.stringify({ path: request.url, key: request.headers.authorization ?? null }));
    });
    await once(overSocket.listen(socketPath), "listening");
    expect(await createClient({ socketPath }).getStatus()).toEqual({ path: "/v1/status", key: null });
    overSocket.closeAllConnections();
    await new Promise((resolve) => overSocket.close(resolve));
    rmSync(folder, { recursive: true });
  });

  it("gives an export as it comes", async () => {
    answer = (_request, response) => {
      response.write("one\n");
      response.end("two\n");
    };
    let text = "";
    for await (const chunk of client().exportLedger({ executionId: "exe_1" })) text += chunk;
    expect(text).toBe("one\ntwo\n");
  });
});

describe("watchExecution", () => {
  const full = (sequence: number) => `event: execution\ndata: {"head":{"sequence":${sequence}},"steps":[]}\n\n`;

  it("connects again when the connection is lost, and says that the update is whole again", async () => {
    let connections = 0;
    answer = (_request, response) => {
      connections++;
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`${full(connections)}${full(connections + 10)}event: output\ndata: {"text":"hi"}\n\n`);
      if (connections === 1) response.end();
    };
    const seen: unknown[] = [];
    const controller = new AbortController();
    await createBrowserClient({ baseUrl }).watchExecution("exe_1", {
      signal: controller.signal,
      onUpdate: ({ head }, { isFull }) => seen.push([head.sequence, isFull]),
      onOutput: ({ text }) => {
        seen.push(text);
        if (connections === 2) controller.abort();
      },
      onState: (state) => seen.push(state.isLive ? "live" : state.problem.code),
    });
    const lost = "server.connection_lost";
    expect(seen).toEqual(["live", [1, true], [11, false], "hi", lost, "live", [2, true], [12, false], "hi"]);
  });

  it("takes what follows a restart as a whole update", async () => {
    answer = (_request, response) => {
      response.writeHead(200).write(`${full(1)}event: restart\ndata: {}\n\n${full(2)}`);
    };
    const seen: unknown[] = [];
    const controller = new AbortController();
    await client().watchExecution("exe_1", {
      signal: controller.signal,
      onUpdate: ({ head }, { isFull }) => {
        seen.push([head.sequence, isFull]);
        if (head.sequence === 2) controller.abort();
      },
    });
    expect(seen).toEqual([
      [1, true],
      [2, true],
    ]);
  });

  it("rejects when the server says no, instead of asking for ever", async () => {
    answer = (_request, response) =>
      response.writeHead(404).end('{"code":"execution.not_found","detail":"Cannot get it"}');
    const watch = client().watchExecution("exe_1", { signal: new AbortController().signal, onUpdate: () => {} });
    expect(await problemOf(watch)).toMatchObject({ status: 404, code: "execution.not_found" });
  });

  it("rejects with what its watcher throws", async () => {
    answer = (_request, response) => response.writeHead(200).write(full(1));
    const watch = client().watchExecution("exe_1", {
      signal: new AbortController().signal,
      onUpdate: () => {
        throw new RangeError("a mistake of the watcher");
      },
    });
    await expect(watch).rejects.toThrow(RangeError);
  });
});

describe("followLedger", () => {
  const event = (sequence: number) => `id: ${sequence}\nevent: event\ndata: {"sequence":${sequence}}\n\n`;

  it("goes on after the last that it saw when the connection is lost, also after what was only looked at", async () => {
    const asked: string[] = [];
    const said = [`${event(4)}event: place\ndata: 7\n\n`, event(9), event(11)];
    answer = (request, response) => {
      response.writeHead(200).end(said[asked.length]);
      asked.push(request.url ?? "");
    };
    const seen: unknown[] = [];
    const controller = new AbortController();
    await client().followLedger({
      ...{ type: "step.*", since: "2026-03-01T03:00:00.000Z", signal: controller.signal },
      async onEvent({ sequence }) {
        seen.push(sequence);
        if (sequence === 11) controller.abort();
      },
      onState: (state) => seen.push(state.isLive ? "live" : state.problem.code),
    });
    const lost = "server.connection_lost";
    expect(seen).toEqual(["live", 4, lost, "live", 9, lost, "live", 11]);
    expect(asked.map((path) => new URL(path, baseUrl).searchParams.toString())).toEqual([
      "type=step.*&since=2026-03-01T03%3A00%3A00.000Z",
      "type=step.*&after=7",
      "type=step.*&after=9",
    ]);
  });

  it("rejects when the server says no, and with what its follower throws", async () => {
    answer = (_request, response) => response.writeHead(401).end('{"code":"key.unknown","detail":"Cannot follow"}');
    const { signal } = new AbortController();
    const refused = client().followLedger({ signal, onEvent: () => {} });
    expect(await problemOf(refused)).toMatchObject({ status: 401, code: "key.unknown" });
    answer = (_request, response) => response.writeHead(200).write(event(1));
    const mistaken = client().followLedger({
      signal,
      onEvent: () => Promise.reject(new RangeError("a mistake of the follower")),
    });
    await expect(mistaken).rejects.toThrow(RangeError);
  });
});
