import type { HandlingWire, IncidentDetailWire, KeptApprovalWire } from "@steadyhand/api";
import { queryOptions, useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { client } from "./client.ts";
import { asResource } from "./resource.ts";
import { useList } from "./use-list.ts";

/** What is open changes by the second; what is over does not, but somebody may reopen it. */
const [livelyMs, listMs, quietMs] = [2_000, 5_000, 15_000] as const;

/** Incidents of one phase, newest first. */
export function useIncidents(phase: "open" | "settling" | "resolved", subject?: string) {
  return useList({
    key: ["incidents", phase, subject ?? "all"],
    read: ({ signal, after }) =>
      client.listIncidents({
        query: { phase, limit: 50, ...(subject !== undefined && { subject }), ...(after && { after }) },
        signal,
      }),
    refetchMs: phase === "resolved" ? quietMs : listMs,
    refetchPagesAtMost: 3,
  });
}

/** One incident with what comes next, followed while it is open. */
export function useIncident(incidentId: string) {
  const refetchInterval = ({ state }: { readonly state: { readonly data?: IncidentDetailWire | undefined } }) =>
    state.data && isAtRest(state.data) ? quietMs : livelyMs;
  return asResource(useQuery({ ...incidentQuery(incidentId), refetchInterval }));
}

/** Whether nothing is to come of it any more: what was done about it may still be looked at after it is over. */
function isAtRest({ phase, investigations }: IncidentDetailWire): boolean {
  return phase === "resolved" && investigations.every(({ remedy }) => remedy === undefined || remedy.phase === "ended");
}

function incidentQuery(incidentId: string) {
  return queryOptions({
    queryKey: ["incident", incidentId],
    queryFn: ({ signal }) => client.getIncident({ parameters: { incidentId }, signal }),
  });
}

/** What comes next about each of these, as far as it is known yet. */
export function useNext(incidentIds: readonly string[]): ReadonlyMap<string, HandlingWire> {
  return useQueries({
    queries: incidentIds.map((incidentId) => ({ ...incidentQuery(incidentId), refetchInterval: listMs })),
    combine: (results) => new Map(results.flatMap(({ data }) => (data ? [[data.id, data.handling] as const] : []))),
  });
}

/** One investigation whole, followed while it looks. What comes of it afterwards stands in its incident as well. */
export function useInvestigation(investigationId: string | undefined) {
  return asResource(
    useQuery({
      queryKey: ["investigation", investigationId],
      queryFn: ({ signal }) =>
        client.getInvestigation({ parameters: { investigationId: investigationId ?? "" }, signal }),
      enabled: investigationId !== undefined,
      refetchInterval: ({ state }) => (state.data && state.data.phase !== "looking" ? quietMs : livelyMs),
    }),
  );
}

/** Says something to an incident or an investigation, and then reads again what shows it. */
export function useIncidentWord<Input, Answer>(say: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: say,
    onSuccess: () =>
      Promise.all(
        ["incidents", "incident", "investigation"].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      ),
  });
}

/** The questions of one run that wait for a person. */
export function useOpenApprovalsOf(executionId: string | undefined): readonly KeptApprovalWire[] {
  const { data } = useQuery({
    queryKey: ["approvals", "of", executionId],
    queryFn: ({ signal }) =>
      client.listApprovals({ query: { state: "open", ...(executionId !== undefined && { executionId }) }, signal }),
    enabled: executionId !== undefined,
    refetchInterval: livelyMs,
  });
  return executionId === undefined ? [] : (data?.items ?? []);
}
