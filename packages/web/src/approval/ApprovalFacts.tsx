import type { ApprovalWire } from "@steadyhand/api";
import type { ReactNode } from "react";
import { ResolvedCommandBlock, VisibleText } from "../command-text/index.ts";
import { CopyButton, Moment } from "../frame/index.ts";
import { DecisionDetails, sayDecision } from "../policy/index.ts";
import { RiskBadge } from "../risk/index.ts";
import { sayDuration } from "../words/index.ts";

/** Where and how it runs, how it is verified, what undoes it, who proposed it, and what the gate said. */
export function ApprovalFacts({ approval }: { readonly approval: ApprovalWire }) {
  const { decision, rollback, environmentNames, digest, verification, guards, settleMs } = approval;
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-2 xl:grid-cols-3">
        <Fact name="Target">
          <code className="font-mono">{approval.targetName}</code>, {approval.environment}
        </Fact>
        <Fact name="Working directory">
          <code className="break-all font-mono">
            <VisibleText text={approval.workingDirectory} />
          </code>
        </Fact>
        <Fact name="Time limit">{sayDuration(approval.timeoutMs)}, then it is ended</Fact>
        <Fact name="Verified by">
          exit status {verification.exitStatus}
          {verification.outputIncludes !== undefined && (
            <>
              {" and output that holds "}
              <code className="font-mono">
                <VisibleText text={verification.outputIncludes} />
              </code>
            </>
          )}
        </Fact>
        {settleMs > 0 && <Fact name="Settles">{sayDuration(settleMs)}, then its guards are read again</Fact>}
        <Fact name="Proposed by">
          {approval.proposedBy.name}, asked <Moment at={approval.requestedAt} />
        </Fact>
        <Fact name="Digest">
          <code className="font-mono" title={digest}>
            {shortDigest(digest)}
          </code>
          <CopyButton text={digest} label="Copy digest" />
        </Fact>
        <Fact name="Environment variables">
          {environmentNames.length === 0 ? (
            "none"
          ) : (
            <code className="break-words font-mono text-dense">{environmentNames.join(" ")}</code>
          )}
        </Fact>
      </dl>
      {guards.length > 0 && (
        <div className="flex flex-col gap-2">
          <p>Must not break: read before the change and again after it</p>
          {guards.map(({ name, command, outputIncludes }) => (
            <ResolvedCommandBlock
              key={name}
              command={command}
              label={outputIncludes === undefined ? name : `${name}: its output holds ${outputIncludes}`}
            />
          ))}
        </div>
      )}
      {approval.purpose === "forward" &&
        (rollback ? (
          <div>
            <p className="mb-1 flex items-center gap-2">
              What undoes it <RiskBadge risk={rollback.final} />
            </p>
            <ResolvedCommandBlock command={rollback.command} label="Rollback, offered if this fails" />
          </div>
        ) : (
          <p className="text-text-1">The runbook does not say how to undo it.</p>
        ))}
      <details>
        <summary className="font-semibold">Gate: {sayDecision(decision)}</summary>
        <div className="mt-2">
          <DecisionDetails decision={decision} />
        </div>
      </details>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-dense text-text-2">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Enough of a digest to compare by eye. */
function shortDigest(digest: string): string {
  const [scheme, hex = ""] = digest.split(":");
  return `${scheme}:${hex.slice(0, 8)}…${hex.slice(-8)}`;
}
