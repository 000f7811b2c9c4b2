import type { EvidenceWire, JudgementWire } from "@steadyhand/api";
import { useState } from "react";
import { VisibleText } from "../command-text/index.ts";
import { WithCode } from "../frame/index.ts";
import { RiskBadge } from "./RiskBadge.tsx";

interface Judged {
  readonly judgement: JudgementWire;
  /** The text that the evidence points into. */
  readonly text: string;
}

/** The final risk, which opens to everything that led to it. */
export function Judgement({ judgement, text }: Judged) {
  // What is closed is not drawn: a runbook may have thousands of these.
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="group min-w-0" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex w-fit list-none flex-wrap items-center gap-2 rounded-panel pr-2 hover:bg-surface-3">
        <RiskBadge risk={judgement.final} />
        <span className="text-dense text-text-1 underline underline-offset-3">{isOpen ? "Hide why" : "Why"}</span>
      </summary>
      {isOpen && (
        <div className="mt-2 border-line border-l-2 pl-3">
          <JudgementDetails judgement={judgement} text={text} />
        </div>
      )}
    </details>
  );
}

/** Both keys' answers, the rule that merged them, and each piece of evidence. */
export function JudgementDetails({ judgement, text }: Judged) {
  const { scanner, evidence, secondKey, mergeRule, why, scannerVersion } = judgement;
  return (
    <div className="text-dense">
      <dl className="grid grid-cols-[88px_1fr] items-center gap-x-3 gap-y-1">
        <dt className="text-text-2">Scanner</dt>
        <dd className="flex flex-wrap items-center gap-2">
          <RiskBadge risk={scanner} /> <span className="text-text-2">version {scannerVersion}</span>
        </dd>
        <dt className="text-text-2">Second key</dt>
        <dd>
          {secondKey.state === "absent" ? (
            <>Absent: {secondKey.reason}</>
          ) : (
            <>
              <RiskBadge risk={secondKey.risk} /> sure to {Math.round(secondKey.confidence * 100)} %. {secondKey.reason}
            </>
          )}
        </dd>
        <dt className="text-text-2">Together</dt>
        <dd>
          {why} <span className="text-text-2">(merge rule {mergeRule})</span>
        </dd>
      </dl>
      <ul className="mt-2 flex flex-col gap-2">
        {evidence.map((piece) => (
          <Evidence
            key={`${piece.rule}-${piece.range.start}-${piece.range.end}-${piece.why}`}
            evidence={piece}
            text={text}
          />
        ))}
      </ul>
      {evidence.length === 0 && <p className="mt-2 text-text-1">The scanner gives no single reason.</p>}
    </div>
  );
}

const around = 60;

function Evidence({ evidence, text }: { readonly evidence: EvidenceWire; readonly text: string }) {
  const { rule, risk, range, why, instead } = evidence;
  const before = text.slice(Math.max(0, range.start - around), range.start);
  const after = text.slice(range.end, range.end + around);
  return (
    <li className="rounded-panel border border-line bg-surface-0 p-2">
      <div className="flex flex-wrap items-center gap-2">
        <RiskBadge risk={risk} />
        <code className="font-mono">{rule}</code>
      </div>
      <p className="mt-1">
        <WithCode text={why} />
      </p>
      {range.end > range.start && (
        <code className="code-line mt-1 font-mono text-text-1">
          {range.start > around && "…"}
          <VisibleText text={before} />
          <mark className="rounded-sm bg-mark px-0.5 font-semibold text-text-0">
            <VisibleText text={text.slice(range.start, range.end)} />
          </mark>
          <VisibleText text={after} />
          {range.end + around < text.length && "…"}
        </code>
      )}
      {instead && (
        <p className="mt-1">
          <span className="text-text-2">Instead: </span>
          <WithCode text={instead} />
        </p>
      )}
    </li>
  );
}
