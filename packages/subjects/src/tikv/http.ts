import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { TlsKeys } from "./config.ts";

export interface HttpAsk {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  readonly body?: string;
  readonly signal: AbortSignal;
  readonly tls?: TlsKeys | undefined;
}

/** `unreachable`: no connection came about, so nothing happened. `lost`: it was sent, and no whole answer came. */
export type HttpAnswer =
  | { readonly kind: "answered"; readonly status: number; readonly text: string }
  | { readonly kind: "unreachable"; readonly why: string }
  | { readonly kind: "lost"; readonly why: string };

const mostBytes = 32 << 20;

/**
 * One question on a connection of its own: on one that is kept, a question may be lost because the other side had just closed it, and
 * then nobody knows whether it was heard. Never throws.
 */
export function askHttp({ method, url, body, signal, tls }: HttpAsk): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    let isSent = false;
    const failed = (error: Error) =>
      resolve({
        kind: isSent ? "lost" : "unreachable",
        why: `${method} ${url}: ${signal.aborted ? whyEnded(signal) : error.message || error.name}`,
      });
    if (signal.aborted) return failed(new Error("it was ended"));
    const send = url.startsWith("https:") ? requestHttps : requestHttp;
    const headers = { "x-caller-id": "steadyhand", ...(body !== undefined && { "content-type": "application/json" }) };
    const asked = send(url, { method, headers, signal, agent: false, ...tls }, (answer) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > mostBytes) answer.destroy(new Error(`the answer is longer than ${mostBytes} bytes`));
      });
      answer.on("error", failed);
      answer.on("end", () => {
        if (answer.complete)
          resolve({ kind: "answered", status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
        else failed(new Error("the answer broke off"));
      });
    });
    asked.on("socket", (socket) => {
      // From the first byte on the other side may have heard it.
      socket.once(url.startsWith("https:") ? "secureConnect" : "connect", () => {
        isSent = true;
      });
    });
    asked.on("error", failed);
    asked.end(body);
  });
}

function whyEnded({ reason }: AbortSignal): string {
  return reason instanceof Error ? reason.message : String(reason);
}
