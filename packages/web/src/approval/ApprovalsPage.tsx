import type { KeptApprovalWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useApprovals } from "../api/index.ts";
import { ResolvedCommandBlock } from "../command-text/index.ts";
import { BlindPanel, Empty, Loading, Moment, ProblemPanel, Reach, useTitle } from "../frame/index.ts";
import { RiskBadge } from "../risk/index.ts";
import { ExpiryLine } from "./ExpiryLine.tsx";
import { PeopleLine } from "./PeopleLine.tsx";

/** Every question that waits for somebody, in all executions, with its countdown; and what was decided. */
export function ApprovalsPage() {
  const [state, setState] = useState<"open" | "decided">("open");
  const approvals = useApprovals(state);
  useTitle(state === "open" ? "Approvals" : "Decided approvals");
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <h1>Approvals</h1>
        {(["open", "decided"] as const).map((one) => (
          <button key={one} type="button" className="button" aria-pressed={state === one} onClick={() => setState(one)}>
            {one === "open" ? "Open" : "Decided"}
          </button>
        ))}
        <span className="ml-auto">
          <Reach path="/approvals" command={`npx steady approvals list${state === "open" ? "" : " --state decided"}`} />
        </span>
      </div>
      {approvals.status === "loading" && <Loading what="approvals" />}
      {approvals.status === "failed" && <ProblemPanel problem={approvals.problem} onRetry={approvals.retry} />}
      {approvals.status === "ready" && (
        <>
          {approvals.blind && <BlindPanel {...approvals.blind} />}
          {approvals.data.items.length === 0 && (
            <Empty says={state === "open" ? "Nothing waits for anybody." : "Nothing has been decided yet."}>
              <Link to="/executions">Executions</Link> ask here when a step needs somebody's yes.
            </Empty>
          )}
          <ul className="flex flex-col gap-3">
            {approvals.data.items.map((approval) => (
              <li key={approval.id}>
                <Question approval={approval} />
              </li>
            ))}
          </ul>
          {approvals.data.more && (
            <button
              type="button"
              className="button self-start"
              disabled={approvals.data.isReadingMore}
              onClick={approvals.data.more}
            >
              Show older ones
            </button>
          )}
        </>
      )}
    </div>
  );
}

/** One question; it is answered where its step stands, with everything around it. */
function Question({ approval }: { readonly approval: KeptApprovalWire }) {
  const { executionId, stepId, phase, grants, needed, asks, quorums, command } = approval;
  const isOpen = phase === "requested";
  return (
    <article className="panel flex flex-col gap-2 p-4" data-approval={approval.id}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <RiskBadge risk={approval.risk} />
        <h2 className="font-semibold">
          <Link to="/executions/$executionId" params={{ executionId }} search={{ step: stepId }}>
            {approval.runbookTitle}: {approval.step}
          </Link>
        </h2>
        <span className="text-text-1">
          on <code className="font-mono">{approval.targetName}</code>, {approval.environment}
        </span>
        {isOpen ? <ExpiryLine expiresAt={approval.expiresAt} /> : <Decided approval={approval} />}
      </div>
      <ResolvedCommandBlock command={command} label={isOpen ? "What would run" : "What was asked about"} />
      {isOpen && <PeopleLine approval={approval} />}
      <p className="text-dense text-text-1">
        {!isOpen && grants.length > 0 && (
          <>
            {grants.length} of {needed} said yes: {grants.map(({ by }) => by.name).join(", ")}.{" "}
          </>
        )}
        {isOpen && quorums.length === 0 && needed === 1 && <>One yes is enough, from {asks}. </>}
        Proposed by {approval.proposedBy.name}
        {approval.isFourEyes && ", who cannot answer it"}.
      </p>
      {isOpen && (
        <Link
          to="/executions/$executionId"
          params={{ executionId }}
          search={{}}
          className="button button-main self-start"
        >
          Read it and answer
        </Link>
      )}
    </article>
  );
}

const words: Readonly<Record<Exclude<KeptApprovalWire["phase"], "requested">, string>> = {
  granted: "Granted",
  rejected: "Rejected",
  expired: "Nobody answered",
  void: "Void",
};

function Decided({ approval: { phase, decidedBy, decidedAt, reason } }: { readonly approval: KeptApprovalWire }) {
  if (phase === "requested") return null;
  return (
    <p>
      {words[phase]}
      {decidedBy && <> by {decidedBy.name}</>}
      {decidedAt && (
        <>
          {" "}
          <Moment at={decidedAt} />
        </>
      )}
      {reason && <>: {reason}</>}
    </p>
  );
}
