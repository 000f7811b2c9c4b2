import type { EvidencePaper, Operations } from "@steadyhand/api";
import { type Endpoint, endpoints, evidenceHeader, pathOf } from "@steadyhand/api/endpoints";
import { readProblem } from "./api-problem.ts";
import { followLedger, type LedgerFollower } from "./follow-ledger.ts";
import type { Transport, TransportResponse } from "./transport.ts";
import { type ExecutionWatcher, watchExecution } from "./watch-execution.ts";

export type Operation = keyof Operations;
type PartName = "parameters" | "query" | "body";

/** A part may be left out when the operation has none of it, or when nothing in it is required. */
type Part<Name extends PartName, Definition> =
  Definition extends Record<Name, infer Value>
    ? Record<never, never> extends Value
      ? { readonly [Key in Name]?: Value }
      : { readonly [Key in Name]: Value }
    : { readonly [Key in Name]?: undefined };

/** What an operation takes. */
export type Input<Name extends Operation> = Part<"parameters", Operations[Name]> &
  Part<"query", Operations[Name]> &
  Part<"body", Operations[Name]> & { readonly signal?: AbortSignal | undefined };

type InputArguments<Name extends Operation> =
  Record<never, never> extends Input<Name> ? [input?: Input<Name>] : [input: Input<Name>];

type Method<Name extends Operation> = (...input: InputArguments<Name>) => Promise<Operations[Name]["response"]>;

/** One method an operation, by its id: `client.getExecution({ parameters: { executionId } })`. */
export type OperationMethods = { readonly [Name in Operation]: Method<Name> };

/** The whole API. Every method rejects with `ApiProblem` when it does not get what was asked for. */
export interface Client extends OperationMethods {
  call<Name extends Operation>(operation: Name, input: Input<Name>): Promise<Operations[Name]["response"]>;
  /** Resolves when `watcher.signal` aborts; see `ExecutionWatcher`. */
  watchExecution(executionId: string, watcher: ExecutionWatcher): Promise<void>;
  /** The record as it grows. Resolves when `follower.signal` aborts; see `LedgerFollower`. */
  followLedger(follower: LedgerFollower): Promise<void>;
  /** The record as JSON Lines, as it comes: what `steady audit verify FILE` reads; or as CSV, for people (docs/exports.md). */
  exportLedger(
    filter?: {
      readonly executionId?: string;
      readonly format?: "jsonl" | "csv";
      /** ISO times; of a CSV only. */
      readonly since?: string;
      readonly until?: string;
      readonly byteOrderMark?: "true" | "false";
    },
    signal?: AbortSignal,
  ): AsyncIterable<string>;
  /** The evidence of one execution as a PDF (docs/exports.md), and whether the record of it holds. */
  getEvidence(
    wanted: { readonly executionId: string; readonly paper?: EvidencePaper },
    signal?: AbortSignal,
  ): Promise<{ readonly isWhole: boolean; readonly bytes: AsyncIterable<Uint8Array> }>;
}

interface AnyInput {
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Builds the client over a transport. `key` goes along as a bearer token. */
export function clientOver(transport: Transport, { key }: { readonly key?: string | undefined } = {}): Client {
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };

  async function send(name: string, endpoint: Endpoint, input: AnyInput): Promise<TransportResponse> {
    const path = pathOf(endpoint, input.parameters) + queryText(input.query);
    const carried =
      endpoint.method === "POST"
        ? { headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(input.body ?? {}) }
        : { headers };
    const response = await transport({
      method: endpoint.method,
      path,
      ...carried,
      ...(input.signal && { signal: input.signal }),
    });
    if (response.status >= 200 && response.status < 300) return response;
    throw readProblem(name, response.status, await response.text());
  }

  async function call<Name extends Operation>(name: Name, input: AnyInput): Promise<Operations[Name]["response"]> {
    const response = await send(name, endpoints[name], input);
    const text = await response.text();
    // The server validates each answer against the schema that this type comes from.
    return (text === "" ? undefined : JSON.parse(text)) as Operations[Name]["response"];
  }

  async function* exportLedger(filter: AnyInput["query"], signal?: AbortSignal): AsyncGenerator<string> {
    const response = await send("exportLedger", endpoints.exportLedger, { query: filter, signal });
    yield* response.chunks();
  }

  async function getEvidence(
    { executionId, paper }: { readonly executionId: string; readonly paper?: EvidencePaper },
    signal?: AbortSignal,
  ) {
    const input = { parameters: { executionId }, query: { paper }, signal };
    const response = await send("getEvidence", endpoints.getEvidence, input);
    return { isWhole: response.header(evidenceHeader) === "whole", bytes: response.bytes() };
  }

  const names = (Object.keys(endpoints) as (keyof typeof endpoints)[]).filter(isOperation);
  const methods = Object.fromEntries(
    names.map((name) => [name, (input?: AnyInput) => call(name, input ?? {})]),
    // One entry for each name of `Operations`: `isOperation` leaves out exactly those that are not there.
  ) as Record<Operation, (input?: AnyInput) => Promise<never>>;
  return {
    ...methods,
    call,
    watchExecution: (executionId, watcher) => watchExecution({ transport, headers }, executionId, watcher),
    followLedger: (follower) => followLedger({ transport, headers }, follower),
    exportLedger: (filter = {}, signal) => exportLedger(filter, signal),
    getEvidence,
  };
}

function isOperation(name: keyof typeof endpoints): name is Operation {
  // What streams has a method of its own; what is signed is for machines.
  return !["watchExecution", "followLedger", "exportLedger", "getEvidence", "pressByWebhook", "tellPeer"].includes(
    name,
  );
}

function queryText(query: AnyInput["query"]): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? "" : `?${search}`;
}
