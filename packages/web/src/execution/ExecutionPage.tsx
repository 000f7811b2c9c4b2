import type { ActorWire } from "@steadyhand/api";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { BlindPanel, Loading, ProblemPanel, useTitle } from "../frame/index.ts";
import { useKeys } from "../keyboard/index.ts";
import { usePanic } from "../panic/index.ts";
import { ActionDialog, type OpenDialog } from "./ActionDialog.tsx";
import { DecisionCard } from "./DecisionCard.tsx";
import { DivergencePanel } from "./DivergencePanel.tsx";
import { EndCard } from "./EndCard.tsx";
import { ExecutionHeader } from "./ExecutionHeader.tsx";
import { currentStep, type ExecutionView } from "./execution-store.ts";
import type { ExecutionFollower, Followed } from "./follow-execution.ts";
import { PreviewList } from "./PreviewList.tsx";
import { announce, executionLook, hasEnded, isMoving, stepLook } from "./phase-words.ts";
import type { StepAction } from "./StepActions.tsx";
import { StepDetail } from "./StepDetail.tsx";
import { StepTimeline } from "./StepTimeline.tsx";
import { executionCalls } from "./step-commands.ts";
import { useCommands, useExecution } from "./use-execution.ts";

interface Props {
  readonly executionId: string;
  readonly stepId: string | undefined;
  readonly me: ActorWire;
}

/** One execution: what must be decided now, then everything else. */
export function ExecutionPage(props: Props) {
  const [tries, setTries] = useState(0);
  return <Following key={`${props.executionId}/${tries}`} {...props} onRetry={() => setTries(tries + 1)} />;
}

function Following({ onRetry, ...props }: Props & { readonly onRetry: () => void }) {
  const { followed, follower } = useExecution(props.executionId);
  if (followed.status === "loading" || follower === undefined) return <Loading what="the execution" rows={6} />;
  if (followed.status === "failed") {
    return <ProblemPanel title="This execution cannot be shown" problem={followed.problem} onRetry={onRetry} />;
  }
  return <Execution {...props} view={followed.view} blind={followed.blind} follower={follower} />;
}

interface ExecutionProps extends Props {
  readonly view: ExecutionView;
  readonly blind: (Followed & { status: "ready" })["blind"];
  readonly follower: ExecutionFollower;
}

function Execution({ executionId, stepId, me, view, blind, follower }: ExecutionProps) {
  const { head, steps } = view;
  const current = currentStep(view);
  const isOver = hasEnded(head);
  const calls = useMemo(() => executionCalls(executionId), [executionId]);
  const commands = useCommands(follower);
  const [dialog, setDialog] = useState<OpenDialog>();
  const revision = useRevision(view);
  const panic = usePanic();
  const isPanicOn = panic.status === "ready" && panic.data.press !== undefined;
  const select = useSelect(executionId);
  const selected = steps.find(({ id }) => id === stepId && id !== (isOver ? undefined : current?.id));
  const close = useCallback(() => setDialog(undefined), []);
  const timeline = useRef<HTMLDivElement>(null);
  const detail = useRef<HTMLDivElement>(null);
  const shownId = (selected ?? (isOver ? undefined : current))?.id;
  const selectedId = selected?.id;
  const look = isOver || !current ? executionLook(head) : stepLook(current, head.phase);
  useTitle(`${look.word}: ${head.runbook.title}`);
  useEffect(() => showRow(timeline.current, shownId), [shownId]);
  useEffect(() => {
    if (selectedId !== undefined) detail.current?.scrollIntoView({ block: "nearest" });
  }, [selectedId]);

  const act = (action: StepAction) => {
    commands.forget();
    if (action.type === "abort") return setDialog({ type: "abort" });
    if (action.type === "pause") return setDialog({ type: "pause" });
    if (action.type === "roll_back_run") return setDialog({ type: "roll_back_run" });
    if (action.type === "resume") return void commands.send(() => calls.execution({ type: "resume" }));
    if (current === undefined) return;
    const { id, condition } = current;
    switch (action.type) {
      case "answer":
        if (condition) void commands.send(() => calls.step(id, { ...action, conditionId: condition.id }));
        return;
      case "retry":
      case "roll_back":
        return void commands.send(() => calls.step(id, { type: action.type }));
      default:
        return setDialog({ type: action.type, step: current });
    }
  };

  const move = (by: number) => {
    const at = steps.findIndex(({ id }) => id === (selected ?? current)?.id);
    const next = steps[Math.min(steps.length - 1, Math.max(0, at + by))];
    if (next) select(next.id);
  };
  const decision = useRef<HTMLDivElement>(null);
  const goBack = () => {
    select(undefined);
    decision.current?.scrollIntoView({ block: "start" });
  };
  useKeys({ j: () => move(1), k: () => move(-1), c: goBack });

  return (
    <div className="flex flex-col gap-4">
      <ExecutionHeader head={head} isPanicOn={isPanicOn} onAction={act} />
      {blind && <BlindPanel {...blind} />}
      <p role="status" className="sr-only">
        {announce(isOver ? undefined : current, head)}
      </p>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(280px,360px)_minmax(0,1fr)]">
        <div ref={decision} className="flex min-w-0 flex-col gap-4 lg:order-2">
          {commands.problem && !dialog && <ProblemPanel problem={commands.problem} onClose={commands.forget} />}
          {isOver && <EndCard head={head} steps={steps} />}
          {isOver && head.mode === "dry_run" && !selected && <PreviewList head={head} steps={steps} />}
          {isOver && head.mode !== "dry_run" && <DivergencePanel executionId={head.id} />}
          {!isOver && current && (
            <DecisionCard
              key={current.id}
              head={head}
              step={current}
              place={`Step ${steps.indexOf(current) + 1} of ${steps.length}`}
              me={me}
              follower={follower}
              isBlind={blind !== undefined}
              revision={revision}
              onAction={act}
              onApprove={(answer) => commands.send(() => calls.decide(current.id, { type: "grant", ...answer }))}
            />
          )}
          {selected && (
            <div ref={detail} className="min-w-0">
              <StepDetail head={head} step={selected} revision={revision} onClose={goBack} />
            </div>
          )}
        </div>
        <div
          ref={timeline}
          className="panel relative min-w-0 p-2 lg:sticky lg:top-[68px] lg:order-1 lg:max-h-[calc(100dvh-84px)] lg:overflow-y-auto"
        >
          <StepTimeline steps={steps} execution={head.phase} selectedId={shownId} onSelect={select} />
        </div>
      </div>
      {dialog && <ActionDialog dialog={dialog} head={head} calls={calls} commands={commands} onClose={close} />}
    </div>
  );
}

/** Changes when an attempt may have ended: while one runs, nothing of what was kept is new. */
function useRevision({ head, steps }: ExecutionView): string {
  const moving = steps.find(isMoving);
  const last = useRef("");
  const revision = moving ? `${last.current || head.sequence}` : `${head.sequence}`;
  useEffect(() => {
    last.current = revision;
  });
  return revision;
}

/** Brings a step's row into view where the timeline scrolls by itself; the page stays where the decision is. */
function showRow(timeline: HTMLElement | null, stepId: string | undefined): void {
  const row = stepId === undefined ? null : document.getElementById(`row-${stepId}`);
  if (timeline === null || row === null) return;
  const top = row.getBoundingClientRect().top - timeline.getBoundingClientRect().top;
  const isInView = top >= 0 && top + row.offsetHeight <= timeline.clientHeight;
  if (!isInView) timeline.scrollTop += top - timeline.clientHeight / 3;
}

/** Puts the step that is looked at into the address, so that it has a link. */
function useSelect(executionId: string): (stepId: string | undefined) => void {
  const navigate = useNavigate();
  return useCallback(
    (step) => {
      void navigate({
        to: "/executions/$executionId",
        params: { executionId },
        search: step === undefined ? {} : { step },
        replace: true,
        resetScroll: false,
      });
    },
    [navigate, executionId],
  );
}
