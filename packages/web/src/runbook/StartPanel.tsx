import type { RunbookWire, StatusWire } from "@steadyhand/api";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { flushSync } from "react-dom";
import { asProblem, client } from "../api/index.ts";
import { ProblemPanel } from "../frame/index.ts";
import { CareFields } from "./CareFields.tsx";
import { findCareObstacles } from "./care-form.ts";
import { EnvironmentChoice } from "./EnvironmentChoice.tsx";
import { emptyForm, findObstacles, isByHand, type StartForm, toStartBody } from "./start-form.ts";
import { VariableFields } from "./VariableFields.tsx";

/** Everything a run needs before it starts. What is missing is said here, and nothing starts. */
export function StartPanel({ runbook, status }: { readonly runbook: RunbookWire; readonly status: StatusWire }) {
  const [form, setForm] = useState<StartForm>(emptyForm);
  const [wasTried, setTried] = useState(false);
  const [isMoreOpen, setMoreOpen] = useState(false);
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
    // What is folded away cannot take the focus: it is opened before.
    flushSync(() => {
      setTried(true);
      if (findCareObstacles(form.care).length > 0) setMoreOpen(true);
    });
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
            <label className="flex gap-2">
              <input
                type="radio"
                name={`${id}-mode`}
                checked={form.mode === "dry_run"}
                onChange={() => change({ mode: "dry_run" })}
              />
              <span>Dry run: everything but the effect; see what would run, wait or be refused, and why</span>
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
        <div className="grid gap-4 md:grid-cols-2">
          {(["subject", "project"] as const).map((field) => (
            <div key={field}>
              <label htmlFor={`${id}-${field}`} className="mb-1 block font-semibold">
                {field === "subject" ? "Subject: what it changes" : "Project"}
              </label>
              <input
                id={`${id}-${field}`}
                className="field font-mono"
                placeholder={field === "subject" ? "The target's name" : "default"}
                value={form[field]}
                spellCheck={false}
                autoComplete="off"
                onChange={(event) => change({ [field]: event.target.value.trim() })}
              />
            </div>
          ))}
        </div>
        <details open={isMoreOpen} onToggle={(event) => setMoreOpen(event.currentTarget.open)}>
          <summary className="w-fit font-semibold">More: guards, settling time, retries</summary>
          <div className="mt-3">
            <CareFields
              idPrefix={id}
              care={form.care}
              obstacles={wasTried ? obstacles : []}
              onChange={(care) => change({ care })}
            />
          </div>
        </details>
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
          {sayStart(form, status)}
        </button>
      </form>
    </section>
  );
}

function sayStart(form: StartForm, { environments, targetName }: StatusWire): string {
  if (form.mode === "dry_run") return "Preview: nothing runs";
  return isByHand(form, environments) ? "Start, followed by hand" : `Start on ${targetName}`;
}

/** The same form sent twice starts one execution. Works where the page has no secure context, too. */
function newIdempotencyKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
