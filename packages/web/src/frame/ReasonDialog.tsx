import type { ApiProblem } from "@steadyhand/client";
import { type FormEvent, useId, useState } from "react";
import { Dialog } from "./Dialog.tsx";
import { ProblemPanel } from "./ProblemPanel.tsx";

/** Asks for a reason, which goes into the record, and does what its button says. */
export function ReasonDialog(props: {
  readonly title: string;
  readonly says: string;
  readonly label: string;
  readonly button: string;
  readonly isOptional?: boolean;
  readonly isSending: boolean;
  readonly problem: ApiProblem | undefined;
  readonly onSubmit: (reason: string) => void;
  readonly onClose: () => void;
}) {
  const { title, says, label, button, isOptional = false, isSending, problem, onSubmit, onClose } = props;
  const [reason, setReason] = useState("");
  const id = useId();
  const canSubmit = (isOptional || reason.trim() !== "") && !isSending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSubmit) onSubmit(reason.trim());
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p>{says}</p>
        <div>
          <label htmlFor={id} className="mb-1 block">
            {label}
          </label>
          <input
            id={id}
            className="field"
            value={reason}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        {problem && <ProblemPanel problem={problem} />}
        <div className="flex flex-wrap gap-2">
          <button type="submit" className="button button-main" aria-disabled={!canSubmit}>
            {button}
          </button>
          <button type="button" className="button" onClick={onClose}>
            Go back
          </button>
        </div>
      </form>
    </Dialog>
  );
}
