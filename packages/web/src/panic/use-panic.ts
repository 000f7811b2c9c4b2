import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { asProblem, asResource, client } from "../api/index.ts";

const key = ["panic"] as const;

/** How panic stands. Looked at often: somebody else may press, and a table that is late says what is no longer so. */
export function usePanic() {
  return asResource(
    useQuery({
      queryKey: key,
      queryFn: ({ signal }) => client.getPanic({ signal }),
      refetchInterval: ({ state }) => (state.data?.press ? 500 : 2000),
      refetchIntervalInBackground: true,
      staleTime: 0,
    }),
  );
}

/** Something asked of panic; its answer is how panic stands then. */
function usePanicCommand<Input>(run: (input: Input) => Promise<Awaited<ReturnType<typeof client.getPanic>>>) {
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: run,
    onSuccess: (view) => {
      queries.setQueryData(key, view);
      void queries.invalidateQueries({ queryKey: ["executions"] });
    },
  });
  return {
    run: mutation.mutate,
    reset: mutation.reset,
    isSending: mutation.isPending,
    problem: mutation.error ? asProblem(mutation.error) : undefined,
  };
}

export const usePress = () =>
  usePanicCommand((body: { readonly reason: string; readonly kill: boolean }) => client.pressPanic({ body }));
export const useAskResume = () => usePanicCommand((reason: string) => client.askResume({ body: { reason } }));
export const useConfirmResume = () => usePanicCommand((_: undefined) => client.confirmResume());

export function useDrill() {
  const mutation = useMutation({ mutationFn: () => client.drillPanic() });
  return {
    run: () => mutation.mutate(),
    isSending: mutation.isPending,
    result: mutation.data,
    problem: mutation.error ? asProblem(mutation.error) : undefined,
  };
}
