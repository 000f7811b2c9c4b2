import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { asProblem, client } from "../api/index.ts";
import { ProblemPanel } from "../frame/index.ts";

/** Starts a run that goes on where this one stopped: what was verified here is not done again. */
export function ContinueButton({ executionId }: { readonly executionId: string }) {
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: () => client.continueExecution({ parameters: { executionId } }),
    onSuccess: ({ id }) => void navigate({ to: "/executions/$executionId", params: { executionId: id }, search: {} }),
  });
  return (
    <div className="flex flex-col gap-2">
      <button type="button" className="button button-main" disabled={start.isPending} onClick={() => start.mutate()}>
        Go on from the last verified step
      </button>
      {start.error && <ProblemPanel problem={asProblem(start.error)} title="Nothing was started" />}
    </div>
  );
}
