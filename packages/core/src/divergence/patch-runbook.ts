import { type Divergence, type DivergenceName, nameOf } from "../execution/index.ts";
import type { ParsedRunbook, ParsedStep, StepId } from "../runbook/index.ts";
import { applyEdit, blockOf, type Edit, insertions, renumbered, replacements } from "./text-edits.ts";

/** What of a run's divergences is to be written into the runbook. */
export interface PatchChoice {
  readonly divergences: readonly Divergence[];
  /** Reads a page; `undefined` where it cannot be read as a runbook. */
  readonly parse: (text: string) => ParsedRunbook | undefined;
}

/** A runbook's text with divergences written in, and what could not be. */
export interface PatchedRunbook {
  readonly source: string;
  readonly written: readonly DivergenceName[];
  /** These need a person's hand: no way was found to write them that reads back as what was done. */
  readonly unwritten: readonly DivergenceName[];
}

interface Page {
  readonly runbook: ParsedRunbook;
  /** Which step of the run each step of the page is. */
  readonly ids: readonly StepId[];
}

/**
 * Writes divergences into a runbook's text, one after the other. Each is kept only when the new text reads back as
 * exactly the commands that are meant, in their order, with nothing else changed: no guess about markup counts.
 */
export function patchRunbook(original: ParsedRunbook, { divergences, parse }: PatchChoice): PatchedRunbook {
  let page: Page = { runbook: original, ids: original.steps.map(({ id }) => id) };
  const written: DivergenceName[] = [];
  const unwritten: DivergenceName[] = [];
  for (const divergence of inOrder(divergences)) {
    const next = write(page, divergence, parse);
    (next ? written : unwritten).push(nameOf(divergence));
    if (next) page = next;
  }
  return { source: page.runbook.source, written, unwritten };
}

/** Where something was moved or added after is found by its step: what takes steps away comes last. */
function inOrder(divergences: readonly Divergence[]): Divergence[] {
  const rank = { edited: 0, moved: 1, added: 2, skipped: 3, by_hand: 4 } as const;
  return divergences.toSorted((one, other) => rank[one.kind] - rank[other.kind]);
}

function write(page: Page, divergence: Divergence, parse: PatchChoice["parse"]): Page | undefined {
  const meant = meantAfter(page, divergence);
  if (meant === undefined) return undefined;
  const ways = inLines(divergence, meant);
  for (const source of candidates(page, divergence)) {
    const runbook = parse(source);
    const way = runbook && ways.find(({ commands }) => isSame(runbook, commands));
    if (runbook && way) return { runbook, ids: way.ids };
  }
  return undefined;
}

/** What ran as one text of several lines may as well be read as a command a line: bash does the same with both. */
function inLines(divergence: Divergence, meant: Meant): readonly Meant[] {
  if (divergence.kind !== "edited" && divergence.kind !== "added") return [meant];
  const lines = divergence.done.split("\n").filter((line) => line.trim() !== "");
  if (lines.length < 2) return [meant];
  const at = meant.ids.indexOf(divergence.stepId);
  const ids = lines.map((_line, index): StepId => (index === 0 ? divergence.stepId : `${divergence.stepId}_${index}`));
  return [meant, { ids: meant.ids.toSpliced(at, 1, ...ids), commands: meant.commands.toSpliced(at, 1, ...lines) }];
}

interface Meant {
  readonly ids: readonly StepId[];
  readonly commands: readonly (string | undefined)[];
}

function meantAfter({ runbook, ids }: Page, divergence: Divergence): Meant | undefined {
  const commands = runbook.steps.map(({ command }) => command?.text);
  const at = ids.indexOf(divergence.stepId);
  switch (divergence.kind) {
    case "edited":
      return at === -1 ? undefined : { ids, commands: commands.with(at, divergence.done) };
    case "skipped":
      return at === -1 ? undefined : { ids: ids.toSpliced(at, 1), commands: commands.toSpliced(at, 1) };
    case "added": {
      const place = placeAfter(ids, divergence.after);
      if (place === undefined) return undefined;
      return {
        ids: ids.toSpliced(place, 0, divergence.stepId),
        commands: commands.toSpliced(place, 0, divergence.done),
      };
    }
    case "moved": {
      const without = ids.toSpliced(at, 1);
      const place = placeAfter(without, divergence.after);
      if (at === -1 || place === undefined) return undefined;
      return {
        ids: without.toSpliced(place, 0, divergence.stepId),
        commands: commands.toSpliced(at, 1).toSpliced(place, 0, commands[at]),
      };
    }
    case "by_hand":
      return undefined;
  }
}

function placeAfter(ids: readonly StepId[], after: StepId | undefined): number | undefined {
  if (after === undefined) return 0;
  const found = ids.indexOf(after);
  return found === -1 ? undefined : found + 1;
}

function candidates({ runbook, ids }: Page, divergence: Divergence): readonly string[] {
  const { source, steps } = runbook;
  const stepOf = (id: StepId | undefined): ParsedStep | undefined =>
    id === undefined ? undefined : steps[ids.indexOf(id)];
  const step = stepOf(divergence.stepId);
  const edited = (edits: readonly Edit[]) => edits.map((edit) => applyEdit(source, edit));
  switch (divergence.kind) {
    case "edited":
      return step ? edited(replacements(source, step, divergence.done)) : [];
    case "added": {
      const after = stepOf(divergence.after);
      const texts = edited(insertions(runbook, after, { title: divergence.title, command: divergence.done }));
      return counted(texts, after?.range.start ?? 0);
    }
    case "skipped":
      return step ? counted(edited([{ ...blockOf(source, step), text: "" }]), step.range.start) : [];
    case "moved":
      return step ? counted(moves(runbook, step, stepOf(divergence.after)), step.range.start) : [];
    case "by_hand":
      return [];
  }
}

/** Each text first with its list counted anew. */
function counted(texts: readonly string[], around: number): string[] {
  return texts.flatMap((text) => [renumbered(text, around), text]);
}

function moves({ source, steps }: ParsedRunbook, step: ParsedStep, after: ParsedStep | undefined): string[] {
  const [first] = steps;
  const { start, end } = blockOf(source, step);
  const target = after ? blockOf(source, after).end : first ? blockOf(source, first).start : 0;
  if (target > start && target < end) return [];
  const block = source.slice(start, end);
  return [block, `\n${block}`, `${block}\n`].map((text) =>
    target <= start
      ? source.slice(0, target) + text + source.slice(target, start) + source.slice(end)
      : source.slice(0, start) + source.slice(end, target) + text + source.slice(target),
  );
}

function isSame({ steps }: ParsedRunbook, commands: Meant["commands"]): boolean {
  return steps.length === commands.length && steps.every(({ command }, index) => command?.text === commands[index]);
}
