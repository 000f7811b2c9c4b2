import type { ActionWire } from "@steadyhand/api";
import type { ApiProblem } from "@steadyhand/client";
import { useState } from "react";
import { WithCode } from "../frame/index.ts";
import { RiskBadge } from "../risk/index.ts";
import { sayDuration } from "../words/index.ts";
import { ActionForm, type ActionProposal } from "./ActionForm.tsx";

/** How an action is proposed, and what stood in the way of the last try. */
export interface ProposeAction {
  readonly isSending: boolean;
  readonly problem: ApiProblem | undefined;
  /** Forgets what stood in the way. */
  readonly onOpen: () => void;
  readonly onPropose: (action: string, proposal: ActionProposal) => void;
}

/** One action that the subject offers: what it does, how that is known, and a form that proposes it. */
export function ActionCard(props: {
  readonly action: ActionWire;
  readonly subject: string;
  readonly propose: ProposeAction;
}) {
  const { action, subject, propose } = props;
  const [isOpen, setOpen] = useState(false);
  const { name, title, what, riskFloor, effect, isIdempotent, isReversible, verification, timeLimitMs } = action;
  return (
    <li className="flex flex-col gap-2 py-3" data-action={name}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold">{title}</span>
        <code className="font-mono text-dense text-text-1">{name}</code>
        <RiskBadge risk={riskFloor} />
        {action.isAvailable && !isOpen && (
          <button
            type="button"
            className="button ml-auto"
            aria-label={`Propose ${title}`}
            onClick={() => {
              propose.onOpen();
              setOpen(true);
            }}
          >
            Propose it
          </button>
        )}
      </div>
      <p>{what}</p>
      <p className="text-dense text-text-1">
        {effect}, {isIdempotent ? "twice is the same as once" : "twice is not once"},{" "}
        {isReversible ? "can be taken back" : "cannot be taken back"}, up to {sayDuration(timeLimitMs)}. Done when:{" "}
        {verification}.
      </p>
      {!action.isAvailable && (
        <p className="break-words rounded-panel border border-edge border-dashed px-3 py-2">
          <strong>Not available here:</strong> {action.whyNot}.{" "}
          {action.hint !== undefined && <WithCode text={action.hint} />}
        </p>
      )}
      {isOpen && (
        <ActionForm
          action={action}
          subject={subject}
          isSending={propose.isSending}
          problem={propose.problem}
          onPropose={(proposal) => propose.onPropose(name, proposal)}
          onClose={() => setOpen(false)}
        />
      )}
    </li>
  );
}
