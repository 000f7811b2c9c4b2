import type { SourceRange } from "@steadyhand/core/risk";
import type { AddedBranch, AddedStep, AddedVariable, Dropped, ParsedRunbook, StepId } from "@steadyhand/core/runbook";
import { harmlessLine } from "../answers/harmless-text.ts";
import { findInSource } from "./find-in-source.ts";
import type { Findings } from "./read-findings.ts";
import { visibleSource } from "./visible-source.ts";

/** What of a model's findings stands in the source and is new, by place in the text; and what was left out, and why. */
export interface Reconciled {
  readonly steps: readonly AddedStep[];
  readonly variables: readonly AddedVariable[];
  readonly branches: readonly AddedBranch[];
  readonly dropped: readonly Dropped[];
}

const longestCommand = 2000;
const longestName = 100;
const longestCondition = 300;
const longestTitle = 120;
const mostDropped = 50;

/**
 * Holds a model's findings against the source. Every text that comes out is a piece of the source: the model only
 * points. Deterministic: the same findings and runbook always give the same.
 */
export function reconcileFindings(findings: Findings, runbook: ParsedRunbook): Reconciled {
  const visible = visibleSource(runbook);
  const dropped: Dropped[] = [];
  const drop = (kind: Dropped["kind"], text: string, why: string) => {
    if (dropped.length < mostDropped) dropped.push({ kind, text: harmlessLine(text, 200), why });
  };
  const steps = addedSteps(findings, runbook, visible, drop);
  return {
    steps,
    variables: addedVariables(findings, runbook, visible, drop),
    branches: addedBranches(findings, runbook, visible, steps, drop),
    dropped,
  };
}

type Drop = (kind: Dropped["kind"], text: string, why: string) => void;

function addedSteps({ steps }: Findings, runbook: ParsedRunbook, visible: string, drop: Drop): AddedStep[] {
  const known = runbook.steps
    .flatMap(({ command, rollback }) => [command, rollback])
    .filter((one) => one !== undefined);
  const taken: SourceRange[] = [];
  const found = steps.flatMap(({ command, quote }) => {
    const place = findInSource({ visible, text: command, quote, longest: longestCommand });
    if (!place.ok) return refused("command", command, place.why);
    const { range } = place;
    const parsed = known.find((one) => overlaps(one.range, range));
    // Named although the parser has it: nothing new, and nothing wrong.
    if (parsed?.text === command) return [];
    if (parsed !== undefined)
      return refused("command", command, "it stands in a command that is already read otherwise");
    if (isHtml(runbook) && command.includes("&")) {
      return refused("command", command, "its page writes characters of it as entities");
    }
    if (taken.some((other) => overlaps(other, range)))
      return refused("command", command, "it overlaps another finding");
    taken.push(range);
    return [{ command, range }];
  });
  return found
    .sort((a, b) => a.range.start - b.range.start)
    .map(({ command, range }, i): AddedStep => {
      const after = stepBefore(runbook, range);
      return {
        id: `add_${i + 1}`,
        title: lineAt(visible, range) || harmlessLine(command, longestTitle),
        command: { text: command, dialect: isSql(command) ? "sql" : "shell", origin: "model", range },
        ...(after !== undefined && { after }),
      };
    });
  function refused(kind: Dropped["kind"], text: string, why: string): [] {
    drop(kind, text, why);
    return [];
  }
}

function addedVariables({ variables }: Findings, runbook: ParsedRunbook, visible: string, drop: Drop): AddedVariable[] {
  const known = runbook.variables.flatMap(({ uses }) => uses.map(({ range }) => range));
  const added: AddedVariable[] = [];
  for (const { name, quote } of variables) {
    const place = findInSource({ visible, text: name, quote, longest: longestName });
    if (!place.ok) drop("variable", name, place.why);
    else if ([...known, ...added.map(({ range }) => range)].every((range) => !overlaps(range, place.range))) {
      added.push({ name, range: place.range });
    }
  }
  return added.sort((a, b) => a.range.start - b.range.start);
}

function addedBranches(
  { branches }: Findings,
  runbook: ParsedRunbook,
  visible: string,
  added: readonly AddedStep[],
  drop: Drop,
): AddedBranch[] {
  const idsByText = new Map<string, string[]>();
  const commands = [...runbook.steps, ...added];
  for (const { id, command } of commands) {
    if (command !== undefined) idsByText.set(command.text, [...(idsByText.get(command.text) ?? []), id]);
  }
  const found = branches.flatMap(({ condition, commands }): AddedBranch[] => {
    const place = findInSource({ visible, text: condition, longest: longestCondition });
    const then = [...new Set(commands.flatMap((command) => idsByText.get(command) ?? []))];
    if (!place.ok) drop("branch", condition, place.why);
    else if (then.length === 0) drop("branch", condition, "no command of the text was named for it");
    else if (runbook.conditions.every(({ range }) => !overlaps(range, place.range))) {
      return [{ text: condition, range: place.range, then }];
    }
    return [];
  });
  return found.sort((a, b) => a.range.start - b.range.start);
}

function overlaps(a: SourceRange, b: SourceRange): boolean {
  return a.start < b.end && b.start < a.end;
}

function isHtml({ format }: ParsedRunbook): boolean {
  return format === "html" || format === "confluence";
}

/** How a text is to be read is ours to say: it decides which scanner judges it. */
function isSql(command: string): boolean {
  return /^(?:select|insert\s+into|update\s+\S+\s+set|delete\s+from|alter|create\s+(?:table|index|role|user|view)|drop\s+(?:table|index|role|user|view|database|schema)|truncate\s+table|vacuum|analyze|reindex|grant|revoke|explain)\s/i.test(
    command,
  );
}

function stepBefore({ steps }: ParsedRunbook, { start }: SourceRange): StepId | undefined {
  return steps.findLast((step) => step.range.start <= start)?.id;
}

/** The author's line, without what makes it an item, a heading or a quote. */
function lineAt(visible: string, { start }: SourceRange): string {
  const from = visible.lastIndexOf("\n", start - 1) + 1;
  const to = visible.indexOf("\n", start);
  const line = visible.slice(from, to < 0 ? visible.length : to);
  return harmlessLine(line.replace(/^[\s>#*+•–—-]*(?:\d{1,3}[.)]\s+)?(?:\[[ xX]\]\s+)?/, ""), longestTitle);
}
