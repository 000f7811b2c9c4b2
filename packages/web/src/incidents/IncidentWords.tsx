import type { IncidentWire } from "@steadyhand/api";
import type { ApiProblem } from "@steadyhand/client";
import { useState } from "react";
import { ReasonDialog } from "../frame/index.ts";

/** What a person can say to an incident. */
export type IncidentWord = IncidentWire["can"][number];

interface Asked {
  readonly label: string;
  readonly title: string;
  readonly says: string;
  readonly button: string;
}

const asked: Readonly<Record<IncidentWord, Asked>> = {
  hold: {
    label: "Hold it",
    title: "Take this incident",
    says: "It does not resolve by itself, and nothing is done about it by itself, until somebody lets it go. What was proposed already still waits for its answer.",
    button: "Hold it",
  },
  unhold: {
    label: "Let it go",
    title: "Let this incident go",
    says: "It goes on by itself: it resolves when all of it holds, and what its level allows is done about it.",
    button: "Let it go",
  },
  investigate: {
    label: "Look into it",
    title: "Look into it again",
    says: "A new investigation begins from what is seen now. It only reads.",
    button: "Look into it",
  },
  resolve: {
    label: "End it",
    title: "End this incident",
    says: "It ends whatever is still violated. What is violated now opens no other incident for ten minutes, unless it begins anew.",
    button: "End the incident",
  },
};

/** What can be said to an incident now. Each word asks why: that goes into the record. */
export function IncidentWords(props: {
  readonly can: readonly IncidentWord[];
  readonly isSending: boolean;
  readonly problem: ApiProblem | undefined;
  /** Forgets what stood in the way of the last word. */
  readonly onOpen: () => void;
  readonly onWord: (word: IncidentWord, why: string) => Promise<unknown>;
}) {
  const { can, isSending, problem, onOpen, onWord } = props;
  const [open, setOpen] = useState<IncidentWord>();
  return (
    <div className="flex flex-wrap gap-2">
      {can.map((word) => (
        <button
          key={word}
          type="button"
          className="button"
          onClick={() => {
            onOpen();
            setOpen(word);
          }}
        >
          {asked[word].label}
        </button>
      ))}
      {open && (
        <ReasonDialog
          title={asked[open].title}
          says={asked[open].says}
          button={asked[open].button}
          label="Why (it goes into the record)"
          isSending={isSending}
          problem={problem}
          onClose={() => setOpen(undefined)}
          onSubmit={(why) => {
            // A refusal is shown in the dialog.
            onWord(open, why).then(
              () => setOpen(undefined),
              () => {},
            );
          }}
        />
      )}
    </div>
  );
}
