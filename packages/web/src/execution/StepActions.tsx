import type { ExecutionHeadWire, StepWire } from "@steadyhand/api";
import { useKeys } from "../keyboard/index.ts";

type PlainAction =
  | "reject"
  | "edit"
  | "skip"
  | "done"
  | "retry"
  | "roll_back"
  | "abort"
  | "pause"
  | "resume"
  | "roll_back_run";

/** What a person asks of the current step, or of the whole execution. */
export type StepAction =
  | { [Type in PlainAction]: { readonly type: Type } }[PlainAction]
  | { readonly type: "answer"; readonly holds: boolean };

/** Everything that can be done now besides approving, each with its key. */
export function StepActions(props: {
  readonly step: StepWire;
  readonly head: ExecutionHeadWire;
  /** Shown elsewhere, larger. */
  readonly hidden: readonly StepAction["type"][];
  readonly onAction: (action: StepAction) => void;
}) {
  const { step, head, hidden, onAction } = props;
  const can = (name: StepWire["can"][number]) => step.can.includes(name);
  const when = (is: boolean, action: StepAction) => (is ? () => onAction(action) : undefined);
  useKeys({
    r: when(can("reject"), { type: "reject" }) ?? when(can("retry"), { type: "retry" }),
    e: when(can("edit"), { type: "edit" }),
    s: when(can("skip"), { type: "skip" }),
    d: when(can("done"), { type: "done" }),
    b: when(can("roll_back"), { type: "roll_back" }),
    y: when(can("answer"), { type: "answer", holds: true }),
    n: when(can("answer"), { type: "answer", holds: false }),
  });
  const buttons = [
    { is: can("answer"), action: { type: "answer", holds: true }, label: "It holds", key: "y", isMain: true },
    { is: can("answer"), action: { type: "answer", holds: false }, label: "It does not hold", key: "n", isMain: true },
    { is: can("roll_back"), action: { type: "roll_back" }, label: "Roll back", key: "b", isMain: false },
    {
      is: can("retry"),
      action: { type: "retry" },
      label: step.code?.startsWith("approval.") ? "Ask again" : "Try again",
      key: "r",
      isMain: step.code?.startsWith("approval.") === true,
    },
    { is: can("done"), action: { type: "done" }, label: "Done by hand", key: "d", isMain: step.waitsFor === "hand" },
    { is: can("reject"), action: { type: "reject" }, label: "Reject", key: "r", isMain: false },
    { is: can("edit"), action: { type: "edit" }, label: "Edit", key: "e", isMain: false },
    { is: can("skip"), action: { type: "skip" }, label: "Skip", key: "s", isMain: false },
    { is: head.can.includes("abort"), action: { type: "abort" }, label: "Abort", key: "x", isMain: false },
  ] as const satisfies readonly { is: boolean; action: StepAction; label: string; key: string; isMain: boolean }[];
  return (
    <div className="flex flex-wrap gap-2">
      {buttons
        .filter(({ is, action }) => is && !hidden.includes(action.type))
        .map(({ action, label, key, isMain }) => (
          <button
            key={label}
            type="button"
            className={`button ${isMain ? "button-main" : ""}`}
            onClick={() => onAction(action)}
          >
            {label} <kbd className="key">{key}</kbd>
          </button>
        ))}
    </div>
  );
}
