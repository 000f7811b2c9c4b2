import type { ApiProblem } from "@steadyhand/client";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { ProblemPanel } from "../frame/index.ts";

/** One or two choices, the reason for them, which goes into the record, and the button that says what happens. */
export function WhyForm(props: {
  readonly button: string;
  readonly children?: ReactNode;
  readonly isSending: boolean;
  readonly problem: ApiProblem | undefined;
  readonly onSubmit: (why: string) => void;
  readonly onClose?: () => void;
}) {
  const { button, children, isSending, problem, onSubmit, onClose } = props;
  const [why, setWhy] = useState("");
  const id = useId();
  const canSubmit = why.trim() !== "" && !isSending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSubmit) onSubmit(why.trim());
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {children}
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
          onChange={(event) => setWhy(event.target.value)}
        />
      </div>
      {problem && <ProblemPanel problem={problem} />}
      <div className="flex flex-wrap gap-2">
        <button type="submit" className="button button-main" aria-disabled={!canSubmit}>
          {button}
        </button>
        {onClose && (
          <button type="button" className="button" onClick={onClose}>
            Go back
          </button>
        )}
      </div>
    </form>
  );
}
