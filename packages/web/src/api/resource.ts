import { ApiProblem } from "@steadyhand/client";
import type { UseQueryResult } from "@tanstack/react-query";

/** One thing of the server's, in every state that it can be in. */
export type Resource<Data> =
  | { readonly status: "loading" }
  | { readonly status: "failed"; readonly problem: ApiProblem; readonly retry: () => void }
  | {
      readonly status: "ready";
      readonly data: Data;
      /** Set when the last try to see it afresh failed: what is shown may be out of date. */
      readonly blind?: { readonly since: Date; readonly problem: ApiProblem } | undefined;
      readonly retry: () => void;
    };

/** Turns a query's result into a resource. */
export function asResource<Data>(query: UseQueryResult<Data, Error>): Resource<Data> {
  const retry = () => void query.refetch();
  const problem = query.error ? asProblem(query.error) : undefined;
  if (query.data !== undefined) {
    const blind = problem && { since: new Date(query.dataUpdatedAt), problem };
    return { status: "ready", data: query.data, blind, retry };
  }
  return problem ? { status: "failed", problem, retry } : { status: "loading" };
}

/** Whatever was thrown, as something a person can read. */
export function asProblem(cause: unknown): ApiProblem {
  if (cause instanceof ApiProblem) return cause;
  const says = cause instanceof Error ? cause.message : String(cause);
  return new ApiProblem(`The page could not go on: ${says}`, {
    status: 0,
    code: "page.unexpected",
    hint: "Load the page again; if it stays, copy the code and this text into a report",
    cause,
  });
}
