import { request as httpRequest, type IncomingMessage } from "node:http";
import { unreachable } from "./fetch-transport.ts";
import type { Transport } from "./transport.ts";

/** Carries requests over a Unix socket that only its owner can open. */
export function socketTransport({ socketPath }: { readonly socketPath: string }): Transport {
  return async ({ method, path, headers, body, signal }) => {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = httpRequest({ socketPath, method, path, headers: { ...headers, host: "localhost" }, signal });
      sent.once("response", resolve);
      sent.once("error", (cause) => reject(signal?.aborted ? signal.reason : unreachable(socketPath, cause)));
      sent.end(body);
    });
    return {
      // An answer without a status cannot leave Node's parser.
      status: response.statusCode ?? 0,
      text: async () => {
        let text = "";
        for await (const chunk of response.setEncoding("utf8")) text += chunk;
        return text;
      },
      chunks: () => response.setEncoding("utf8"),
      bytes: () => response,
      header: (name) => response.headers[name]?.toString(),
    };
  };
}
