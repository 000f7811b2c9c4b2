import type { Operations } from "@steadyhand/api";
import { keepPreviousData, QueryCache, QueryClient, useQuery } from "@tanstack/react-query";
import { client } from "./client.ts";
import { asProblem, asResource } from "./resource.ts";
import { useList } from "./use-list.ts";

/** The page's memory of what the server said. When the session ends, whoever shows the status learns of it. */
export function createQueryClient(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError(cause, query) {
        if (asProblem(cause).status === 401 && query.queryKey[0] !== "status") {
          void queries.invalidateQueries({ queryKey: ["status"] });
        }
      },
    }),
    defaultOptions: {
      queries: {
        retry: (failures, cause) => failures < 2 && isWorthAnotherTry(asProblem(cause).status),
        retryDelay: (failures) => 300 * 2 ** failures,
        staleTime: 2_000,
        refetchOnWindowFocus: true,
        networkMode: "always",
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
  return queries;
}

/** Only silence and a busy server: an answer would be the same again. */
function isWorthAnotherTry(status: number): boolean {
  return status === 0 || status === 429 || status === 503;
}

export function useStatus() {
  return asResource(
    useQuery({
      queryKey: ["status"],
      queryFn: ({ signal }) => client.getStatus({ signal }),
      refetchInterval: 10_000,
    }),
  );
}

/** The runbook that a text would be. While the next answer is on its way, the one before stays. */
export function useParsedText(text: string) {
  const query = useQuery({
    queryKey: ["parse", text],
    queryFn: ({ signal }) => client.parseRunbook({ body: { text }, signal }),
    placeholderData: keepPreviousData,
    enabled: text.trim() !== "",
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return { resource: asResource(query), isBehind: query.isPlaceholderData || query.isFetching };
}

/**
 * What both keys say of a text, and what the model would add. Asked once a text: an answer is paid for. Left again, by
 * another text or another page, the question is taken back.
 */
export function useAssessment(text: string, { isEnabled }: { readonly isEnabled: boolean }) {
  return asResource(
    useQuery({
      queryKey: ["assess", text],
      queryFn: ({ signal }) => client.assessRunbook({ body: { text }, signal }),
      enabled: isEnabled && text.trim() !== "",
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    }),
  );
}

/** The judgement of one step as it is stored. */
export function useClassification({
  runbookId,
  version,
  stepId,
}: {
  readonly runbookId: string;
  readonly version: number;
  readonly stepId: string;
}) {
  return asResource(
    useQuery({
      queryKey: ["classification", runbookId, version, stepId],
      queryFn: ({ signal }) =>
        client.getClassification({ parameters: { stepId }, query: { runbookId, version }, signal }),
    }),
  );
}

export function useRunbook(runbookId: string, version: number | undefined) {
  return asResource(
    useQuery({
      queryKey: ["runbook", runbookId, version ?? "latest"],
      queryFn: ({ signal }) =>
        client.getRunbook({ parameters: { runbookId }, query: version === undefined ? {} : { version }, signal }),
    }),
  );
}

/** What one command would be judged. */
export function useJudgement(body: Operations["classify"]["body"]) {
  const query = useQuery({
    queryKey: ["classify", body],
    queryFn: ({ signal }) => client.classify({ body, signal }),
    placeholderData: keepPreviousData,
    enabled: body.command.trim() !== "",
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return { resource: asResource(query), isBehind: query.isPlaceholderData };
}

/** The policy in force. It changes when somebody writes its file. */
export function usePolicy() {
  return asResource(
    useQuery({ queryKey: ["policy"], queryFn: ({ signal }) => client.getPolicy({ signal }), refetchInterval: 5_000 }),
  );
}

/** Why the gate decided of a step as it did. `revision` is another one when it may have been judged again. */
export function useExplanation({
  executionId,
  stepId,
  revision,
}: {
  readonly executionId: string;
  readonly stepId: string;
  readonly revision: string;
}) {
  return asResource(
    useQuery({
      queryKey: ["explanation", executionId, stepId, revision],
      queryFn: ({ signal }) => client.explainDecision({ parameters: { executionId }, query: { stepId }, signal }),
    }),
  );
}

/** Output and end of every attempt of an execution. `revision` is another one when an attempt has ended since. */
export function useOutputs(executionId: string, revision: string) {
  return asResource(
    useQuery({
      queryKey: ["outputs", executionId, revision],
      queryFn: ({ signal }) => client.getOutputs({ parameters: { executionId }, signal }),
      placeholderData: keepPreviousData,
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 10_000,
    }),
  );
}

/** What a run did otherwise than its runbook, and which of the chosen parts of it the prepared text holds. */
export function useDivergence(executionId: string, take: readonly string[] | undefined) {
  return asResource(
    useQuery({
      queryKey: ["divergence", executionId, take ?? "usual"],
      queryFn: ({ signal }) =>
        client.getDivergence({
          parameters: { executionId },
          query: take?.length ? { take: take.join(",") } : {},
          signal,
        }),
      placeholderData: keepPreviousData,
    }),
  );
}

export function useRunbooks(limit = 50) {
  return useList({
    key: ["runbooks", limit],
    read: ({ signal, after }) => client.listRunbooks({ query: { limit, ...(after && { after }) }, signal }),
  });
}

export function useExecutions(limit = 50) {
  return useList({
    key: ["executions", limit],
    read: ({ signal, after }) => client.listExecutions({ query: { limit, ...(after && { after }) }, signal }),
    refetchMs: 5_000,
  });
}

/** Questions of all executions: those that wait for somebody, or those that do not any more. */
export function useApprovals(state: "open" | "decided", refetchMs = 2_000) {
  return useList({
    key: ["approvals", state],
    read: ({ signal, after }) => client.listApprovals({ query: { state, limit: 50, ...(after && { after }) }, signal }),
    refetchMs,
  });
}

export type AuditFilter = Pick<
  Operations["listAuditEvents"]["query"],
  "executionId" | "type" | "outcome" | "subject" | "environment" | "level" | "actorId" | "actorName" | "since" | "until"
>;

/** Events of the record, newest first. The newest page follows what happens; who looks further back looks at rest. */
export function useAuditEvents(filter: AuditFilter) {
  return useList({
    key: ["audit", filter],
    read: ({ signal, after }) =>
      client.listAuditEvents({ query: { ...filter, limit: 50, ...(after && { after }) }, signal }),
    refetchMs: 3_000,
    refetchPagesAtMost: 1,
  });
}
