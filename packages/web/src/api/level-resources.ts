import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client } from "./client.ts";
import { asResource } from "./resource.ts";

/** A level may be lowered, and an elevation granted, by somebody else at any time. */
const refetchInterval = 5_000;

/** Subjects and projects with their takeover levels. */
export function useLevels() {
  return asResource(
    useQuery({ queryKey: ["levels"], queryFn: ({ signal }) => client.listLevels({ signal }), refetchInterval }),
  );
}

/** What was said of one level, newest first. */
export function useLevelHistory({ kind, name }: { readonly kind: string; readonly name: string }) {
  return asResource(
    useQuery({
      queryKey: ["levels", kind, name],
      queryFn: ({ signal }) => client.getLevel({ parameters: { kind, name }, signal }),
    }),
  );
}

export function useElevations() {
  return asResource(
    useQuery({ queryKey: ["elevations"], queryFn: ({ signal }) => client.listElevations({ signal }), refetchInterval }),
  );
}

/** Changes something of levels, and then reads again what shows them. */
export function useLevelChange<Input, Answer>(change: (input: Input) => Promise<Answer>, onDone?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    async onSuccess() {
      onDone?.();
      await Promise.all(
        ["levels", "elevations", "trust", "status"].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      );
    },
  });
}

/** How far a runbook is trusted, and what was said of it. */
export function useTrust(runbookId: string) {
  return asResource(
    useQuery({
      queryKey: ["trust", runbookId],
      queryFn: ({ signal }) => client.getTrust({ parameters: { runbookId }, signal }),
    }),
  );
}
