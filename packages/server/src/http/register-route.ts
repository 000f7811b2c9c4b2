import { Problem } from "@steadyhand/api";
import { endpoints } from "@steadyhand/api/endpoints";
import type { FastifyInstance } from "fastify";
import type { Route } from "./route.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Needs no key. Everything else does. */
    isOpen?: boolean;
  }
}

/** Registers an operation at its endpoint, with the schemas that describe and check it. */
export function registerRoute(app: FastifyInstance, route: Route): void {
  const { operation, summary, params, query, body, answer, status, respond } = route;
  const { method, path } = endpoints[operation];
  app.route({
    method,
    url: path,
    schema: {
      operationId: operation,
      summary,
      tags: [path.split("/")[2] ?? "api"],
      ...(params && { params }),
      ...(query && { querystring: query }),
      ...(body && { body }),
      response: { ...(answer && { [status]: answer }), "4xx": Problem, "5xx": Problem },
      ...(operation === "signIn" && { security: [] }),
    },
    config: { isOpen: operation === "signIn" },
    handler: respond,
  });
}
