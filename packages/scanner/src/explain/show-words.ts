import type { Argument } from "../programs/call.ts";
import { type Draft, deepest, newDraft } from "./draft.ts";

/** A script as it is shown, and as it is judged: the same, with blanks filled in. */
interface Shown {
  readonly text: string;
  readonly readable: string;
}

/** Shows in a tree how the words of one call were resolved, and that another command handed them on. */
export function showWords(root: Draft, words: readonly Argument[], { text, readable }: Shown): void {
  const [first] = words;
  const last = words.at(-1);
  if (!first || !last) return;
  const range = { start: first.start, end: Math.max(first.end, last.end) };
  const around = deepest(root, range);
  if (around.kind !== "command" && around.kind !== "carried") return;
  const isItself = around.children.find(({ kind }) => kind === "word")?.start === first.start;
  if (!isItself) carry(around, range, first, text);
  const own = isItself ? around : deepest(root, range);
  for (const child of own.children) {
    if (child.kind !== "word" || child.value !== undefined) continue;
    const becomes = words.filter(({ start, end }) => start === child.start && end === child.end);
    const isPlain = becomes.length === 1 && becomes[0]?.text === readable.slice(child.start, child.end);
    if (becomes.length > 0 && !isPlain && becomes.every(({ kind }) => kind === "constant")) {
      child.value = becomes.map(({ text: word }) => word);
    }
  }
}

function carry(around: Draft, { start, end }: { start: number; end: number }, program: Argument, text: string): void {
  const isInside = (child: Draft) => start <= child.start && child.end <= end;
  const inside = around.children.filter(isInside);
  const at = around.children.findIndex(isInside);
  if (inside.length === 0 || inside.length === around.children.length) return;
  const carried = newDraft("carried", start, end, text.slice(start, end), `runs ${program.text}`);
  carried.children = inside;
  around.children = [
    ...around.children.slice(0, at),
    carried,
    ...around.children.slice(at).filter((child) => !isInside(child)),
  ];
}
