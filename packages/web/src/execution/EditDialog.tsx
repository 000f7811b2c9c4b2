import type { StepWire } from "@steadyhand/api";
import type { ApiProblem } from "@steadyhand/client";
import { dialectOfEdit } from "@steadyhand/core/action";
import { type FormEvent, useId, useState } from "react";
import { useJudgement } from "../api/index.ts";
import { CommandTextBlock } from "../command-text/index.ts";
import { Dialog, ProblemPanel, useDebounced } from "../frame/index.ts";
import { JudgementDetails, RiskBadge } from "../risk/index.ts";

/** Each judgement asks the model: what is still being written is not worth a question. */
const judgeAfterMs = 700;

/** Changes a step's command for this run. What is written is judged as it is written; saving asks anew. */
export function EditDialog(props: {
  readonly step: StepWire;
  readonly isSending: boolean;
  readonly problem: ApiProblem | undefined;
  readonly onSubmit: (command: string) => void;
  readonly onClose: () => void;
}) {
  const { step, isSending, problem, onSubmit, onClose } = props;
  const before = step.editedCommand ?? step.command?.text ?? "";
  const [command, setCommand] = useState(before);
  const id = useId();
  const canSubmit = command.trim() !== "" && command !== before && !isSending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSubmit) onSubmit(command);
  };
  return (
    <Dialog title={`Edit step ${step.number}: ${step.title}`} onClose={onClose} isWide>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <div>
          <label htmlFor={id} className="mb-1 block">
            Command for this run. The runbook stays as it is.
          </label>
          <textarea
            id={id}
            className="field mono min-h-[112px] font-mono"
            rows={Math.min(16, command.split("\n").length + 1)}
            value={command}
            spellCheck={false}
            autoCapitalize="off"
            onChange={(event) => setCommand(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
            }}
          />
        </div>
        <LiveJudgement command={command} dialect={dialectOfEdit(command, step.command?.dialect)} />
        {command !== before && <CommandTextBlock text={command} label="As it was written, with everything visible" />}
        <p className="text-text-1">
          Saving ends the question that waits now. The edited command is judged again, with its variables filled in, and
          needs a new approval.
        </p>
        {problem && <ProblemPanel problem={problem} />}
        <div className="flex flex-wrap gap-2">
          <button type="submit" className="button button-main" aria-disabled={!canSubmit}>
            Save and ask again
          </button>
          <button type="button" className="button" onClick={onClose}>
            Keep it as it was
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function LiveJudgement({ command, dialect }: { readonly command: string; readonly dialect: "shell" | "action" }) {
  const settled = useDebounced(command, judgeAfterMs);
  const { resource, isBehind } = useJudgement({ command: settled, dialect });
  if (command.trim() === "") return <p>An empty command cannot be judged.</p>;
  if (resource.status === "failed") return <ProblemPanel problem={resource.problem} title="It could not be judged" />;
  if (resource.status === "loading") return <p role="status">Judging what is written</p>;
  const { data } = resource;
  const isStale = isBehind || settled !== command;
  return (
    <div aria-live="polite" className={isStale ? "hatched rounded-panel p-2" : "p-2"}>
      <div className={isStale ? "hatched-label" : ""}>
        <p className="mb-2 flex items-center gap-2">
          <RiskBadge risk={data.final} isLarge /> {isStale && "of what was written before; judging again"}
        </p>
        {!isStale && <JudgementDetails judgement={data} text={settled} />}
      </div>
    </div>
  );
}
