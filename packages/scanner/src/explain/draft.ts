import type { Evidence, Risk, SourceRange } from "@steadyhand/core/risk";
import { orderOfRisk } from "../programs/effects.ts";
import type { Explained, ExplainedKind } from "./explained.ts";

/** A node of the tree while it is being put together. */
export interface Draft {
  readonly kind: ExplainedKind;
  start: number;
  end: number;
  readonly text: string;
  readonly label: string;
  value: readonly string[] | undefined;
  findings: Evidence[];
  children: Draft[];
  /** Set where its children have no positions of their own, so that nothing can be told apart among them. */
  isCollapsed: boolean;
}

export function newDraft(kind: ExplainedKind, start: number, end: number, text: string, label: string): Draft {
  return { kind, start, end, text, label, value: undefined, findings: [], children: [], isCollapsed: false };
}

/** Whether a range lies inside of a node. A heredoc's text stands outside of the command that it belongs to. */
function covers(draft: Draft, range: SourceRange): boolean {
  if (draft.start <= range.start && range.end <= draft.end) return true;
  return draft.children.some((child) => covers(child, range));
}

/** The deepest node that holds a range, from `root` down. */
export function deepest(root: Draft, range: SourceRange): Draft {
  for (let node = root; ; ) {
    const around = node;
    const child = around.isCollapsed
      ? undefined
      : around.children.find((one) => covers(one, range) && !isAllOfProgram(around, one, range));
    if (!child) return node;
    node = child;
  }
}

/** What is said of a whole program's name is said of the command. */
function isAllOfProgram(around: Draft, word: Draft, range: SourceRange): boolean {
  const isProgram = word.kind === "word" && around.children.find(({ kind }) => kind === "word") === word;
  return isProgram && word.start === range.start && word.end === range.end;
}

/** Puts a finding where it belongs. */
export function place(root: Draft, evidence: Evidence): void {
  deepest(root, evidence.range).findings.push(evidence);
}

/** Moves a tree from positions in a script to positions in the text around it, or to one range where they are not the same. */
export function moveTo(draft: Draft, to: { readonly shift: number } | { readonly range: SourceRange }): void {
  const moved = ({ start, end }: SourceRange): SourceRange =>
    "shift" in to ? { start: start + to.shift, end: end + to.shift } : { start: to.range.start, end: to.range.end };
  const own = moved(draft);
  draft.start = own.start;
  draft.end = own.end;
  if (!("shift" in to)) draft.isCollapsed = true;
  draft.findings = draft.findings.map((evidence) => ({ ...evidence, range: moved(evidence.range) }));
  for (const child of draft.children) moveTo(child, to);
}

/** The finished node. */
export function finish({ kind, start, end, text, label, value, findings, children }: Draft): Explained {
  const finished = children.map(finish);
  const risk = worstOf([...findings, ...finished]);
  return {
    kind,
    range: { start, end },
    text,
    label,
    ...(value && { value }),
    ...(risk && { risk }),
    findings,
    children: finished,
  };
}

function worstOf(parts: readonly { readonly risk?: Risk }[]): Risk | undefined {
  let worst: Risk | undefined;
  for (const { risk } of parts) {
    if (risk !== undefined && (worst === undefined || orderOfRisk[risk] > orderOfRisk[worst])) worst = risk;
  }
  return worst;
}
