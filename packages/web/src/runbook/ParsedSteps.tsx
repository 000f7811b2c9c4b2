import type { ParsedRunbookWire, RunbookStepWire } from "@steadyhand/api";
import { memo, type ReactNode, useMemo } from "react";
import { CommandTextBlock, VisibleText } from "../command-text/index.ts";
import { useProgressiveCount } from "../frame/index.ts";
import { Judgement } from "../risk/index.ts";
import { beyondTitle } from "../words/index.ts";
import { groupByBranch } from "./group-by-branch.ts";

interface Props {
  readonly parsed: ParsedRunbookWire;
  readonly activeId: string | undefined;
  readonly onActivate: (stepId: string) => void;
  /** The model is being asked about every command here. */
  readonly isAsking?: boolean;
  /** What is kept of a step's judgement, where the runbook is kept. */
  readonly stored?: ((stepId: string) => ReactNode) | undefined;
}

/** What was read out of a text: what it needs, its steps on their branches, and what it leaves open. */
export function ParsedSteps({ parsed, activeId, onActivate, isAsking = false, stored }: Props) {
  const count = useProgressiveCount(parsed.steps.length, { first: 40, portion: 80 });
  const groups = useMemo(() => groupByBranch(parsed.steps.slice(0, count), parsed.conditions), [parsed, count]);
  const vague = useMemo(() => Map.groupBy(parsed.ambiguities, ({ stepId }) => stepId), [parsed]);
  return (
    <div className="flex flex-col gap-4">
      <Needs parsed={parsed} />
      <Vague spots={vague.get(undefined) ?? []} />
      <ol aria-label="Steps" className="flex flex-col gap-3">
        {groups.map(({ key, branch, steps }) => (
          <li key={key}>
            {branch ? (
              <section aria-label={`Branch: ${branch.text}`} className="border-accent border-l-4 pl-3">
                <p className="mb-2">
                  <span className="font-semibold">{branch.side === "then" ? "If" : "Otherwise, if not"}:</span>{" "}
                  {branch.text}
                </p>
                <ol className="flex flex-col gap-3">
                  {steps.map((step) => (
                    <StepItem
                      key={step.id}
                      step={step}
                      vague={vague.get(step.id)}
                      isActive={step.id === activeId}
                      onActivate={onActivate}
                      isAsking={isAsking}
                      stored={stored}
                    />
                  ))}
                </ol>
              </section>
            ) : (
              <ol className="flex flex-col gap-3">
                {steps.map((step) => (
                  <StepItem
                    key={step.id}
                    step={step}
                    vague={vague.get(step.id)}
                    isActive={step.id === activeId}
                    onActivate={onActivate}
                    isAsking={isAsking}
                    stored={stored}
                  />
                ))}
              </ol>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

type Spots = ParsedRunbookWire["ambiguities"];

const StepItem = memo(function StepItem(props: {
  readonly step: RunbookStepWire;
  readonly vague: Spots | undefined;
  readonly isActive: boolean;
  readonly onActivate: (stepId: string) => void;
  readonly isAsking: boolean;
  readonly stored: Props["stored"];
}) {
  const { step, vague = [], isActive, onActivate, isAsking, stored } = props;
  const more = beyondTitle(step);
  const kept = stored && { more: () => stored(step.id) };
  const { id, number, title, command, judgement, rollback, rollbackJudgement, expect, variables } = step;
  return (
    <li
      id={`parsed-${id}`}
      className={`panel row-lazy p-3 ${isActive ? "border-accent bg-surface-2" : ""}`}
      onMouseEnter={() => onActivate(id)}
      onFocus={() => onActivate(id)}
    >
      <h3>
        <button
          type="button"
          className="text-left font-semibold"
          aria-pressed={isActive}
          onClick={() => onActivate(id)}
        >
          {number}. {title}
        </button>
      </h3>
      {more !== "" && <p className="max-w-[80ch] whitespace-pre-line text-text-1">{more}</p>}
      {command ? (
        <div className="mt-2 flex flex-col gap-2">
          <CommandTextBlock text={command.text} label={command.dialect === "sql" ? "SQL" : "Command"} />
          {judgement && <Judgement judgement={judgement} text={command.text} isAsking={isAsking} {...kept} />}
        </div>
      ) : (
        <p className="text-dense text-text-2">No command: a person does it and says so.</p>
      )}
      {variables.length > 0 && (
        <p className="mt-2 text-dense text-text-1">
          Variables: <code className="font-mono">{variables.join(", ")}</code>
        </p>
      )}
      {expect && (
        <p className="mt-2 text-dense text-text-1">
          It worked when the output holds{" "}
          <code className="font-mono">
            <VisibleText text={expect.text} />
          </code>
        </p>
      )}
      {rollback && (
        <div className="mt-2 flex flex-col gap-2">
          <CommandTextBlock text={rollback.text} label="Rollback" />
          {rollbackJudgement && (
            <Judgement judgement={rollbackJudgement} text={rollback.text} isAsking={isAsking} {...kept} />
          )}
        </div>
      )}
      <Vague spots={vague} />
    </li>
  );
});

function Vague({ spots }: { readonly spots: Spots }) {
  if (spots.length === 0) return null;
  return (
    <ul aria-label="Vague spots" className="mt-2 flex flex-col gap-1">
      {spots.map(({ text, missing, range }) => (
        <li key={`${range.start}-${missing}`} className="border-edge border-l-4 border-dotted pl-2">
          <span className="font-semibold">Vague:</span> “<VisibleText text={text} />” does not say {missing}.
        </li>
      ))}
    </ul>
  );
}

const needWords: Readonly<Record<ParsedRunbookWire["prerequisites"][number]["kind"], string>> = {
  network: "Network",
  access: "Access",
  tool: "Tool",
  state: "State",
  person: "Person",
};

function Needs({ parsed }: { readonly parsed: ParsedRunbookWire }) {
  if (parsed.prerequisites.length === 0) return null;
  return (
    <section aria-label="Needed before the first step" className="panel p-3">
      <h3>Needed before the first step</h3>
      <ul>
        {parsed.prerequisites.map(({ kind, text, range }) => (
          <li key={range.start} className="flex gap-2">
            <span className="w-[64px] shrink-0 text-text-2">{needWords[kind]}</span>
            <span>
              <VisibleText text={text} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
