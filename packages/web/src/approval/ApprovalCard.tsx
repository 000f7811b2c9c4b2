import type { ActorWire, ApprovalWire } from "@steadyhand/api";
import { type ReactNode, useEffect, useReducer, useRef, useState } from "react";
import { copyableCommand, ResolvedCommandBlock } from "../command-text/index.ts";
import { CopyButton } from "../frame/index.ts";
import { useKeys } from "../keyboard/index.ts";
import { JudgementDetails, RiskBadge } from "../risk/index.ts";
import { ApprovalFacts } from "./ApprovalFacts.tsx";
import { drawn, enterApproval, readiness, settlingMs } from "./approval-input.ts";
import { ExpiryLine } from "./ExpiryLine.tsx";
import { PeopleLine } from "./PeopleLine.tsx";
import { TypedTarget } from "./TypedTarget.tsx";

interface Props {
  readonly approval: ApprovalWire;
  /** The text that was judged: evidence points into it. */
  readonly judgedText: string;
  readonly me: ActorWire;
  /** While the page is blind nothing is approved: what is drawn may be old. */
  readonly isBlind: boolean;
  /** Resolves when the answer was taken or refused. */
  readonly onApprove: (answer: { readonly digest: string; readonly typedTarget?: string }) => Promise<unknown>;
  /** Everything else that can be done instead. */
  readonly children: ReactNode;
}

/** One question to a person: may exactly these bytes run? Drawn from the bytes, answered for their digest. */
export function ApprovalCard({ approval, judgedText, me, isBlind, onApprove, children }: Props) {
  const { digest, judgement, confirmation, targetName, command, purpose } = approval;
  const [input, enter] = useReducer(enterApproval, undefined, () => drawn(digest, Date.now()));
  const [, settle] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    enter({ type: "drawn", digest, atMs: Date.now() });
    const timer = setTimeout(() => settle((count) => count + 1), settlingMs + 10);
    return () => clearTimeout(timer);
  }, [digest]);
  const question = { digest, confirmation, targetName, expiresAt: new Date(approval.expiresAt) };
  const state = readiness(input, question, Date.now());
  const isTyped = confirmation === "typed_target";
  const notYours = sayNotYours(approval, me);
  const isBarred = isBlind || notYours !== undefined;

  const approve = async () => {
    const now = readiness(input, question, Date.now());
    if (!now.canApprove || isBarred) return;
    enter({ type: "sent", digest });
    await onApprove(now.answer);
    enter({ type: "answered", digest });
  };
  useKeys({ a: isTyped ? () => field.current?.focus() : () => void approve() });

  const verb = purpose === "rollback" ? "Roll back" : "Run";
  return (
    <section ref={card} aria-label="Approval" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <RiskBadge risk={judgement.final} isLarge />
        <p>
          {purpose === "rollback" ? "This undoes the step. It runs" : "This runs"} on{" "}
          <code className="font-mono font-semibold">{targetName}</code>, {approval.environment}.
        </p>
        <ExpiryLine expiresAt={approval.expiresAt} />
      </div>
      <ResolvedCommandBlock command={command} isLarge label={howItRuns[command.kind]}>
        <CopyButton text={() => copyableCommand(command)} label="Copy" />
      </ResolvedCommandBlock>
      <div className="flex flex-col gap-3">
        {input.hasReplaced && (
          <p role="alert" className="rounded-panel border-2 border-edge p-2 font-semibold">
            What waits has changed since you looked. What you typed was cleared: read it again.
          </p>
        )}
        <PeopleLine approval={approval} />
        {notYours === "proposed" && (
          <p className="rounded-panel border-2 border-edge p-2">
            <span className="font-semibold">You proposed this step, so another person has to say yes.</span> Send them
            the address of this page; who cannot sign in yet gets a link by{" "}
            <code className="font-mono text-dense">npx steady people add NAME</code>
          </p>
        )}
        {isTyped && notYours === undefined && (
          <TypedTarget
            ref={field}
            targetName={targetName}
            typed={input.typed}
            isSending={input.isSending}
            onType={(text) => enter({ type: "typed", text })}
            onEnter={() => void approve()}
          />
        )}
        <div className="flex flex-wrap items-center gap-2">
          <button
            type="button"
            className={`button min-h-[44px] px-6 text-lead ${isTyped ? "button-dangerous" : "button-main"}`}
            aria-disabled={!state.canApprove || isBarred}
            onClick={() => void approve()}
          >
            {verb} on {targetName}
            {!isTyped && <kbd className="key">a</kbd>}
          </button>
          {children}
        </div>
        <p className="text-dense text-text-1" aria-live="polite">
          {isBlind
            ? "The page is blind: wait until it sees the server again."
            : notYours === "granted"
              ? "You have said yes: it waits for somebody else."
              : notYours === "proposed"
                ? "The button works for somebody who did not propose this step."
                : sayObstacle(state, targetName)}
        </p>
      </div>
      <details open={judgement.final === "dangerous" || judgement.scanner === "unknown"}>
        <summary className="font-semibold">Why {judgement.final}</summary>
        <div className="mt-2">
          <JudgementDetails judgement={judgement} text={judgedText} />
        </div>
      </details>
      <ApprovalFacts approval={approval} />
    </section>
  );
}

/** Why another yes of this person would count for nothing. The server refuses it; here it is said before. */
function sayNotYours(approval: ApprovalWire, me: ActorWire): "proposed" | "granted" | undefined {
  if (approval.grants.some(({ by }) => by.id === me.id)) return "granted";
  const { isFourEyes, judgement, environment, proposers } = approval;
  const needsOther = isFourEyes || (judgement.final === "dangerous" && environment === "production");
  return needsOther && proposers.some(({ id }) => id === me.id) ? "proposed" : undefined;
}

function sayObstacle(state: ReturnType<typeof readiness>, targetName: string): string {
  if (state.canApprove) return "";
  switch (state.because) {
    case "sending":
      return "Your approval is on its way.";
    case "expired":
      return "This question has expired: it is asked again after Try again.";
    case "not_typed":
      return `The button works when the field holds exactly ${targetName}.`;
    default:
      return "";
  }
}

const howItRuns: Readonly<Record<ApprovalWire["command"]["kind"], string>> = {
  shell: "Shell script, run by bash -euo pipefail",
  words: "Program and its words, run without a shell",
  action: "Typed action, its parameters checked",
};
