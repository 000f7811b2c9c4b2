import { type FormEvent, useId, useState } from "react";
import { ProblemPanel, ReasonDialog } from "../frame/index.ts";
import type { InvestigationWords } from "./InvestigationPanel.tsx";

/** Joins an investigation that is looking: tells it something, or stops it. */
export function JoinInvestigation({ words }: { readonly words: InvestigationWords }) {
  const { isSending, problem, onTell, onStop } = words;
  const [text, setText] = useState("");
  const [isStopping, setStopping] = useState(false);
  const id = useId();
  const canTell = text.trim() !== "" && !isSending;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!canTell) return;
    await onTell(text.trim()).then(
      () => setText(""),
      // What stood in the way is shown below; the text stays to be sent again.
      () => {},
    );
  };
  // The dialog holds a form of its own: it stands beside this one, for a form within a form is sent by the browser itself.
  return (
    <>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-2">
        <label htmlFor={id}>Tell it what you know, or where to look</label>
        <div className="flex flex-wrap gap-2">
          <input
            id={id}
            className="field min-w-0 flex-1 basis-[240px]"
            value={text}
            maxLength={2000}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
          <button type="submit" className="button" aria-disabled={!canTell}>
            Tell it
          </button>
          <button type="button" className="button" onClick={() => setStopping(true)}>
            Stop it
          </button>
        </div>
        {problem && !isStopping && <ProblemPanel problem={problem} />}
      </form>
      {isStopping && (
        <ReasonDialog
          title="Stop this investigation"
          says="It asks nothing more and concludes nothing. Nothing is done about the incident by itself until somebody asks for another."
          label="Why (it goes into the record)"
          button="Stop the investigation"
          isSending={isSending}
          problem={problem}
          onClose={() => setStopping(false)}
          onSubmit={(reason) => {
            // A refusal is shown in the dialog.
            onStop(reason).then(
              () => setStopping(false),
              () => {},
            );
          }}
        />
      )}
    </>
  );
}
