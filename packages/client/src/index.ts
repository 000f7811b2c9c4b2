import { type Client, clientOver } from "./client.ts";
import { fetchTransport } from "./fetch-transport.ts";

export { ApiProblem } from "./api-problem.ts";
export type { Client, Input, Operation, OperationMethods } from "./client.ts";
export type { LedgerFollower } from "./follow-ledger.ts";
export type { WatchState } from "./stay-connected.ts";
export type { ExecutionWatcher } from "./watch-execution.ts";

/**
 * A client over HTTP. In the page `baseUrl` is `""`: the page's own server, with the session cookie.
 * Elsewhere it is the server's address, with a person's access key.
 */
export function createClient(options: {
  readonly baseUrl: string;
  readonly key?: string;
  readonly fetch?: typeof fetch;
}): Client {
  return clientOver(fetchTransport(options), { key: options.key });
}
