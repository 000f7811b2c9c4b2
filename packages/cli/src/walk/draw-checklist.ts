import { refusalError } from "@steadyhand/core/outcome";
import { bindVariables } from "@steadyhand/core/runbook";
import { drawCommand, drawLine } from "../io/draw-text.ts";

/** As much of a runbook as a list of it needs. */
export interface Listable {
  readonly title: string;
  readonly prerequisites: readonly { readonly text: string }[];
  readonly variables: readonly { readonly name: string; readonly default?: string | undefined }[];
  readonly conditions: readonly { readonly id: string; readonly text: string }[];
  readonly steps: readonly {
    readonly number: string;
    readonly title: string;
    readonly command?: { readonly text: string } | undefined;
    readonly rollback?: { readonly text: string } | undefined;
    readonly condition?: { readonly id: string; readonly branch: "then" | "otherwise" } | undefined;
  }[];
}

/** A runbook as a list to follow by hand, each command with its values filled in. Nothing is run or recorded. */
export function drawChecklist(runbook: Listable, given: Readonly<Record<string, string>>): string {
  const values = withDefaults(runbook, given);
  const { title, steps, prerequisites } = runbook;
  return [
    drawLine(title),
    ...prerequisites.map(({ text }) => `[ ] first: ${drawLine(text)}`),
    ...steps.map((step) => drawStep(step, runbook, values)),
  ].join("\n");
}

function withDefaults({ variables }: Listable, given: Readonly<Record<string, string>>): Record<string, string> {
  const standards = variables.flatMap(({ name, default: standard }) =>
    standard === undefined ? [] : [[name, standard]],
  );
  return { ...Object.fromEntries(standards), ...given };
}

function drawStep(
  { number, title, command, condition, rollback }: Listable["steps"][number],
  { conditions }: Listable,
  values: Readonly<Record<string, string>>,
): string {
  const question = conditions.find(({ id }) => id === condition?.id);
  const lines = [`[ ] ${number}. ${drawLine(title)}`];
  if (question) lines.push(`      ${condition?.branch === "then" ? "if" : "unless"}: ${drawLine(question.text)}`);
  if (command) lines.push(indent(drawCommand(resolve(command.text, values))));
  if (rollback) lines.push(`      to undo it:\n${indent(drawCommand(resolve(rollback.text, values)))}`);
  return lines.join("\n");
}

function resolve(text: string, values: Readonly<Record<string, string>>): string {
  const bound = bindVariables(text, Object.keys(values), values);
  if (!bound.ok) throw refusalError(bound.refusal);
  return bound.text;
}

const indent = (text: string) => text.replaceAll(/^/gm, "      ");
