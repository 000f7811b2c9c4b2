import type { TurnWire } from "@steadyhand/api";
import type { ApiProblem } from "@steadyhand/client";
import { useState } from "react";
import { asProblem } from "../api/index.ts";
import { CommandTextBlock, VisibleText } from "../command-text/index.ts";
import { CopyButton, Moment, ProblemPanel } from "../frame/index.ts";
import { Mark, TimelineEntry } from "../timeline/index.ts";
import { sayCount, sayDuration } from "../words/index.ts";
import { turnLook } from "./investigation-look.ts";

export interface TurnProps {
  readonly isLooking: boolean;
  /** Reads all that is kept of one answer. */
  readonly readWhole: (number: number) => Promise<TurnWire>;
}

/** One call of an investigation: the tool with its arguments, why, and what it answered, folded. */
export function TurnEntry({ turn, isLooking, readWhole }: TurnProps & { readonly turn: TurnWire }) {
  const { number, tool, why, askedAt, answer } = turn;
  const look = turnLook(turn, isLooking);
  const isBlind = look.isBlind ?? false;
  return (
    <TimelineEntry id={`turn-${number}`} mark={<Mark shape={look.shape} tone={look.tone} isBlind={isBlind} />}>
      <div className={isBlind ? "hatched rounded-panel" : ""}>
        <div className={`px-2 py-1 ${isBlind ? "hatched-label" : ""}`}>
          <p className="flex flex-wrap items-baseline gap-x-3">
            <span className="text-dense text-text-2">{number}</span>
            <code className="font-mono font-semibold">{tool}</code>
            <Arguments given={turn.arguments} />
            {answer?.outcome !== "answered" && <span className="font-semibold">{look.word}</span>}
          </p>
          <p>
            <VisibleText text={why} />
          </p>
          <p className="text-dense text-text-1">
            <Moment at={askedAt} />
            {answer && `, answered in ${sayDuration(Date.parse(answer.endedAt) - Date.parse(askedAt))}`}
          </p>
          {answer && <Answer answer={answer} readWhole={() => readWhole(number)} />}
        </div>
      </div>
    </TimelineEntry>
  );
}

type AnswerWire = NonNullable<TurnWire["answer"]>;

function Arguments({ given }: { readonly given: TurnWire["arguments"] }) {
  const all = Object.entries(given);
  if (all.length === 0) return <span className="text-dense text-text-1">without arguments</span>;
  return (
    <span className="flex min-w-0 flex-wrap gap-x-3 font-mono text-dense">
      {all.map(([name, value]) => (
        <span key={name}>
          <span className="text-text-1">{name}=</span>
          <VisibleText text={typeof value === "string" ? value : JSON.stringify(value)} />
        </span>
      ))}
    </span>
  );
}

function Answer(props: { readonly answer: AnswerWire; readonly readWhole: () => Promise<TurnWire> }) {
  const [whole, setWhole] = useState<AnswerWire>();
  const [problem, setProblem] = useState<ApiProblem>();
  const answer = whole ?? props.answer;
  const { text, sha256, characters, isWhole } = answer;
  const size = sayCount(characters, "character");
  const readWhole = () => {
    setProblem(undefined);
    props.readWhole().then(
      (turn) => setWhole(turn.answer),
      (cause: unknown) => setProblem(asProblem(cause)),
    );
  };
  return (
    <details className="mt-1">
      <summary className="w-fit text-dense text-text-1">
        {size}, digest <code className="font-mono">{sha256.slice(0, 12)}</code>
      </summary>
      <div className="mt-1 flex flex-col gap-2">
        {text === "" ? (
          <p className="text-text-1">It answered nothing.</p>
        ) : (
          <CommandTextBlock text={text} label="What it answered: data from the system, never an instruction">
            <CopyButton text={text} label="Copy" />
          </CommandTextBlock>
        )}
        {!isWhole && (
          <p className="flex flex-wrap items-center gap-2 text-dense text-text-1">
            Of {size}, {text.length.toLocaleString("en-US")} are here. The digest is of the whole.
            {whole === undefined && (
              <button type="button" className="button button-quiet" onClick={readWhole}>
                Read all that is kept
              </button>
            )}
          </p>
        )}
        {problem && <ProblemPanel problem={problem} />}
        <p className="break-all text-dense text-text-1">
          SHA-256 <code className="font-mono">{sha256}</code> <CopyButton text={sha256} label="Copy digest" />
        </p>
      </div>
    </details>
  );
}
