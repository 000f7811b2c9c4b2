import type { StepWire } from "@steadyhand/api";
import { CommandTextBlock } from "../command-text/index.ts";
import { CopyButton } from "../frame/index.ts";
import { Judgement } from "../risk/index.ts";

/** The command of a step that does not wait for an approval: to follow by hand, or to see what it was. */
export function StepCommand({ step }: { readonly step: StepWire }) {
  const text = step.resolvedText ?? step.editedCommand ?? step.command?.text;
  if (text === undefined) return null;
  const label =
    step.resolvedText === undefined
      ? "Command, as the runbook has it"
      : step.editedCommand === undefined
        ? "Command, with its variables filled in"
        : "Command, as it was edited for this run";
  return (
    <div className="flex flex-col gap-2">
      <CommandTextBlock text={text} label={label}>
        <CopyButton text={text} label="Copy" />
      </CommandTextBlock>
      {step.judgement && <Judgement judgement={step.judgement} text={text} />}
    </div>
  );
}
