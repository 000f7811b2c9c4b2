import { ApiProblem } from "./api-problem.ts";
import type { Transport } from "./transport.ts";

/** Carries requests by `fetch`. In a page the session cookie goes along by itself. */
export function fetchTransport(options: { readonly baseUrl: string; readonly fetch?: typeof fetch }): Transport {
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  const send = options.fetch ?? globalThis.fetch.bind(globalThis);
  return async ({ method, path, headers, body, signal }) => {
    const response = await send(`${baseUrl}${path}`, {
      method,
      headers,
      credentials: "same-origin",
      redirect: "error",
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    }).catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw unreachable(baseUrl === "" ? "the server of this page" : baseUrl, cause);
    });
    return {
      status: response.status,
      text: () => response.text(),
      chunks: () => readChunks(response),
      bytes: () => readBytes(response),
      header: (name) => response.headers.get(name) ?? undefined,
    };
  };
}

/** That nobody answers at an address. */
export function unreachable(address: string, cause: unknown): ApiProblem {
  return new ApiProblem(`Cannot reach Steadyhand at ${address}: nobody answers there`, {
    status: 0,
    code: "server.unreachable",
    hint: "Start it with `npm start`",
    cause,
  });
}

async function* readChunks(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const bytes of readBytes(response)) yield decoder.decode(bytes, { stream: true });
}

async function* readBytes({ body }: Response): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    // The connection may be gone already, and then there is nothing left to close.
    await reader.cancel().catch(() => {});
  }
}
