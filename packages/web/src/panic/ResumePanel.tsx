import type { PanicViewWire } from "@steadyhand/api";
import { type FormEvent, useId, useState } from "react";
import { Moment, ProblemPanel } from "../frame/index.ts";
import { useAskResume, useConfirmResume } from "./use-panic.ts";

/** How a panic ends: an admin asks, somebody else confirms, and then each run is resumed by itself. */
export function ResumePanel(props: { readonly view: PanicViewWire; readonly me: { readonly id: string } }) {
  const { view, me } = props;
  const { resumption, heldBy, people } = view;
  return (
    <section aria-label="End of the panic" className="panel flex flex-col gap-3 p-4">
      <h2>End it</h2>
      {heldBy !== undefined && <p className="font-semibold">Two people ended it, but {heldBy}.</p>}
      {people === 1 && (
        <p>
          You are alone here, and one person cannot end a panic: add a second one with{" "}
          <code className="font-mono">steady people add NAME</code>, who confirms with their own link.
        </p>
      )}
      {resumption.phase === "asked" ? <Asked resumption={resumption} me={me} /> : <Ask />}
      <p className="text-text-1">Afterwards each run stays paused until somebody resumes it.</p>
    </section>
  );
}

function Ask() {
  const ask = useAskResume();
  const [reason, setReason] = useState("");
  const id = useId();
  const canSubmit = reason.trim() !== "" && !ask.isSending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSubmit) ask.run(reason.trim());
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <label htmlFor={id}>An admin says why it may end; a second person reads it and confirms.</label>
      <input
        id={id}
        className="field"
        value={reason}
        maxLength={500}
        autoComplete="off"
        onChange={(event) => setReason(event.target.value)}
      />
      {ask.problem && <ProblemPanel problem={ask.problem} />}
      <button type="submit" className="button button-main self-start" aria-disabled={!canSubmit}>
        Ask to end the panic
      </button>
    </form>
  );
}

type AskedResumption = PanicViewWire["resumption"] & { readonly phase: "asked" };

function Asked({ resumption, me }: { readonly resumption: AskedResumption; readonly me: { readonly id: string } }) {
  const confirm = useConfirmResume();
  const { by, at, reason, expiresAt } = resumption;
  const isMine = by.id === me.id;
  return (
    <div className="flex flex-col gap-2">
      <p>
        {by.name} asked <Moment at={at} />: {reason}. The ask ends <Moment at={expiresAt} />.
      </p>
      {isMine && <p className="font-semibold">You asked: somebody else has to confirm.</p>}
      {confirm.problem && <ProblemPanel problem={confirm.problem} />}
      {!isMine && (
        <button
          type="button"
          className="button button-main self-start"
          aria-disabled={confirm.isSending}
          onClick={() => confirm.isSending || confirm.run(undefined)}
        >
          Confirm that the panic is over
        </button>
      )}
    </div>
  );
}
