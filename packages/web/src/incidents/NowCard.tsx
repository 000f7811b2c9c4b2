import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ExpiryLine } from "../approval/index.ts";
import { ResolvedCommandBlock, VisibleText } from "../command-text/index.ts";
import { Moment } from "../frame/index.ts";
import { remedyLook } from "../investigations/index.ts";
import { RiskBadge } from "../risk/index.ts";
import { Standing } from "../timeline/index.ts";
import { sentence } from "../words/index.ts";
import { sayHandling } from "./say-handling.ts";
import type { Now } from "./what-is-now.ts";

/** What stands first: the one decision that waits, or why none does. */
export function NowCard({
  now,
  subject,
  children,
}: {
  readonly now: Now;
  readonly subject: string;
  /** What a person can say to the incident. */
  readonly children: ReactNode;
}) {
  return (
    <section
      aria-label="Now"
      data-now={now.kind}
      className={`panel flex flex-col gap-3 border-2 p-4 ${now.kind === "approve" ? "border-accent" : "border-edge"}`}
    >
      <What now={now} subject={subject} />
      {children}
    </section>
  );
}

function What({ now, subject }: { readonly now: Now; readonly subject: string }) {
  switch (now.kind) {
    case "approve":
      return <Question now={now} />;
    case "over": {
      const { resolvedBy, resolvedAt, why } = now.incident;
      return (
        <>
          <h2>It is over</h2>
          <p>
            {resolvedBy && `Resolved by ${resolvedBy.name}`}
            {resolvedAt !== undefined && (
              <>
                , <Moment at={resolvedAt} />
              </>
            )}
            {why !== undefined && (
              <>
                : <VisibleText text={why} />
              </>
            )}
          </p>
        </>
      );
    }
    case "held": {
      const { by, at, why } = now.hold;
      return (
        <>
          <h2>{by.name} holds it</h2>
          <p>
            Since <Moment at={at} />: <VisibleText text={why} />
          </p>
          <p className="text-text-1">It does not resolve by itself, and nothing is done about it by itself.</p>
        </>
      );
    }
    case "under_way":
      return (
        <>
          <h2>Nothing waits for you: an action is under way</h2>
          <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <Standing look={remedyLook(now.remedy)} />
            <code className="font-mono">{now.remedy.suggestion.action}</code>
            <Link to="/executions/$executionId" params={{ executionId: now.remedy.executionId }} search={{}}>
              See its run
            </Link>
          </p>
        </>
      );
    case "escalated":
      return (
        <>
          <h2>It needs a person: it goes no further by itself</h2>
          <p>
            <VisibleText text={sentence(now.why)} />{" "}
            <span className="text-dense text-text-1">
              People were told <Moment at={now.at} />.
            </span>
          </p>
          <p>
            Read the diagnosis below, then take an action on{" "}
            <Link to="/subjects/$name" params={{ name: subject }}>
              {subject}
            </Link>
            , ask for another look, or take it yourself.
          </p>
        </>
      );
    case "next":
      return (
        <>
          <h2>Nothing waits for you</h2>
          <p>
            <VisibleText text={sayHandling(now.handling)} />
            {now.handling.until !== undefined && (
              <>
                {" "}
                That is <Moment at={now.handling.until} />.
              </>
            )}
          </p>
        </>
      );
    default:
      return now satisfies never;
  }
}

function Question({ now: { approval, remedy } }: { readonly now: Extract<Now, { kind: "approve" }> }) {
  const { executionId, stepId, command, risk, targetName, environment, expiresAt, needed, asks } = approval;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2>It waits for a person's word</h2>
        <RiskBadge risk={risk} isLarge />
        <span>
          on <code className="font-mono font-semibold">{targetName}</code>, {environment}
        </span>
        <ExpiryLine expiresAt={expiresAt} />
      </div>
      <ResolvedCommandBlock command={command} isLarge label="What would run" />
      <p>
        Is to bring about: <VisibleText text={remedy.suggestion.predicted} />
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Link
          to="/executions/$executionId"
          params={{ executionId }}
          search={{ step: stepId }}
          className="button button-main min-h-[44px] px-6 text-lead"
        >
          Read it and answer
        </Link>
        <span className="text-dense text-text-1">
          {needed === 1 ? `One yes is enough, from ${asks}.` : `It takes ${needed} yes, from ${asks}.`}
        </span>
      </div>
    </>
  );
}
