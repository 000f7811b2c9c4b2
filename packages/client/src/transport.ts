/** One request, ready to be carried. */
export interface TransportRequest {
  readonly method: string;
  /** Path and query, beginning with a slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

export interface TransportResponse {
  readonly status: number;
  text(): Promise<string>;
  /** The body as it comes. Ending the iteration early closes the connection. */
  chunks(): AsyncIterable<string>;
  /** The same as bytes, for what is no text. */
  bytes(): AsyncIterable<Uint8Array>;
  /** One of its headers; the name in lower case. */
  header(name: string): string | undefined;
}

/** The way to the server: `fetch`, or a Unix socket. Rejects with `ApiProblem` `server.unreachable` when there is none. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;
