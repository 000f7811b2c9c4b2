import type { endpoints } from "@steadyhand/api/endpoints";
import type { Caller } from "@steadyhand/engine";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { InvalidRequest } from "./problem.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who calls; only the operations that are open to everybody go without. */
    caller: Caller | undefined;
  }
}

export type OperationId = keyof typeof endpoints;

/** Which operation a request reached; empty where none did. */
export function operationOf({ routeOptions }: FastifyRequest): string {
  const { schema } = routeOptions;
  // registerRoute gives each operation's schema its id.
  const id = schema && "operationId" in schema ? schema.operationId : undefined;
  return typeof id === "string" ? id : "";
}

type Shape = z.ZodType;
type Nothing = z.ZodUndefined;

interface Declaration<Params extends Shape, Query extends Shape, Body extends Shape> {
  readonly operation: OperationId;
  /** One line for the API's document. */
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
}

export interface Parts<Params extends Shape, Query extends Shape, Body extends Shape> {
  readonly params: z.output<Params>;
  readonly query: z.output<Query>;
  readonly body: z.output<Body>;
}

/** One operation, ready to be registered. */
export interface Route {
  readonly operation: OperationId;
  readonly summary: string;
  readonly params?: Shape;
  readonly query?: Shape;
  readonly body?: Shape;
  /** The answer's schema; absent where it is not JSON. */
  readonly answer?: Shape;
  readonly status: number;
  readonly respond: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
}

/** An operation that parses its input, calls one method and presents the result as JSON. */
export function route<
  Answer extends Shape,
  Params extends Shape = Nothing,
  Query extends Shape = Nothing,
  Body extends Shape = Nothing,
>({
  status = 200,
  answer,
  handle,
  ...declared
}: Declaration<Params, Query, Body> & {
  readonly status?: number;
  readonly answer?: Answer;
  handle(input: Parts<Params, Query, Body> & { readonly caller: Caller }): Promise<z.input<Answer>>;
}): Route {
  return {
    ...declared,
    ...(answer && { answer }),
    status,
    async respond(request, reply) {
      const result = await handle({ ...parseParts(declared, request), caller: callerOf(request) });
      return reply.code(status).send(result);
    },
  };
}

/** An operation that writes its own answer: a stream, a file, a cookie. */
export function rawRoute<Params extends Shape = Nothing, Query extends Shape = Nothing, Body extends Shape = Nothing>({
  respond,
  ...declared
}: Declaration<Params, Query, Body> & {
  readonly answer?: Shape;
  respond(
    input: Parts<Params, Query, Body> & { readonly request: FastifyRequest; readonly reply: FastifyReply },
  ): Promise<unknown>;
}): Route {
  return {
    ...declared,
    status: 200,
    respond: async (request, reply) => respond({ ...parseParts(declared, request), request, reply }),
  };
}

/** Who calls. Every request that reaches an operation has been authenticated, save the open ones. */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === undefined) throw new TypeError("an operation that needs a caller was opened to everybody");
  return caller;
}

/** Parses all parts and names everything that does not fit at once. */
function parseParts<Params extends Shape, Query extends Shape, Body extends Shape>(
  { operation, params, query, body }: Declaration<Params, Query, Body>,
  request: FastifyRequest,
): Parts<Params, Query, Body> {
  const issues: InvalidRequest["issues"][number][] = [];
  function parse<Part extends Shape>(name: string, schema: Part | undefined, value: unknown): z.output<Part> {
    const parsed = (schema ?? z.undefined()).safeParse(schema && value);
    // Without a schema the type is `undefined`, and so is the value.
    if (parsed.success) return parsed.data as z.output<Part>;
    for (const { path, message } of parsed.error.issues) {
      issues.push({ path: [name, ...path.map(String)].join("."), message });
    }
    // Never used: the issues are thrown below.
    return undefined as z.output<Part>;
  }
  const parts = {
    params: parse("path", params, request.params),
    query: parse("query", query, request.query),
    body: parse("body", body, request.body),
  };
  if (issues.length > 0) throw new InvalidRequest(`do ${operation}`, issues);
  return parts;
}
