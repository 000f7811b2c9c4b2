import type { InvestigationWire } from "@steadyhand/api";
import type { ApiProblem } from "@steadyhand/client";
import { VisibleText } from "../command-text/index.ts";
import { Moment, Reach } from "../frame/index.ts";
import { sayCount, sayDuration } from "../words/index.ts";
import { sayEnd } from "./investigation-look.ts";
import { JoinInvestigation } from "./JoinInvestigation.tsx";
import type { TurnProps } from "./TurnEntry.tsx";
import { TurnTimeline } from "./TurnTimeline.tsx";

/** What a person can say to an investigation that is looking. */
export interface InvestigationWords {
  readonly isSending: boolean;
  readonly problem: ApiProblem | undefined;
  readonly onTell: (text: string) => Promise<unknown>;
  readonly onStop: (reason: string) => Promise<unknown>;
}

/** One look into an incident: who looks, what it used of its budget, every turn, and how it ended. */
export function InvestigationPanel(props: {
  readonly investigation: InvestigationWire;
  readonly words: InvestigationWords;
  readonly readWhole: TurnProps["readWhole"];
}) {
  const { investigation, words, readWhole } = props;
  const { id, incidentId, startedBy, startedAt, why, can } = investigation;
  return (
    <article aria-label={`Investigation ${id}`} className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-dense text-text-1">
        <span>
          Begun by {startedBy.name}, <Moment at={startedAt} />
        </span>
        <code className="font-mono">{id}</code>
        <Reach path={`/incidents/${incidentId}`} command={`npx steady investigations show ${id}`} />
      </p>
      <p>
        Because: <VisibleText text={why} />
      </p>
      <Budget investigation={investigation} />
      <End investigation={investigation} />
      {can.length > 0 && <JoinInvestigation words={words} />}
      <TurnTimeline investigation={investigation} readWhole={readWhole} />
    </article>
  );
}

function Budget({ investigation: { turns, budget, used, reasoner } }: { readonly investigation: InvestigationWire }) {
  return (
    <p className="text-dense text-text-1">
      {turns.length} of {sayCount(budget.turns, "turn")}, at most {sayDuration(budget.wallMs)}
      {reasoner.kind === "model" && (
        <>
          , {used.tokens.toLocaleString("en-US")} of {sayCount(budget.tokens, "token")}, {sayMoney(used.microUsd)} of{" "}
          {sayMoney(budget.microUsd)}
        </>
      )}
      .
    </p>
  );
}

function sayMoney(microUsd: number): string {
  return `$${(microUsd / 1_000_000).toFixed(microUsd < 100_000 ? 4 : 2)}`;
}

function End({ investigation }: { readonly investigation: InvestigationWire }) {
  const { endedAt, stopped, because } = investigation;
  if (endedAt === undefined) return null;
  return (
    <p>
      {stopped && (
        <>
          {stopped.by.name} stopped it: <VisibleText text={stopped.reason} />{" "}
        </>
      )}
      {because !== undefined && `${sayEnd(because)} `}
      <span className="text-dense text-text-1">
        <Moment at={endedAt} />
      </span>
    </p>
  );
}
