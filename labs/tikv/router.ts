import type { IncomingMessage, ServerResponse } from "node:http";
import type { Cluster, PdMember } from "./model.ts";
import { writeJson } from "./units.ts";

export interface Ask {
  readonly cluster: Cluster;
  /** Who was asked, which matters to what a member answers for itself. */
  readonly member: PdMember;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly input: unknown;
}

export interface Reply {
  readonly status: number;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: RegExp;
  /** Answered by whoever is asked; the others by the leader. */
  readonly isLocal: boolean;
  /** Wants a cluster that some TiKV has begun. */
  readonly needsCluster: boolean;
  readonly answer: (ask: Ask) => Reply | Promise<Reply>;
}

type Options = Partial<Pick<Route, "isLocal" | "needsCluster">>;

/** `path` may have `:name` in the place of one part. */
export function route(what: `${Route["method"]} /${string}`, answer: Route["answer"], options: Options = {}): Route {
  const [method, path = ""] = what.split(" ") as [Route["method"], string];
  const pattern = path.replaceAll(/:(\w+)/g, "(?<$1>[^/]+)");
  return { method, path: new RegExp(`^${pattern}$`), isLocal: false, needsCluster: true, ...options, answer };
}

export function findRoute(routes: readonly Route[], method: string, path: string) {
  for (const route of routes) {
    const match = route.method === method ? path.match(route.path) : null;
    if (match) return { route, params: { ...match.groups } };
  }
  return undefined;
}

export const json = (body: unknown, status = 200): Reply => ({
  status,
  contentType: "application/json; charset=UTF-8",
  text: writeJson(body),
});

/** Region routes are sent as raw data. */
export const raw = (body: unknown): Reply => ({
  status: 200,
  contentType: "application/octet-stream",
  text: writeJson(body),
});

export const plain = (text: string, status = 200): Reply => ({
  status,
  contentType: "text/plain; charset=utf-8",
  text,
});

/** How a body or a number that cannot be read is answered. */
export const badInput = (msg: string): Reply => ({
  ...json({ code: "input", msg, data: null }, 400),
  headers: { "TiDB-Error-Code": "input" },
});

const mostBytes = 1 << 20;

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new RangeError(`The body is longer than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

export function send(response: ServerResponse, { status, text, contentType, headers }: Reply): void {
  response.writeHead(status, { ...headers, ...(contentType && { "content-type": contentType }) }).end(text);
}
