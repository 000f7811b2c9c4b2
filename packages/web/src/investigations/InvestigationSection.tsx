import type { InvestigationSummaryWire } from "@steadyhand/api";
import { useState } from "react";
import { asProblem, client, useIncidentWord, useInvestigation } from "../api/index.ts";
import { BlindPanel, Loading, Moment, ProblemPanel } from "../frame/index.ts";
import { Standing } from "../timeline/index.ts";
import { InvestigationPanel } from "./InvestigationPanel.tsx";
import { investigationLook } from "./investigation-look.ts";
import { ReasonerName } from "./ReasonerName.tsx";

/** Every look into an incident, newest first. One that is looking stands open; the others open to all that they asked. */
export function InvestigationSection(props: { readonly investigations: readonly InvestigationSummaryWire[] }) {
  const { investigations } = props;
  return (
    <section aria-label="How it was looked into" className="panel flex flex-col gap-2 p-4">
      <h2>How it was looked into</h2>
      {investigations.length === 0 && <p className="text-text-1">Nobody has looked into it yet.</p>}
      <ul className="divide-y divide-line">
        {investigations.map((summary, index) => (
          <li key={summary.id} className="py-2">
            <Folded summary={summary} isFirst={index === 0} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Folded({ summary, isFirst }: { readonly summary: InvestigationSummaryWire; readonly isFirst: boolean }) {
  const [isOpen, setOpen] = useState(isFirst);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex list-none flex-wrap items-center gap-x-4 gap-y-1 rounded-panel hover:bg-surface-3">
        <span aria-hidden="true" className={`text-text-2 ${isOpen ? "rotate-90" : ""}`}>
          ▸
        </span>
        <Standing look={investigationLook(summary)} />
        <ReasonerName by={summary.reasoner} />
        <span className="text-dense text-text-1">
          <Moment at={summary.startedAt} />
        </span>
      </summary>
      {isOpen && <Whole investigationId={summary.id} />}
    </details>
  );
}

function Whole({ investigationId }: { readonly investigationId: string }) {
  const whole = useInvestigation(investigationId);
  const told = useIncidentWord(client.tellInvestigation);
  const stopped = useIncidentWord(client.stopInvestigation);
  const problem = told.error ?? stopped.error;
  const parameters = { investigationId };
  const words = {
    isSending: told.isPending || stopped.isPending,
    problem: problem ? asProblem(problem) : undefined,
    onTell: (text: string) => {
      stopped.reset();
      return told.mutateAsync({ parameters, body: { text } });
    },
    onStop: (reason: string) => {
      told.reset();
      return stopped.mutateAsync({ parameters, body: { reason } });
    },
  };
  if (whole.status === "loading") return <Loading what="what it asked" />;
  if (whole.status === "failed") return <ProblemPanel problem={whole.problem} onRetry={whole.retry} />;
  return (
    <div className="mt-2 flex flex-col gap-3 border-line border-l-2 pl-3">
      {whole.blind && <BlindPanel {...whole.blind} />}
      <InvestigationPanel
        investigation={whole.data}
        words={words}
        readWhole={(turn) => client.getTurn({ parameters: { investigationId, turn: String(turn) } })}
      />
    </div>
  );
}
