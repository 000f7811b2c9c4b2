import type { ExecutionHeadWire, StepWire } from "@steadyhand/api";
import { ReasonDialog } from "../frame/index.ts";
import { EditDialog } from "./EditDialog.tsx";
import type { ExecutionCalls } from "./step-commands.ts";
import type { Commands } from "./use-execution.ts";

/** A dialog that is open, bound to the step it was opened for. */
export type OpenDialog =
  | { readonly type: "reject" | "edit" | "skip" | "done"; readonly step: StepWire }
  | { readonly type: "abort" }
  | { readonly type: "roll_back_run" }
  | { readonly type: "pause" };

/** Asks for what an action still needs, then sends it. */
export function ActionDialog(props: {
  readonly dialog: OpenDialog;
  readonly head: ExecutionHeadWire;
  readonly calls: ExecutionCalls;
  readonly commands: Commands;
  readonly onClose: () => void;
}) {
  const { dialog, head, calls, commands, onClose } = props;
  const { isSending, problem, send } = commands;
  const closeWhenDone = async (command: Parameters<Commands["send"]>[0]) => {
    if (await send(command)) onClose();
  };
  const shared = { isSending, problem, onClose };
  if (dialog.type === "abort") {
    return (
      <ReasonDialog
        {...shared}
        title={`Abort ${head.runbook.title}`}
        says={`Nothing more of this execution runs on ${head.targetName}. What runs now is ended first. This cannot be undone.`}
        label="Reason, for the record"
        button="Abort the execution"
        onSubmit={(reason) => void closeWhenDone(() => calls.execution({ type: "abort", reason }))}
      />
    );
  }
  if (dialog.type === "roll_back_run") {
    return (
      <ReasonDialog
        {...shared}
        title={`Roll back all of ${head.runbook.title}`}
        says="Its steps are undone, newest first. Each rollback is judged and asked about like any step; where the runbook gives none, you say what becomes of it."
        label="Reason, for the record"
        button="Roll back the execution"
        onSubmit={(reason) => void closeWhenDone(() => calls.execution({ type: "roll_back_run", reason }))}
      />
    );
  }
  if (dialog.type === "pause") {
    return (
      <ReasonDialog
        {...shared}
        title={`Pause ${head.runbook.title}`}
        says="What runs now may end; nothing new starts until somebody resumes it. A question that waits is taken back."
        label="Reason, for the record"
        button="Pause the execution"
        onSubmit={(reason) => void closeWhenDone(() => calls.execution({ type: "pause", reason }))}
      />
    );
  }
  const { step } = dialog;
  const name = `step ${step.number}: ${step.title}`;
  if (dialog.type === "edit") {
    return (
      <EditDialog
        {...shared}
        step={step}
        onSubmit={(command) => void closeWhenDone(() => calls.step(step.id, { type: "edit", command }))}
      />
    );
  }
  if (dialog.type === "reject") {
    return (
      <ReasonDialog
        {...shared}
        title={`Reject ${name}`}
        says={`It does not run on ${head.targetName}. You can edit it, skip it or do it by hand afterwards.`}
        label="Reason, for the record"
        button="Reject"
        onSubmit={(reason) => void closeWhenDone(() => calls.decide(step.id, { type: "reject", reason }))}
      />
    );
  }
  if (dialog.type === "done") {
    return (
      <ReasonDialog
        {...shared}
        title={`Done by hand: ${name}`}
        says="You say that you have done this step yourself and that it worked. The record keeps that it was your word."
        label="Note for the record, if there is one"
        button="It is done"
        isOptional
        onSubmit={(note) => void closeWhenDone(() => calls.step(step.id, { type: "done", note }))}
      />
    );
  }
  return (
    <ReasonDialog
      {...shared}
      title={`Skip ${name}`}
      says="The step does not run, and the execution goes on with the next one."
      label="Reason, for the record"
      button="Skip this step"
      onSubmit={(reason) => void closeWhenDone(() => calls.step(step.id, { type: "skip", reason }))}
    />
  );
}
