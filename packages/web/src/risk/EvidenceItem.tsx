import type { EvidenceWire } from "@steadyhand/api";
import { VisibleText } from "../command-text/index.ts";
import { WithCode } from "../frame/index.ts";
import { RiskBadge } from "./RiskBadge.tsx";
import { sayEffect } from "./say-effect.ts";

const around = 60;

/** One reason of the scanner's: its rule, the part of the text it is about, and what would be safer. */
export function EvidenceItem({ evidence, text }: { readonly evidence: EvidenceWire; readonly text: string }) {
  const { rule, risk, range, why, instead } = evidence;
  const before = text.slice(Math.max(0, range.start - around), range.start);
  const after = text.slice(range.end, range.end + around);
  const effect = sayEffect(evidence);
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
      {effect !== "" && <p className="mt-1 text-text-2">{effect}</p>}
      {instead && (
        <p className="mt-1">
          <span className="text-text-2">Instead: </span>
          <WithCode text={instead} />
        </p>
      )}
    </li>
  );
}
