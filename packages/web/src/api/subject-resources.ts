import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client } from "./client.ts";
import { asResource } from "./resource.ts";

const refetchInterval = 3_000;

/** What is watched, and the files that could not be used. */
export function useSubjects() {
  return asResource(
    useQuery({ queryKey: ["subjects"], queryFn: ({ signal }) => client.listSubjects({ signal }), refetchInterval }),
  );
}

/** One subject as it was last seen. */
export function useSubject(name: string) {
  return asResource(
    useQuery({
      queryKey: ["subject", name],
      queryFn: ({ signal }) => client.getSubject({ parameters: { subject: name }, signal }),
      refetchInterval,
    }),
  );
}

/** Proposes an action of a subject: a run that waits at the gate. */
export function useProposal(onProposed: (executionId: string) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: client.proposeAction,
    async onSuccess({ id }) {
      onProposed(id);
      await Promise.all(["executions", "approvals"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
}
