import type { ActorWire, ExecutionHeadWire, StepWire } from "@steadyhand/api";
import type { ReactNode } from "react";
import { ApprovalCard, ExpiryLine } from "../approval/index.ts";
import { CommandTextBlock } from "../command-text/index.ts";
import { StepExplanation } from "../policy/index.ts";
import { Mark } from "../timeline/index.ts";
import { beyondTitle, sentence } from "../words/index.ts";
import { AttemptList } from "./AttemptList.tsx";
import type { ExecutionFollower } from "./follow-execution.ts";
import { isMoving, isOutcomeUnknown, stepLook } from "./phase-words.ts";
import { Readings } from "./Readings.tsx";
import { RunningStep } from "./RunningStep.tsx";
import { type StepAction, StepActions } from "./StepActions.tsx";
import { StepCommand } from "./StepCommand.tsx";

interface Props {
  readonly head: ExecutionHeadWire;
  readonly step: StepWire;
  readonly place: string;
  readonly me: ActorWire;
  readonly follower: ExecutionFollower;
  readonly isBlind: boolean;
  readonly revision: string;
  readonly onAction: (action: StepAction) => void;
  readonly onApprove: (answer: { readonly digest: string; readonly typedTarget?: string }) => Promise<unknown>;
}

/** What must be decided now, alone and large. */
export function DecisionCard(props: Props) {
  const { head, step, place } = props;
  const look = stepLook(step, head.phase);
  const isUnknown = isOutcomeUnknown(step);
  const section = step.section.filter((title) => title !== head.runbook.title);
  return (
    <section
      aria-label="Current step"
      data-step={step.id}
      data-phase={step.phase}
      className={`panel border-2 p-4 sm:p-5 ${isUnknown ? "hatched border-edge border-dashed" : "border-edge"}`}
    >
      <div className={`flex flex-col gap-4 ${isUnknown ? "hatched-label p-3" : ""}`}>
        <header>
          <p className="flex flex-wrap items-center gap-x-2 text-text-1">
            <Mark shape={look.shape} tone={look.tone} isBlind={look.isBlind ?? false} />
            <span className="font-semibold text-text-0">{look.word}</span>
            <span>{place}</span>
            {section.length > 0 && <span className="text-text-2">{section.join(" / ")}</span>}
          </p>
          <h2 className="mt-1 text-title">
            {step.number}. {step.title}
          </h2>
          {beyondTitle(step) !== "" && (
            <p className="mt-1 max-w-[80ch] whitespace-pre-line text-text-1">{beyondTitle(step)}</p>
          )}
        </header>
        <Body {...props} />
      </div>
    </section>
  );
}

function Body(props: Props) {
  const { head, step, me, follower, isBlind, revision, onAction, onApprove } = props;
  const actions = (hidden: readonly StepAction["type"][] = []) => (
    <StepActions step={step} head={head} hidden={hidden} onAction={onAction} />
  );
  const isHeld = head.phase === "paused" && step.waitsFor === "proposal";
  const attempts = <AttemptList executionId={head.id} stepId={step.id} revision={revision} />;
  if (step.phase === "awaiting_approval" && step.approval) {
    const { approval } = step;
    return (
      <>
        <ApprovalCard approval={approval} judgedText={judgedText(step)} me={me} isBlind={isBlind} onApprove={onApprove}>
          {actions()}
        </ApprovalCard>
        {attempts}
      </>
    );
  }
  if (step.phase === "settling" && step.until)
    return (
      <>
        <p className="text-lead">The change settles before its guards are read again.</p>
        <ExpiryLine expiresAt={step.until} />
        {step.readings && <Readings readings={step.readings} />}
        <StepCommand step={step} />
        {actions()}
        {attempts}
      </>
    );
  if (isMoving(step))
    return (
      <>
        {step.why && <p className="text-lead">{sentence(step.why)}</p>}
        {step.readings && <Readings readings={step.readings} />}
        <RunningStep step={step} follower={follower} isBlind={isBlind || step.phase === "lost_contact"}>
          {actions()}
        </RunningStep>
      </>
    );
  if (step.phase === "rollback_available")
    return (
      <RollBackOffer step={step} actions={actions(["roll_back"])} onAction={onAction}>
        {attempts}
      </RollBackOffer>
    );
  if (step.waitsFor === "condition" && step.condition) {
    return (
      <>
        <p className="text-lead">Does this hold now?</p>
        <blockquote className="border-accent border-l-4 pl-3 text-lead">{step.condition.text}</blockquote>
        <p className="text-text-1">
          This step belongs to the side where it {step.condition.branch === "then" ? "holds" : "does not hold"}.
        </p>
        {actions()}
      </>
    );
  }
  return (
    <>
      {isHeld && <p className="text-lead">The execution is paused. It goes on here when somebody resumes it.</p>}
      {step.why && !isHeld && <p className={step.phase === "ready" ? "" : "text-lead"}>{sentence(step.why)}</p>}
      <StepCommand step={step} />
      {actions()}
      <StepExplanation executionId={head.id} stepId={step.id} revision={`${revision} ${step.phase}`} />
      {attempts}
    </>
  );
}

/** A failed step that can be undone: the way back stands first. */
function RollBackOffer(props: {
  readonly step: StepWire;
  readonly actions: ReactNode;
  readonly onAction: (action: StepAction) => void;
  readonly children: ReactNode;
}) {
  const { step, actions, onAction, children } = props;
  return (
    <>
      {step.why && <p className="text-lead">{sentence(step.why)}</p>}
      {step.rollback && (
        <div className="flex flex-col gap-3 rounded-panel border-2 border-accent p-3">
          <p className="font-semibold">The runbook says how to undo this step.</p>
          <CommandTextBlock text={step.rollback.text} label="Rollback, as the runbook has it" />
          {step.can.includes("roll_back") && (
            <div className="flex flex-wrap items-center gap-2">
              <button type="button" className="button button-main" onClick={() => onAction({ type: "roll_back" })}>
                Roll back this step <kbd className="key">b</kbd>
              </button>
              <span className="text-text-1">It is judged first, and waits for your word like any other command.</span>
            </div>
          )}
        </div>
      )}
      {actions}
      {children}
    </>
  );
}

/** The text that the approval's evidence points into, where it is known for sure. */
function judgedText({ approval, resolvedText, rollback }: StepWire): string {
  if (approval === undefined) return "";
  if (approval.purpose === "forward") return resolvedText ?? "";
  if (approval.command.kind === "shell") return approval.command.script;
  if (approval.command.kind === "action") return "";
  const words = approval.command.words.join(" ");
  return words === rollback?.text ? words : "";
}
