import type { JudgementWire } from "@steadyhand/api";
import { type ReactNode, useState } from "react";
import { CommandTextBlock } from "../command-text/index.ts";
import { EvidenceItem } from "./EvidenceItem.tsx";
import { RiskBadge } from "./RiskBadge.tsx";
import { SecondKeyAnswer } from "./SecondKeyAnswer.tsx";

interface Judged {
  readonly judgement: JudgementWire;
  /** The text that the evidence points into. */
  readonly text: string;
}

/** The final risk beside both keys' short answers, which opens to everything that led to it. */
export function Judgement({
  judgement,
  text,
  isAsking = false,
  more,
}: Judged & {
  /** The model is being asked: what it says is not known yet. */
  readonly isAsking?: boolean;
  /** What else is known of it, drawn when it is open. */
  readonly more?: () => ReactNode;
}) {
  // What is closed is not drawn: a runbook may have thousands of these.
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="group min-w-0" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex w-fit list-none flex-wrap items-center gap-x-3 gap-y-1 rounded-panel pr-2 hover:bg-surface-3">
        <RiskBadge risk={judgement.final} />
        <span className="text-dense text-text-1">{sayKeys(judgement, isAsking)}</span>
        <span className="text-dense text-text-1 underline underline-offset-3">{isOpen ? "Hide why" : "Why"}</span>
      </summary>
      {isOpen && (
        <div className="mt-2 border-line border-l-2 pl-3">
          <JudgementDetails judgement={judgement} text={text} isAsking={isAsking} />
          {more?.()}
        </div>
      )}
    </details>
  );
}

function sayKeys({ scanner, secondKey }: JudgementWire, isAsking: boolean): string {
  const model = isAsking ? "being asked" : secondKey.state === "answered" ? secondKey.risk : "no answer";
  return `scanner ${scanner}, model ${model}`;
}

/** Both keys' answers side by side, the rule that merged them in words, and what would take the command back. */
export function JudgementDetails({ judgement, text, isAsking = false }: Judged & { readonly isAsking?: boolean }) {
  const { scanner, evidence, secondKey, final, mergeRule, why, scannerVersion, suggestedRollback } = judgement;
  return (
    <div className="text-dense">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <span className="text-text-2">Together</span> <RiskBadge risk={final} />
        <span>
          {why} <span className="text-text-2">(merge rule {mergeRule})</span>
        </span>
      </div>
      <div className="grid items-start gap-2 xl:grid-cols-2">
        <section aria-label="Scanner" className="min-w-0 rounded-panel border border-line p-2">
          <p className="mb-2 flex flex-wrap items-center gap-2">
            <span className="font-semibold">Scanner</span> <RiskBadge risk={scanner} />
            <span className="text-text-2">version {scannerVersion}</span>
          </p>
          <ul className="flex flex-col gap-2">
            {evidence.map((piece) => (
              <EvidenceItem
                key={`${piece.rule}-${piece.range.start}-${piece.range.end}-${piece.why}`}
                evidence={piece}
                text={text}
              />
            ))}
          </ul>
          {evidence.length === 0 && <p className="text-text-1">The scanner gives no single reason.</p>}
        </section>
        <SecondKeyAnswer secondKey={secondKey} isAsking={isAsking} />
      </div>
      {suggestedRollback && <SuggestedRollback {...suggestedRollback} />}
    </div>
  );
}

function SuggestedRollback({ text, from, risk }: NonNullable<JudgementWire["suggestedRollback"]>) {
  const by = from === "scanner" ? "told from the scanner's tables" : "proposed by the model";
  return (
    <div className="mt-2">
      <CommandTextBlock text={text} label={`Would take it back: ${by}. It is never run by itself.`}>
        <RiskBadge risk={risk} />
      </CommandTextBlock>
    </div>
  );
}
