import type { StepWire } from "@steadyhand/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { asProblem, client } from "../api/index.ts";
import { Moment, ProblemPanel } from "../frame/index.ts";

/** No schedule waits longer than this. */
const mostMinutes = 366 * 24 * 60;

/** Does the run, or one step of it, once more after some minutes; whoever asks is whom it runs for. */
export function FollowUpForm(props: { readonly executionId: string; readonly steps: readonly StepWire[] }) {
  const { executionId, steps } = props;
  const [minutes, setMinutes] = useState("5");
  const [only, setOnly] = useState("");
  const id = useId();
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: client.followUpExecution,
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["schedules"] }),
  });
  const isLength = /^\d{1,6}$/.test(minutes) && Number(minutes) >= 1 && Number(minutes) <= mostMinutes;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isLength || add.isPending) return;
    const timing = { kind: "after", seconds: Number(minutes) * 60 } as const;
    add.mutate({ parameters: { executionId }, body: { timing, ...(only !== "" && { only: [only] }) } });
  };
  return (
    <details>
      <summary className="w-fit font-semibold">Check again later</summary>
      <form onSubmit={submit} className="mt-2 flex flex-col gap-3">
        <p className="text-text-1">The same runbook with the same values. What needs a person's word waits for it.</p>
        <div className="flex flex-wrap items-end gap-3">
          <div>
            <label htmlFor={`${id}-minutes`} className="mb-1 block">
              In how many minutes
            </label>
            <input
              id={`${id}-minutes`}
              className="field w-[120px] font-mono"
              inputMode="numeric"
              value={minutes}
              aria-invalid={!isLength}
              autoComplete="off"
              onChange={(event) => setMinutes(event.target.value.trim())}
            />
          </div>
          <div className="min-w-0">
            <label htmlFor={`${id}-only`} className="mb-1 block">
              What
            </label>
            <select id={`${id}-only`} className="field" value={only} onChange={(event) => setOnly(event.target.value)}>
              <option value="">All steps</option>
              {steps.map((step) => (
                <option key={step.id} value={step.id}>
                  Only {step.number}. {step.title}
                </option>
              ))}
            </select>
          </div>
          <button type="submit" className="button" aria-disabled={!isLength || add.isPending}>
            Schedule it
          </button>
        </div>
        {!isLength && <p>A whole number of minutes, from 1 to {mostMinutes}.</p>}
        {add.error && <ProblemPanel problem={asProblem(add.error)} title="Nothing was scheduled" />}
        {add.data && (
          <p role="status">
            Scheduled
            {add.data.nextDue !== undefined && (
              <>
                : due <Moment at={add.data.nextDue} />
              </>
            )}
            . <Link to="/schedules">See the schedules</Link>
          </p>
        )}
      </form>
    </details>
  );
}
