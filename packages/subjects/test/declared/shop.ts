import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A small web shop of two members: what a subject's file is for. */
export interface Shop {
  readonly urls: readonly [string, string];
  /** Prometheus' HTTP API, as far as an instant query goes. */
  readonly prometheus: string;
  readonly state: { queue: number[]; isUp: boolean[]; p99: Record<string, string>; obeys: boolean };
  readonly asked: string[];
  close(): Promise<void>;
}

export async function openShop(): Promise<Shop> {
  const state: Shop["state"] = { queue: [3, 4], isUp: [true, true], p99: { one: "12.5", two: "20" }, obeys: true };
  const asked: string[] = [];
  const members = [0, 1].map((member) =>
    createServer(async (request, response) => {
      const { method = "", url = "" } = request;
      const body = await textOf(request);
      if (method === "GET" && url === "/health") return void response.writeHead(state.isUp[member] ? 200 : 503).end();
      if (method === "GET" && url === "/stats")
        return void response.end(JSON.stringify({ queue: { length: state.queue[member] } }));
      asked.push(`${method} ${url} ${body} ${request.headers.authorization ?? ""}`.trim());
      if (url.startsWith("/refuse")) return void response.writeHead(422).end("no");
      if (url.startsWith("/break")) return void response.writeHead(500).end("oh");
      if (state.obeys) state.queue[member] = Number(JSON.parse(body).to);
      return void response.end();
    }),
  );
  const prometheus = createServer(async (request, response) => {
    const query = new URLSearchParams(await textOf(request)).get("query") ?? "";
    if (query === "broken(") {
      return void response
        .writeHead(400)
        .end(JSON.stringify({ status: "error", errorType: "bad_data", error: "parse error" }));
    }
    const result = Object.entries(query === "p99_ms" ? state.p99 : {}).map(([shop, value]) => ({
      metric: { shop },
      value: [1_790_000_000.1, value],
    }));
    response.end(JSON.stringify({ status: "success", data: { resultType: "vector", result } }));
  });
  const servers = [...members, prometheus];
  const urls = await Promise.all(servers.map(listen));
  return {
    ...{ urls: [urls[0] ?? "", urls[1] ?? ""], prometheus: urls[2] ?? "", state, asked },
    async close() {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

/** The file of that shop. */
export const shopFile = ({ urls: [one, two], prometheus }: Pick<Shop, "urls" | "prometheus">): string => `
subject: shop
title: The web shop
members:
  - { id: one, kind: web, url: "${one}" }
  - { id: two, kind: web, url: "${two}" }
alive: up
observe:
  up: { http: "{{url}}/health", each: web }
  queue: { http: "{{url}}/stats", each: web, path: $.queue.length }
  p99_ms: { promql: p99_ms, prometheus: "${prometheus}", member: shop }
  printed: { command: [printf, "free 42 kB"], match: 'free (\\d+)' }
invariants:
  web_down: { title: Every shop answers, holds: { sample: up, equals: true } }
  queue_long: { title: The queue is short, severity: warning, holds: { sample: queue, at_most: 100 }, grace: 30s }
  slow: { title: Answers are quick, holds: { sample: p99_ms, below: 100 }, grace: 1m, settle: 10s }
findings:
  queue_empty: { sample: queue, equals: 0 }
actions:
  set_queue:
    title: Set the queue
    what: Sets how long a member's queue is.
    http: { method: POST, url: "{{url}}/queue", headers: { authorization: env:SHOP_TOKEN }, body: { to: "{{param.to}}" } }
    parameters: { to: { type: number, what: How long it is to be } }
    idempotent: true
    done: { sample: queue, equals: 7 }
    undo: { action: set_queue, with: { to: 0 } }
    time_limit: 2s
faults:
  stuck:
    title: A worker is stuck
    why: Its queue grows while it answers.
    strikes: [web]
    shows: { "violated:queue_long": 0.95, "shows:queue_empty": 0.01 }
    repairs: [{ action: set_queue, with: { member: "{{member}}", to: 7 }, predicted: The queue is 7 again }]
`;
