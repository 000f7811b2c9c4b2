import type { IncomingMessage } from "node:http";
import { OpsError } from "@steadyhand/core/outcome";

const loopbackNames: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Whether an address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return loopbackNames.has(host) || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * Refuses what another site's page could make a browser send us: a name of ours that somebody else's DNS
 * gives (rebinding), another origin, a form post. `publicNames` are further names that people reach us by.
 */
export function guardRequest(request: IncomingMessage, publicNames: ReadonlySet<string>): void {
  const { host, origin } = request.headers;
  if (host === undefined || !isOurs(host, request.socket.localPort, publicNames)) {
    throw forbidden("request.foreign_host", `it asks for host ${quote(host)}, which is not ours`);
  }
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
    throw forbidden("request.foreign_origin", `it comes from a page of ${quote(origin)}`);
  }
  // Another port of this machine is the same site, and somebody else's all the same.
  const site = request.headers["sec-fetch-site"];
  if (needsOwnPage(request) && site !== undefined && site !== "same-origin" && site !== "none") {
    throw forbidden("request.cross_site", "another site's page made the browser send it");
  }
}

/** Refuses a body that a plain HTML form could have sent. */
export function requireJson(request: IncomingMessage): void {
  if (request.method !== "POST") return;
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") return;
  throw new OpsError(`Cannot read the body: its type is ${quote(type)}, not application/json`, {
    kind: "invalid",
    code: "body.not_json_type",
    hint: "Send JSON with the header `content-type: application/json`",
  });
}

/** A link to a page may stand anywhere; everything else is for our own page. */
function needsOwnPage({ url = "/", method, headers }: IncomingMessage): boolean {
  const isPage = (method === "GET" || method === "HEAD") && headers["sec-fetch-mode"] === "navigate";
  return !isPage || url.startsWith("/v1/") || url.startsWith("/openapi.json");
}

function isOurs(host: string, localPort: number | undefined, publicNames: ReadonlySet<string>): boolean {
  const [, name, port = "80"] = host.toLowerCase().match(/^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/) ?? [];
  if (name === undefined) return false;
  return publicNames.has(name) || (loopbackNames.has(name) && Number(port) === localPort);
}

function forbidden(code: string, why: string): OpsError {
  const hint = "Use the address that `npm start` printed";
  return new OpsError(`Cannot answer this request: ${why}`, { kind: "forbidden", code, hint });
}

function quote(value: string | undefined): string {
  return value === undefined ? "not given" : JSON.stringify(value.slice(0, 100));
}
