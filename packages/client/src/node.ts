import { type Client, clientOver } from "./client.ts";
import { fetchTransport } from "./fetch-transport.ts";
import { socketTransport } from "./node-transport.ts";

export { ApiProblem } from "./api-problem.ts";
export type { Client, Input, Operation, OperationMethods } from "./client.ts";
export type { WatchState } from "./stay-connected.ts";
export type { ExecutionWatcher } from "./watch-execution.ts";

/** A client for Node: over the server's Unix socket, which needs no key, or over HTTP with one. */
export function createClient(
  options: { readonly socketPath: string } | { readonly baseUrl: string; readonly key: string },
): Client {
  if ("socketPath" in options) return clientOver(socketTransport(options));
  return clientOver(fetchTransport(options), { key: options.key });
}
