import type { ExtractionWire, ParsedRunbookWire } from "@steadyhand/api";
import { CommandTextBlock, VisibleText } from "../command-text/index.ts";
import { Judgement } from "../risk/index.ts";
import { sayCount } from "../words/index.ts";

type Answered = ExtractionWire & { readonly state: "answered" };
type Added = Answered["steps"][number];

interface Props {
  readonly extraction: Answered;
  readonly parsed: ParsedRunbookWire;
  readonly accepted: ReadonlySet<string>;
  readonly activeId: string | undefined;
  readonly onActivate: (id: string) => void;
  readonly onAccept: (id: string, isAccepted: boolean) => void;
}

/**
 * What the model would add, apart from what was read: it stands below, so that nothing moves under whoever reads, and
 * nothing of it is part of the runbook until a person takes it.
 */
export function ProposedSteps({ extraction, parsed, accepted, ...rest }: Props) {
  const { steps, variables, branches, dropped } = extraction;
  if (steps.length + variables.length + branches.length + dropped.length === 0) return null;
  const numberOf = (stepId: string | undefined) => parsed.steps.find(({ id }) => id === stepId)?.number;
  return (
    <section id="proposed" aria-label="Proposed by the model" className="flex flex-col gap-3">
      <h3>Proposed by the model</h3>
      <p className="text-text-1">
        Each of these stands in your text, letter for letter. What you take becomes a step when you save.
      </p>
      <ol className="flex flex-col gap-3">
        {steps.map((added) => (
          <ProposedStep
            key={added.id}
            added={added}
            afterNumber={numberOf(added.after)}
            isAccepted={accepted.has(added.id)}
            {...rest}
          />
        ))}
      </ol>
      {variables.length > 0 && (
        <p className="text-text-1">
          It reads these words as something to fill in:{" "}
          {[...new Set(variables.map(({ name }) => name))].map((name) => (
            <code key={name} className="mr-2 font-mono">
              <VisibleText text={name} />
            </code>
          ))}
        </p>
      )}
      {branches.length > 0 && (
        <ul aria-label="Conditions the model sees" className="text-text-1">
          {branches.map(({ text, range }) => (
            <li key={range.start}>
              It reads this as a condition: “<VisibleText text={text} />”
            </li>
          ))}
        </ul>
      )}
      {dropped.length > 0 && <Dropped dropped={dropped} />}
    </section>
  );
}

function ProposedStep(
  props: {
    readonly added: Added;
    readonly afterNumber: string | undefined;
    readonly isAccepted: boolean;
  } & Pick<Props, "activeId" | "onActivate" | "onAccept">,
) {
  const { added, afterNumber, isAccepted, activeId, onActivate, onAccept } = props;
  const { id, title, command, judgement } = added;
  const place = afterNumber === undefined ? "before the first step" : `after step ${afterNumber}`;
  return (
    <li
      id={`parsed-${id}`}
      aria-label={`Proposed: ${title}`}
      className={`panel border-accent border-l-4 p-3 ${isAccepted ? "" : "border-dashed"} ${id === activeId ? "bg-surface-2" : ""}`}
      onMouseEnter={() => onActivate(id)}
      onFocus={() => onActivate(id)}
    >
      <p className="flex flex-wrap items-center gap-2 text-dense">
        <span className="rounded-panel border border-accent px-2 font-semibold text-accent">
          <span aria-hidden="true">{isAccepted ? "✓" : "+"} </span>
          {isAccepted ? "Taken" : "Proposed"}
        </span>
        <span className="text-text-1">{place}</span>
      </p>
      <p className="mt-1 font-semibold">
        <VisibleText text={title} />
      </p>
      <div className="mt-2 flex flex-col gap-2">
        <CommandTextBlock text={command.text} label={command.dialect === "sql" ? "SQL" : "Command"} />
        <Judgement judgement={judgement} text={command.text} />
      </div>
      <div className="mt-2 flex flex-wrap gap-2">
        <button type="button" className="button" aria-pressed={isAccepted} onClick={() => onAccept(id, !isAccepted)}>
          {isAccepted ? "Leave it out again" : "Take this step"}
        </button>
      </div>
    </li>
  );
}

function Dropped({ dropped }: Pick<Answered, "dropped">) {
  return (
    <details>
      <summary className="w-fit text-text-1">
        {sayCount(dropped.length, "thing")} the model returned {dropped.length === 1 ? "was" : "were"} dropped
      </summary>
      <ul className="mt-1 flex flex-col gap-1 text-dense text-text-1">
        {dropped.map(({ kind, text, why }, index) => (
          <li key={`${index}-${kind}`}>
            {kind} “<VisibleText text={text} />
            ”: {why}
          </li>
        ))}
      </ul>
    </details>
  );
}
