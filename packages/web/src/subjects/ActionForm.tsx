import type { ActionWire } from "@steadyhand/api";
import type { ApiProblem } from "@steadyhand/client";
import { type FormEvent, useId, useState } from "react";
import { ProblemPanel } from "../frame/index.ts";
import { ParameterField } from "./ParameterField.tsx";
import { readParameters, standardFields } from "./read-parameters.ts";

/** What a person proposes: an action with its parameters, and why. */
export interface ActionProposal {
  readonly parameters: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  readonly why: string;
}

/** Proposes one action of a subject. It runs nothing: what is proposed goes through the gate like anything else. */
export function ActionForm(props: {
  readonly action: ActionWire;
  readonly subject: string;
  readonly isSending: boolean;
  readonly problem: ApiProblem | undefined;
  readonly onPropose: (proposal: ActionProposal) => void;
  readonly onClose: () => void;
}) {
  const { action, subject, isSending, problem, onPropose, onClose } = props;
  const [fields, setFields] = useState(() => standardFields(action.parameters));
  const [why, setWhy] = useState("");
  const [isTried, setTried] = useState(false);
  const id = useId();
  const read = readParameters(action.parameters, fields);
  const problems = read.ok || !isTried ? [] : read.problems;
  const isWhyMissing = isTried && why.trim() === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (read.ok && why.trim() !== "" && !isSending) onPropose({ parameters: read.parameters, why: why.trim() });
  };
  return (
    <form aria-label={`Propose ${action.name}`} noValidate onSubmit={submit} className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        {action.parameters.map((parameter) => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            value={fields[parameter.name] ?? ""}
            problem={problems.find(({ path }) => path === parameter.name)?.message}
            onChange={(value) => setFields((before) => ({ ...before, [parameter.name]: value }))}
          />
        ))}
      </div>
      <div>
        <label htmlFor={id} className="mb-1 block">
          Why (it goes into the record)
        </label>
        <input
          id={id}
          className="field"
          value={why}
          maxLength={500}
          autoComplete="off"
          aria-invalid={isWhyMissing}
          onChange={(event) => setWhy(event.target.value)}
        />
        {isWhyMissing && (
          <p role="alert" className="font-semibold text-dense">
            Say why: it goes into the record.
          </p>
        )}
      </div>
      {problem && <ProblemPanel problem={problem} title="Nothing was proposed" />}
      <div className="flex flex-wrap items-center gap-2">
        <button type="submit" className="button button-main" aria-disabled={isSending}>
          Propose it on {subject}
        </button>
        <button type="button" className="button" onClick={onClose}>
          Go back
        </button>
        <span className="text-dense text-text-1">It goes through the gate: you see the exact call before it runs.</span>
      </div>
    </form>
  );
}
