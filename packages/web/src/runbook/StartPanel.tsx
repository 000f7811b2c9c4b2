import type { RunbookWire, StatusWire } from "@steadyhand/api";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { asProblem, client } from "../api/index.ts";
import { ProblemPanel } from "../frame/index.ts";
import { EnvironmentChoice } from "./EnvironmentChoice.tsx";
import { emptyForm, findObstacles, isByHand, type StartForm, toStartBody } from "./start-form.ts";
import { VariableFields } from "./VariableFields.tsx";

/** Everything a run needs before it starts. What is missing is said here, and nothing starts. */
export function StartPanel({ runbook, status }: { readonly runbook: RunbookWire; readonly status: StatusWire }) {
  const [form, setForm] = useState<StartForm>(emptyForm);
  const [wasTried, setTried] = useState(false);
  const [idempotencyKey] = useState(newIdempotencyKey);
  const navigate = useNavigate();
  const id = useId();
  const { variables, steps } = runbook.parsed;
  const obstacles = findObstacles(form, variables);
  const start = useMutation({
    mutationFn: client.startExecution,
    onSuccess: (execution) =>
      void navigate({ to: "/executions/$executionId", params: { executionId: execution.id }, search: {} }),
  });
  const change = (changed: Partial<StartForm>) => setForm((before) => ({ ...before, ...changed }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const body = toStartBody(form, runbook, idempotencyKey);
    if (obstacles.length > 0) document.getElementById(`${id}-${obstacles[0]?.field}`)?.focus();
    else if (body && !start.isPending) start.mutate({ body });
  };
  return (
    <section aria-label="Start" className="panel p-4">
      <h2 className="mb-3">Start</h2>
      <form onSubmit={submit} className="flex flex-col gap-5">
        <VariableFields
          idPrefix={id}
          variables={variables}
          stepNumbers={new Map(steps.map((step) => [step.id, step.number]))}
          values={form.values}
          obstacles={wasTried ? obstacles : []}
          onValue={(name, value) => change({ values: { ...form.values, [name]: value } })}
        />
        <EnvironmentChoice
          idPrefix={id}
          environments={status.environments}
          form={form}
          isMissing={wasTried && form.environment === undefined}
          onChange={change}
        />
        <div className="grid gap-4 md:grid-cols-2">
          <fieldset>
            <legend className="mb-1 font-semibold">How</legend>
            <label className="flex gap-2">
              <input
                type="radio"
                name={`${id}-mode`}
                checked={form.mode === "run"}
                onChange={() => change({ mode: "run" })}
              />
              <span>
                Run: Steadyhand runs each step on <code className="font-mono">{status.targetName}</code> after your word
              </span>
            </label>
            <label className="flex gap-2">
              <input
                type="radio"
                name={`${id}-mode`}
                checked={form.mode === "instructions"}
                onChange={() => change({ mode: "instructions" })}
              />
              <span>Follow by hand: you run the commands yourself and tick them off</span>
            </label>
          </fieldset>
          <div>
            <label htmlFor={`${id}-cwd`} className="mb-1 block font-semibold">
              Working directory
            </label>
            <input
              id={`${id}-cwd`}
              className="field font-mono"
              placeholder="As Steadyhand was started"
              value={form.workingDirectory}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => change({ workingDirectory: event.target.value })}
            />
          </div>
        </div>
        {wasTried && obstacles.length > 0 && (
          <div role="alert" className="rounded-panel border-2 border-edge p-3">
            <p className="font-semibold">Nothing was started.</p>
            <ul className="list-disc pl-5">
              {obstacles.map(({ field, says }) => (
                <li key={field}>{says}</li>
              ))}
            </ul>
          </div>
        )}
        {start.error && <ProblemPanel problem={asProblem(start.error)} title="Nothing was started" />}
        <button type="submit" className="button button-main min-h-[44px] self-start px-6" disabled={start.isPending}>
          {isByHand(form, status.environments) ? "Start, followed by hand" : `Start on ${status.targetName}`}
        </button>
      </form>
    </section>
  );
}

/** The same form sent twice starts one execution. Works where the page has no secure context, too. */
function newIdempotencyKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
