import { refuse } from "@steadyhand/core/outcome";
import type { Dialect, SourceRange } from "@steadyhand/core/risk";
import type { ParsedCommand, ParsedRunbook, ParsedStep, StepId } from "@steadyhand/core/runbook";
import type { ParseOutcome } from "../parse-runbook.ts";
import { commandDoubts } from "../steps/command-doubts.ts";
import { linkSteps } from "../steps/link-steps.ts";
import { commandTitle, sentenceTitle } from "../steps/step-title.ts";
import { maxSteps } from "../too-many-steps-error.ts";
import { branchesByStep } from "./branches-by-step.ts";
import type { MergedStep } from "./merged-step.ts";
import { type Place, placeOf } from "./place.ts";
import { foundCommand, rejoinVariables } from "./rejoin-variables.ts";
import { readSections } from "./sections.ts";

/** A piece of the source that a person accepted as a command. */
export interface AcceptedCommand {
  readonly text: string;
  readonly dialect: Dialect;
  readonly range: SourceRange;
}

/**
 * Adds commands that a person accepted to a parsed runbook, each in its place in the text: as the command of the
 * instruction that it stands in, when that has none, else as a step of its own. Steps, conditions and variables then
 * are as if the parser had seen the command itself, and the author's step numbers stay. The same input always gives
 * the same runbook; nothing accepted gives `parsed` again.
 *
 * Refuses with `runbook.accepted_not_in_text` when a text does not stand letter for letter at its range,
 * `runbook.accepted_overlaps` when a command stands there already, and `runbook.too_many_steps`.
 */
export function acceptSteps(parsed: ParsedRunbook, accepted: readonly AcceptedCommand[]): ParseOutcome {
  const inOrder = accepted.toSorted((a, b) => a.range.start - b.range.start);
  const refused = refusalOf(parsed, inOrder);
  if (refused !== undefined) return refused;
  if (accepted.length === 0) return { ok: true, runbook: parsed };
  return { ok: true, runbook: merge(parsed, inOrder) };
}

function refusalOf(parsed: ParsedRunbook, accepted: readonly AcceptedCommand[]): ReturnType<typeof refuse> | undefined {
  const taken = parsed.steps.flatMap(({ command, rollback }) => [command, rollback].flatMap((one) => one?.range ?? []));
  for (const { text, range } of accepted) {
    const at = `${range.start} to ${range.end}`;
    if (parsed.source.slice(range.start, range.end) !== text || !isOneLine(text) || range.start < 0) {
      return refuse(
        "runbook.accepted_not_in_text",
        `Cannot add the command ${JSON.stringify(text)}: it does not stand letter for letter, in one line, at characters ${at}`,
        "Read the runbook again and accept what is found then",
      );
    }
    if (taken.some((other) => other.start < range.end && range.start < other.end)) {
      return refuse(
        "runbook.accepted_overlaps",
        `Cannot add the command ${JSON.stringify(text)}: at characters ${at} another command stands already`,
        "Accept each command once",
      );
    }
    taken.push(range);
  }
  return parsed.steps.length + accepted.length <= maxSteps
    ? undefined
    : refuse("runbook.too_many_steps", `Cannot add the commands: the runbook would have more than ${maxSteps} steps`);
}

function isOneLine(text: string): boolean {
  return text !== "" && text.trim() === text && !/[\r\n\0]/.test(text);
}

function merge(parsed: ParsedRunbook, accepted: readonly AcceptedCommand[]): ParsedRunbook {
  const branches = branchesByStep(parsed);
  const steps: MergedStep[] = parsed.steps.map((step) => ({ step, branches: branches.get(step.id) ?? [] }));
  const conditions = parsed.conditions.map(({ id, text, range }) => ({ id, text, range }));
  const sections = readSections(parsed);
  const numbers = new Set(parsed.steps.map(({ number }) => number));
  for (const one of accepted) {
    const command: ParsedCommand = { text: one.text, dialect: one.dialect, origin: "model", range: one.range };
    const place = placeOf(one.range, { source: parsed.source, steps, sections, conditions });
    if (place.kind === "within") {
      const host = steps[place.index];
      if (host !== undefined) steps[place.index] = { ...host, step: { ...host.step, command }, isNew: true };
      continue;
    }
    conditions.push(...place.newConditions);
    const previous = steps[place.index - 1]?.step;
    const number = freeNumber(previous?.number ?? "0", numbers);
    steps.splice(place.index, 0, { step: newStep(command, place, number), branches: place.branches, isNew: true });
  }
  return renumbered(parsed, steps, conditions);
}

/** `3.1` behind step `3`: the author's own numbers stay what they are. */
function freeNumber(before: string, taken: Set<string>): string {
  for (let i = 1; ; i++) {
    const number = `${before}.${i}`;
    if (taken.has(number)) continue;
    taken.add(number);
    return number;
  }
}

function newStep(
  command: ParsedCommand,
  { line, section }: Extract<Place, { kind: "own" }>,
  number: string,
): ParsedStep {
  return {
    id: "stp_0", // every step is counted anew below
    number,
    title: sentenceTitle(line) || commandTitle(command.text),
    description: "",
    section,
    range: command.range,
    variables: [],
    after: [],
    command,
  };
}

type Fork = Pick<ParsedRunbook["conditions"][number], "id" | "text" | "range">;

/** Counts the steps in the order of the text, and says everything that names a step in the new ids. */
function renumbered(parsed: ParsedRunbook, merged: readonly MergedStep[], forks: readonly Fork[]): ParsedRunbook {
  const ids = new Map<StepId, StepId>();
  const counted = merged.map(({ step, ...rest }, i): MergedStep => {
    const id: StepId = `stp_${i + 1}`;
    if (step.id !== "stp_0") ids.set(step.id, id);
    return { ...rest, step: { ...step, id }, ...(step.id !== "stp_0" && { was: step.id }) };
  });
  const after = linkSteps(counted.map(({ step, branches }) => ({ id: step.id, branches })));
  const { variables, namesByStep } = rejoinVariables(parsed, counted);
  return {
    ...parsed,
    steps: counted.map(({ step, branches }): ParsedStep => {
      const { condition: _, ...rest } = step;
      const innermost = branches.at(-1);
      return {
        ...rest,
        variables: [...(namesByStep.get(step.id) ?? [])],
        after: after.get(step.id) ?? [],
        ...(innermost && { condition: innermost }),
      };
    }),
    variables,
    conditions: forks.map((fork) => ({
      ...fork,
      then: stepsOn(counted, fork.id, "then"),
      otherwise: stepsOn(counted, fork.id, "otherwise"),
    })),
    ambiguities: [
      ...parsed.ambiguities.map(({ stepId, ...rest }) =>
        stepId === undefined ? rest : { stepId: ids.get(stepId) ?? stepId, ...rest },
      ),
      ...doubtsOf(counted),
    ],
  };
}

function stepsOn(steps: readonly MergedStep[], id: string, branch: "then" | "otherwise"): readonly StepId[] {
  return steps
    .filter(({ branches }) => branches.some((of) => of.id === id && of.branch === branch))
    .map(({ step }) => step.id);
}

function doubtsOf(steps: readonly MergedStep[]): ParsedRunbook["ambiguities"] {
  return steps.flatMap(({ step: { id, command }, isNew }) =>
    isNew === true && command !== undefined
      ? commandDoubts(foundCommand(command)).map((doubt) => ({ stepId: id, ...doubt }))
      : [],
  );
}
