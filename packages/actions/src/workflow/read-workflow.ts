import { type ActionCatalogue, variablesOf, writeActionCall } from "@steadyhand/core/action";
import { sha256Hex } from "@steadyhand/core/proposal";
import type { ParsedCommand, ParsedRunbook, ParsedStep, StepId, StepTerms, Variable } from "@steadyhand/core/runbook";
import { type OpenYaml, openYaml, problemsOfShape, type YamlProblem } from "@steadyhand/plain-yaml";
import { checkCall } from "./check-call.ts";
import { WorkflowFile, type WorkflowFileValue, type WorkflowStepValue } from "./workflow-file.ts";

/** A workflow as a runbook, or everything that is wrong with the file, in the order of its lines. */
export type ReadWorkflow =
  | { readonly ok: true; readonly runbook: ParsedRunbook }
  | { readonly ok: false; readonly problems: readonly YamlProblem[] };

const known = {
  "": "a workflow has workflow, about, variables and steps",
  steps: "a step has name, about, action, with, run, undo, expect, settle, retries and when",
  undo: "undo is a command, or action and with",
  when: "when has step and is",
  variables: "a variable has default and type",
};

const mostCharacters = 2 * 1024 * 1024;

/** Reads a workflow file. The same text always gives the same runbook, whose ranges point into it. */
export function readWorkflow(text: string, catalogue: ActionCatalogue): ReadWorkflow {
  if (text.length > mostCharacters) {
    return { ok: false, problems: [{ line: 1, column: 1, message: "it is larger than 2 MiB" }] };
  }
  const opened = openYaml(text);
  if (!opened.ok) return opened;
  const { yaml } = opened;
  const parsed = WorkflowFile.safeParse(yaml.value);
  if (!parsed.success) return { ok: false, problems: inOrder(problemsOfShape(parsed.error, yaml, known)) };
  const file = parsed.data;
  const problems = [...stepProblems(file, yaml), ...callProblems(file, yaml, catalogue)];
  if (problems.length > 0) return { ok: false, problems: inOrder(problems) };
  return { ok: true, runbook: buildRunbook(text, file, { yaml, catalogue }) };
}

function inOrder(problems: readonly YamlProblem[]): YamlProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}

function stepProblems({ steps }: WorkflowFileValue, yaml: OpenYaml): YamlProblem[] {
  return steps.flatMap((step, index) => {
    const path = ["steps", index] as const;
    const problem = (at: readonly PropertyKey[], message: string) =>
      yaml.problemAt(yaml.rangeOf([...path, ...at]), message);
    const earlier = steps.slice(0, index).map(({ name }) => name);
    const { action, run, when, settle, retries } = step;
    const hasCommand = action !== undefined || run !== undefined;
    return [
      ...(action !== undefined && run !== undefined
        ? [problem(["run"], "a step has `action` or `run`, not both")]
        : []),
      ...(step.with !== undefined && action === undefined ? [problem(["with"], "`with` belongs to an `action`")] : []),
      ...(earlier.includes(step.name) ? [problem(["name"], `there is a step "${step.name}" already`)] : []),
      ...(when && !earlier.includes(when.step)
        ? [problem(["when", "step"], `there is no earlier step "${when.step}"`)]
        : []),
      ...(!hasCommand && (step.undo ?? step.expect ?? settle ?? retries) !== undefined
        ? [problem([], "a step that a person does has no `undo`, `expect`, `settle` or `retries`")]
        : []),
    ];
  });
}

function callProblems(file: WorkflowFileValue, yaml: OpenYaml, catalogue: ActionCatalogue): YamlProblem[] {
  const declared = Object.keys(file.variables);
  return file.steps.flatMap(({ action, with: parameters = {}, undo }, index) => [
    ...(action === undefined
      ? []
      : checkCall({ name: action, parameters }, { path: ["steps", index], yaml, catalogue, declared })),
    ...(typeof undo !== "object"
      ? []
      : checkCall(
          { name: undo.action, parameters: undo.with },
          { path: ["steps", index, "undo"], yaml, catalogue, declared },
        )),
  ]);
}

interface Reading {
  readonly yaml: OpenYaml;
  readonly catalogue: ActionCatalogue;
}

function buildRunbook(source: string, file: WorkflowFileValue, reading: Reading): ParsedRunbook {
  const names = Object.keys(file.variables);
  const steps = file.steps.map((step, index) => buildStep(step, index, { file, names, ...reading }));
  return {
    title: file.workflow,
    format: "workflow",
    source,
    sourceSha256: sha256Hex(source),
    steps,
    variables: Object.entries(file.variables).map(([name, given]) => buildVariable(name, given, source, steps)),
    prerequisites: [],
    conditions: [],
    ambiguities: [],
    orderedItems: steps.length,
  };
}

function idOf(index: number): StepId {
  return `stp_${index + 1}`;
}

function buildStep(
  step: WorkflowStepValue,
  index: number,
  { yaml, catalogue, file, names }: Reading & { readonly file: WorkflowFileValue; readonly names: readonly string[] },
): ParsedStep {
  const path = ["steps", index] as const;
  const command = forward(step, index, yaml);
  const rollback = backward(step, index, { yaml, catalogue });
  const terms = termsOf(step, file);
  return {
    id: idOf(index),
    number: String(index + 1),
    title: step.name,
    description: step.about ?? "",
    section: [],
    range: yaml.rangeOf(path),
    ...(command && { command }),
    variables: command ? usedIn(command, names) : [],
    after: index === 0 ? [] : [idOf(index - 1)],
    ...(rollback && { rollback }),
    ...(step.expect !== undefined && { expect: { text: step.expect, range: yaml.rangeOf([...path, "expect"]) } }),
    ...(terms && { terms }),
  };
}

function forward({ action, with: parameters = {}, run }: WorkflowStepValue, index: number, yaml: OpenYaml) {
  const at = (key: string) => yaml.rangeOf(["steps", index, key]);
  if (action !== undefined) return actionCommand({ name: action, parameters }, at("action"));
  return run === undefined ? undefined : shellCommand(run, at("run"));
}

/** How it says to undo it; else what the action itself says, where it is complete already. */
function backward({ action, with: parameters = {}, undo }: WorkflowStepValue, index: number, reading: Reading) {
  const range = reading.yaml.rangeOf(["steps", index, undo === undefined ? "action" : "undo"]);
  if (typeof undo === "string") return shellCommand(undo, range);
  if (undo !== undefined) return actionCommand({ name: undo.action, parameters: undo.with }, range);
  const prepared = action === undefined ? undefined : reading.catalogue.find(action)?.prepare(parameters);
  const inverse = prepared?.ok ? prepared.call.inverse : undefined;
  return inverse && actionCommand(inverse, range);
}

function actionCommand(call: Parameters<typeof writeActionCall>[0], range: ParsedCommand["range"]): ParsedCommand {
  return { text: writeActionCall(call), dialect: "action", origin: "workflow", range };
}

function shellCommand(text: string, range: ParsedCommand["range"]): ParsedCommand {
  return { text, dialect: "shell", origin: "workflow", range };
}

function usedIn({ text, dialect }: ParsedCommand, names: readonly string[]): readonly string[] {
  if (dialect !== "action") return names.filter((name) => placeholder(name).test(text));
  const json = text.slice(text.indexOf(" ") + 1);
  return variablesOf({ name: "", parameters: JSON.parse(json) });
}

function termsOf({ settle, retries, when }: WorkflowStepValue, { steps }: WorkflowFileValue): StepTerms | undefined {
  if (settle === undefined && retries === undefined && when === undefined) return undefined;
  const needed = when && steps.findIndex(({ name }) => name === when.step);
  return {
    ...(settle !== undefined && { settleMs: settle }),
    ...(retries !== undefined && { retries }),
    ...(when && needed !== undefined && { when: { stepId: idOf(needed), is: when.is } }),
  };
}

function buildVariable(
  name: string,
  given: WorkflowFileValue["variables"][string],
  source: string,
  steps: readonly ParsedStep[],
): Variable {
  const { type, default: standard } =
    typeof given === "object" && given !== null ? given : { type: "text" as const, default: given ?? undefined };
  return {
    name,
    type,
    uses: steps.flatMap(({ id: stepId, range }) =>
      [...source.slice(range.start, range.end).matchAll(placeholder(name))].map(({ index, 0: text }) => ({
        stepId,
        form: "{{name}}" as const,
        range: { start: range.start + index, end: range.start + index + text.length },
      })),
    ),
    ...(standard !== undefined && { default: String(standard) }),
  };
}

function placeholder(name: string): RegExp {
  // Names are letters, digits, _ and -.
  return new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`, "g");
}
