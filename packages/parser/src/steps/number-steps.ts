import type { Draft, Unit } from "./draft.ts";

interface Node {
  readonly unit: Unit | undefined;
  readonly children: Node[];
  /** Own steps and children in the order of the text. */
  readonly order: (Node | Draft)[];
  readonly own: Draft[];
}

/**
 * Numbers as people use them: `3` for the third item, `3.2` for the second command or nested item below it, `2.1.3` below
 * a heading `2.1`. Where an author's numbers would repeat, counting goes on, so that no number is used twice.
 */
export function numberSteps(drafts: readonly Draft[]): ReadonlyMap<Draft, string> {
  const root = treeOf(drafts);
  const numbers = new Map<Draft, string>();
  const headings = root.children.filter((child) => child.unit?.kind === "heading");
  const reserved = new Set(headings.map((child) => (child.unit?.kind === "heading" ? child.unit.number : "")));
  const wholes = [...reserved].map((number) => Number.parseInt(number, 10));
  const beyond = Math.max(0, ...wholes);
  let seenHeading = headings.length === 0;
  let last = 0;
  for (const child of root.children) {
    if (child.unit?.kind === "heading") {
      seenHeading = true;
      last = Math.max(last, beyond);
      assign(child, child.unit.number, numbers);
      continue;
    }
    last = nextNumber(child, last);
    assign(child, seenHeading ? `${last}` : `0.${last}`, numbers);
    if (!seenHeading) continue;
  }
  return numbers;
}

function nextNumber({ unit }: Node, last: number): number {
  if (unit?.kind !== "item" || !unit.item.ordered || unit.item.ordinal <= last) return last + 1;
  return unit.item.ordinal;
}

/** One step alone bears the number of its unit; several count below it. */
function assign(node: Node, number: string, numbers: Map<Draft, string>): void {
  const isHeading = node.unit?.kind === "heading";
  let last = 0;
  node.order.forEach((entry, i) => {
    if ("order" in entry) {
      last = isHeading ? nextNumber(entry, last) : last + 1;
      const isOnly = isHeading && node.order.length === 1;
      assign(entry, isOnly ? number : `${number}.${last}`, numbers);
    } else if (node.own.length === 1 && i === 0) numbers.set(entry, number);
    else numbers.set(entry, `${number}.${++last}`);
  });
}

function treeOf(drafts: readonly Draft[]): Node {
  const root = emptyNode(undefined);
  const nodes = new Map<object, Node>();
  for (const draft of drafts) {
    let parent = root;
    for (const unit of draft.units) {
      let node = nodes.get(unit.key);
      if (node === undefined) {
        node = emptyNode(unit);
        nodes.set(unit.key, node);
        parent.children.push(node);
        parent.order.push(node);
      }
      parent = node;
    }
    parent.own.push(draft);
    parent.order.push(draft);
  }
  return root;
}

function emptyNode(unit: Unit | undefined): Node {
  return { unit, children: [], order: [], own: [] };
}
