import type { AcceptedStepWire, StatusWire } from "@steadyhand/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { asProblem, client, useParsedText } from "../api/index.ts";
import { Empty, Loading, ProblemPanel, SecondKeyBanner, useDebounced, useTitle } from "../frame/index.ts";
import { sayBytes, sayCount } from "../words/index.ts";
import { AssessmentLine } from "./AssessmentLine.tsx";
import type { Draft } from "./draft.ts";
import { ParsedSteps } from "./ParsedSteps.tsx";
import { ProposedSteps } from "./ProposedSteps.tsx";
import { SourceEditor } from "./SourceEditor.tsx";
import { useAccepted } from "./use-accepted.ts";
import { type Assessment, useAssessed } from "./use-assessed.ts";
import { useStepMoves } from "./use-step-moves.ts";
import { VariableList } from "./VariableList.tsx";

const parseAfterMs = 150;
/** What the server takes at most, in UTF-16 units. */
const mostCharacters = 2 * 1024 * 1024;
/** Of a text that is too long only its beginning is drawn, so that one sees what was pasted. */
const shownOfTooLong = 4000;

/** The pasted text beside what is read out of it, as it is written. */
export function PastePage({ draft, secondKey }: { readonly draft: Draft } & Pick<StatusWire, "secondKey">) {
  const [text, setText] = useState(() => draft.read());
  const [isKept, setKept] = useState(true);
  useTitle("Paste a runbook");
  const change = (next: string) => {
    setText(next);
    setKept(draft.write(next));
  };
  const isTooLong = text.length > mostCharacters;
  const settled = useDebounced(text, parseAfterMs);
  const { resource, isBehind } = useParsedText(isTooLong ? "" : settled);
  const parsed = resource.status === "ready" && resource.data.source === text ? resource.data : undefined;
  const [activeId, setActiveId] = useState<string>();
  const assessment = useAssessed(parsed, { secondKey });
  const proposed = proposedSteps(assessment);
  const accepted = useAccepted(assessment);
  useStepMoves([...(parsed?.steps ?? []), ...proposed], activeId, setActiveId);
  const start = useFocusAtEnd();

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h1>{parsed?.title ?? "Paste a runbook"}</h1>
        {text !== "" && (
          <button type="button" className="button" onClick={() => change("")}>
            Clear the text
          </button>
        )}
      </div>
      <SecondKeyBanner secondKey={secondKey} />
      {!isKept && (
        <p role="alert" className="panel p-3">
          This text is more than the browser keeps: it would be lost if you left this page. Save it as a runbook, or
          keep your copy.
        </p>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div ref={start} className="min-w-0 lg:sticky lg:top-[68px]">
          {isTooLong ? (
            <pre className="panel source-text max-h-[44dvh] overflow-y-auto font-mono">
              {text.slice(0, shownOfTooLong)}…
            </pre>
          ) : (
            <SourceEditor text={text} parsed={parsed} activeId={activeId} proposed={proposed} onText={change} />
          )}
        </div>
        <div className="min-w-0" aria-busy={isBehind}>
          {isTooLong && (
            <Empty says={`This text has ${sayBytes(text.length)}; at most ${sayBytes(mostCharacters)} are read.`}>
              Nothing of it was read. Clear the text, and paste the part that is the runbook.
            </Empty>
          )}
          {!isTooLong && text.trim() === "" && (
            <Empty says="Nothing is pasted yet.">
              Paste any runbook text on the left, or drop a file there: a wiki page, Markdown, HTML or plain text.
              Nothing runs from this page.
            </Empty>
          )}
          {!isTooLong && text.trim() !== "" && resource.status === "loading" && <Loading what="the text" />}
          {!isTooLong && text.trim() !== "" && resource.status === "failed" && (
            <ProblemPanel problem={resource.problem} title="No runbook could be read" onRetry={resource.retry} />
          )}
          {!isTooLong && text.trim() !== "" && resource.status === "ready" && (
            <div className="flex flex-col gap-4">
              {resource.blind && <ProblemPanel problem={resource.blind.problem} title="No runbook could be read" />}
              <div className="flex flex-wrap items-center gap-3">
                <SaveRunbook text={text} accepted={accepted.steps} isReady={parsed !== undefined} draft={draft} />
                <span className="text-text-1" aria-live="polite">
                  {parsed === undefined ? "Reading what changed" : sayFound(resource.data)}
                </span>
              </div>
              <AssessmentLine assessment={assessment} isReading={parsed === undefined} />
              <div className={parsed === undefined ? "opacity-60" : ""}>
                <div className="flex flex-col gap-4">
                  <VariableList parsed={resource.data} />
                  <ParsedSteps
                    parsed={assessment.state === "ready" ? assessment.runbook : resource.data}
                    activeId={activeId}
                    onActivate={setActiveId}
                    isAsking={assessment.state === "asking"}
                  />
                  {assessment.state === "ready" && assessment.extraction.state === "answered" && (
                    <ProposedSteps
                      extraction={assessment.extraction}
                      parsed={assessment.runbook}
                      accepted={accepted.ids}
                      activeId={activeId}
                      onActivate={setActiveId}
                      onAccept={accepted.accept}
                    />
                  )}
                </div>
              </div>
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

function sayFound({
  steps,
  format,
  ambiguities,
}: {
  steps: readonly { command?: unknown }[];
  format: string;
  ambiguities: readonly unknown[];
}) {
  const commands = steps.filter(({ command }) => command !== undefined).length;
  const vague = ambiguities.length === 0 ? "" : `, ${sayCount(ambiguities.length, "vague spot")}`;
  return `${sayCount(steps.length, "step")}, ${sayCount(commands, "command")}${vague}; read as ${format}`;
}

const noSteps: readonly never[] = [];

function proposedSteps(assessment: Assessment) {
  if (assessment.state !== "ready" || assessment.extraction.state !== "answered") return noSteps;
  return assessment.extraction.steps;
}

function SaveRunbook({
  text,
  accepted,
  isReady,
  draft,
}: {
  readonly text: string;
  /** What the model proposed and a person took. */
  readonly accepted: readonly AcceptedStepWire[];
  readonly isReady: boolean;
  readonly draft: Draft;
}) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () => client.importRunbook({ body: { text, ...(accepted.length > 0 && { accepted: [...accepted] }) } }),
    onSuccess: ({ runbook }) => {
      draft.write("");
      void queries.invalidateQueries({ queryKey: ["runbooks"] });
      void navigate({ to: "/runbooks/$runbookId", params: { runbookId: runbook.id }, search: {} });
    },
  });
  const canSave = isReady && !save.isPending;
  const submit = () => {
    if (canSave) save.mutate();
  };
  return (
    <>
      <button type="button" className="button button-main" aria-disabled={!canSave} onClick={submit}>
        Save runbook
        {accepted.length > 0 && ` with ${sayCount(accepted.length, "taken step")}`}
      </button>
      {save.error && <ProblemPanel problem={asProblem(save.error)} title="The runbook was not saved" />}
    </>
  );
}

/** Whoever comes here by writing goes on writing. */
function useFocusAtEnd() {
  const start = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const field = start.current?.querySelector("textarea");
    field?.focus({ preventScroll: true });
    field?.setSelectionRange(field.value.length, field.value.length);
  }, []);
  return start;
}
