import type { RemedyWire } from "@steadyhand/api";
import { Link } from "@tanstack/react-router";
import { CommandTextBlock, VisibleText } from "../command-text/index.ts";
import { Moment } from "../frame/index.ts";
import { Standing } from "../timeline/index.ts";
import { sayDuration } from "../words/index.ts";
import { remedyLook } from "./investigation-look.ts";

/** What is done about it: the exact action, what it is to bring about, how that is known, and what came of it. */
export function RemedyPanel({ remedy }: { readonly remedy: RemedyWire }) {
  const { suggestion, executionId, runbookId, proposedAt } = remedy;
  const { action, parameters, member, predicted, verifiedBy, risks } = suggestion;
  return (
    <section aria-label="Action" className="panel flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2>What is done about it</h2>
        <Standing look={remedyLook(remedy)} />
      </div>
      <CommandTextBlock
        text={[
          action,
          ...Object.entries(parameters).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
        ].join("\n")}
        label={member === undefined ? "The action" : `The action, on ${member}`}
      />
      <Outcome remedy={remedy} />
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[max-content_minmax(0,1fr)]">
        <dt className="text-text-1">Is to bring about</dt>
        <dd>
          <VisibleText text={predicted} />
        </dd>
        <dt className="text-text-1">Known by</dt>
        <dd>
          {verifiedBy.length === 0 ? (
            <span className="hatched inline-block rounded-panel px-2">
              <span className="hatched-label">Nothing: no invariant would show it.</span>
            </span>
          ) : (
            `${verifiedBy.join(", ")} ${verifiedBy.length === 1 ? "holds" : "hold"} again for the settling time`
          )}
        </dd>
        {risks.length > 0 && (
          <>
            <dt className="text-text-1">Risks</dt>
            <dd>
              <VisibleText text={risks.join("; ")} />
            </dd>
          </>
        )}
        <dt className="text-text-1">Proposed</dt>
        <dd>
          <Moment at={proposedAt} />
        </dd>
        <dt className="text-text-1">Run</dt>
        <dd className="flex flex-wrap gap-x-4">
          <Link to="/executions/$executionId" params={{ executionId }} search={{}}>
            {executionId}
          </Link>
          {runbookId !== undefined && (
            <Link to="/runbooks/$runbookId" params={{ runbookId }} search={{}}>
              by its runbook
            </Link>
          )}
        </dd>
      </dl>
    </section>
  );
}

function Outcome({ remedy: { phase, doneAt, settleMs, until, endedAt, why } }: { readonly remedy: RemedyWire }) {
  if (phase === "proposed") return null;
  return (
    <p>
      {why !== undefined && (
        <>
          <VisibleText text={why} />.{" "}
        </>
      )}
      {doneAt !== undefined && (
        <>
          It was done <Moment at={doneAt} />.{" "}
        </>
      )}
      {phase === "verifying" && settleMs !== undefined && until !== undefined && (
        <>
          What it was to mend has to hold for {sayDuration(settleMs)}. It is looked at until <Moment at={until} />.
        </>
      )}
      {endedAt !== undefined && (
        <>
          That was known <Moment at={endedAt} />.
        </>
      )}
    </p>
  );
}
