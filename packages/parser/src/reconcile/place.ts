import type { SourceRange } from "@steadyhand/core/risk";
import type { BranchOf, DraftCondition } from "../steps/draft.ts";
import { otherwiseLength, parseCondition } from "../steps/parse-condition.ts";
import type { MergedStep } from "./merged-step.ts";
import type { SectionStart } from "./sections.ts";

/** Where an accepted command goes. */
export type Place =
  /** It is the command of this step, an instruction that has none. */
  | { readonly kind: "within"; readonly index: number }
  /** It is a step of its own, put in at this index. */
  | {
      readonly kind: "own";
      readonly index: number;
      readonly line: string;
      readonly section: readonly string[];
      readonly branches: readonly BranchOf[];
      readonly newConditions: readonly DraftCondition[];
    };

interface Page {
  readonly source: string;
  readonly steps: readonly MergedStep[];
  readonly sections: readonly SectionStart[];
  readonly conditions: readonly DraftCondition[];
}

/** Finds the place of a command in the text: which step it stands in or behind, in which section, on which condition. */
export function placeOf(range: SourceRange, page: Page): Place {
  const { steps, sections, source } = page;
  const around = steps.findIndex(({ step }) => step.range.start <= range.start && range.end <= step.range.end);
  if (around >= 0 && steps[around]?.step.command === undefined) return { kind: "within", index: around };
  const index = steps.findLastIndex(({ step }) => step.range.start <= range.start) + 1;
  const section = sections.findLast(({ start }) => start <= range.start);
  const host = steps[around];
  const own =
    host === undefined ? ownBranches(range, index, section, page) : { branches: host.branches, newConditions: [] };
  return {
    kind: "own",
    index,
    line: lineAt(source, range).text,
    section: host?.step.section ?? section?.titles ?? [],
    ...own,
  };
}

/**
 * The forks above a command that stands in no step: those of its headings, those that its neighbours on both sides
 * share, and the one that its own line begins with. None of them is left out: a command that depends on something
 * must not run without it.
 */
function ownBranches(
  range: SourceRange,
  index: number,
  section: SectionStart | undefined,
  { source, steps, conditions }: Page,
): { readonly branches: readonly BranchOf[]; readonly newConditions: readonly DraftCondition[] } {
  const newConditions: DraftCondition[] = [];
  const idFor = (text: string, at: SourceRange): string => {
    const known = [...conditions, ...newConditions].find(
      (one) => one.range.start === at.start && one.range.end === at.end,
    );
    if (known !== undefined) return known.id;
    const id = nextId([...conditions, ...newConditions]);
    newConditions.push({ id, text, range: at });
    return id;
  };
  const branches: BranchOf[] = (section?.conditions ?? []).map(({ text, range: at }) => ({
    id: idFor(text, at),
    branch: "then",
  }));
  const add = (of: BranchOf) => {
    if (branches.every(({ id }) => id !== of.id)) branches.push(of);
  };
  const before = steps[index - 1];
  const isNear = (one: MergedStep | undefined) => (one?.step.range.start ?? -1) >= (section?.start ?? 0);
  if (isNear(before)) for (const of of shared(before, steps[index])) add(of);
  const line = lineAt(source, range);
  const condition = parseCondition(line.text);
  const fork = isNear(before) ? before?.branches.at(-1) : undefined;
  if (otherwiseLength(line.text) > 0) {
    if (fork !== undefined) add({ id: fork.id, branch: "otherwise" });
    else add({ id: idFor(line.text, line.range), branch: "then" });
  } else if (condition !== undefined) {
    const at = { start: line.range.start + condition.from, end: line.range.start + condition.to };
    if (at.end <= range.start)
      add({ id: idFor(source.slice(at.start, at.end).replace(/\s+/g, " ").trim(), at), branch: "then" });
  }
  return { branches, newConditions };
}

/** The forks on whose same side both stand, from the outside in. */
function shared(a: MergedStep | undefined, b: MergedStep | undefined): readonly BranchOf[] {
  const of = (a?.branches ?? []).filter(({ id, branch }) =>
    b?.branches.some((one) => one.id === id && one.branch === branch),
  );
  return of;
}

function nextId(conditions: readonly DraftCondition[]): string {
  const last = Math.max(0, ...conditions.map(({ id }) => Number(/\d+$/.exec(id)?.[0] ?? 0)));
  return `cnd_${last + 1}`;
}

const marks = /^[\s>#*+•–—-]*(?:\d{1,3}[.)]\s+)?(?:\[[ xX]\]\s+)?/;

/** The author's line that a command stands in, without what makes it an item or a quote. */
function lineAt(source: string, { start }: SourceRange): { readonly text: string; readonly range: SourceRange } {
  const from = source.lastIndexOf("\n", start - 1) + 1;
  const end = source.indexOf("\n", start);
  const raw = source.slice(from, end < 0 ? source.length : end);
  const lead = marks.exec(raw)?.[0].length ?? 0;
  const text = raw.slice(lead).trimEnd();
  return { text, range: { start: from + lead, end: from + lead + text.length } };
}
