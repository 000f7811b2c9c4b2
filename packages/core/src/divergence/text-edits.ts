import type { ParsedRunbook, ParsedStep } from "../runbook/index.ts";

/** A text cut out of a page, or put into it. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function applyEdit(source: string, { start, end, text }: Edit): string {
  return source.slice(0, start) + text + source.slice(end);
}

/** The ways in which a step's command can be written anew where it stands; which one is right, its reader says. */
export function replacements(source: string, { command }: ParsedStep, text: string): readonly Edit[] {
  if (command === undefined) return [];
  const { start, end } = command.range;
  const indent = indentOf(source, start);
  const lineEnd = endOfLine(source, end);
  return [
    { start, end, text: text.replaceAll("\n", `\n${indent}`) },
    { start, end, text: escapeMarkup(text) },
    // Inline code cannot hold a line's end: the command moves into a block of its own below its sentence.
    {
      start: start - 1,
      end: lineEnd,
      text: `the command below.${source.slice(end + 1, lineEnd)}\n${fenced(text, blockIndent(source, start))}`,
    },
  ];
}

/** The ways in which a new step can be put in behind another, or in front of all. */
export function insertions(
  runbook: ParsedRunbook,
  after: ParsedStep | undefined,
  step: { readonly title: string; readonly command: string },
): readonly Edit[] {
  const { source } = runbook;
  const [first] = runbook.steps;
  const at = after ? blockOf(source, after).end : first ? blockOf(source, first).start : source.length;
  const isFirst = at === 0 || source.slice(0, at).endsWith("\n\n");
  const [lead, trail] = [isFirst ? "" : "\n", source.slice(at).startsWith("\n") ? "" : "\n"];
  const put = (text: string): Edit => ({ start: at, end: at, text: `${lead}${text}${trail}` });
  const marker = after && listMarker(source, after);
  const html = `<p>${escapeMarkup(step.title)}</p>\n<pre><code>${escapeMarkup(step.command)}</code></pre>\n`;
  const item = marker && `${marker.indent}${marker.next} ${step.title}\n\n${fenced(step.command, marker.content)}`;
  return [
    ...(item ? [put(item)] : []),
    put(`${step.title}:\n\n${fenced(step.command, "")}`),
    put(fenced(step.command, "")),
    put(html),
    ...htmlEnds(source, after).map((end) => ({ start: end, end, text: `\n${html}` })),
  ];
}

/** The lines that a step fills, its closing fence and the empty line behind it included. */
export function blockOf(source: string, step: ParsedStep): { readonly start: number; readonly end: number } {
  const last = Math.max(step.range.end, step.command?.range.end ?? 0);
  const start = source.lastIndexOf("\n", Math.min(step.range.start, step.command?.range.start ?? Infinity) - 1) + 1;
  let end = endOfLine(source, last) + 1;
  const closing = source.slice(end).match(/^[ \t]*(?:```+|~~~+)[ \t]*(?:\n|$)/);
  if (step.command?.origin === "fence" && closing) end += closing[0].length;
  const opening = source.slice(0, start).match(/(?:^|\n)([ \t]*(?:```+|~~~+)[^\n]*\n)$/);
  return { start: opening?.[1] === undefined ? start : start - opening[1].length, end: Math.min(end, source.length) };
}

/**
 * The numbers of the ordered list around a place, counted anew from its first. Markdown does not mind two threes; a
 * person at night does. Looks only between the headings around it, and only at items of the outermost indent.
 */
export function renumbered(source: string, around: number): string {
  const headings = [...source.matchAll(/^#{1,6} .*$/gm)].map(({ index }) => index);
  const start = Math.max(0, ...headings.filter((index) => index <= around));
  const end = Math.min(source.length, ...headings.filter((index) => index > around));
  const items = [...source.slice(start, end).matchAll(/^([ \t]*)(\d+)([.)])[ \t]/gm)];
  const outermost = Math.min(...items.map(([, indent = ""]) => indent.length));
  const counted = items.filter(([, indent = ""]) => indent.length === outermost);
  const first = Math.min(...counted.map(([, , number]) => Number(number)));
  let text = source;
  // From the end, so that a longer number moves nothing that is still to come.
  counted.toReversed().forEach(([, indent = "", number = ""], fromEnd) => {
    const item = counted[counted.length - 1 - fromEnd];
    if (item === undefined) return;
    const at = start + item.index + indent.length;
    text = text.slice(0, at) + String(first + counted.length - 1 - fromEnd) + text.slice(at + number.length);
  });
  return text;
}

function endOfLine(source: string, from: number): number {
  const found = source.indexOf("\n", from);
  return found === -1 ? source.length : found;
}

function indentOf(source: string, at: number): string {
  const line = source.slice(source.lastIndexOf("\n", at - 1) + 1, at);
  return line.match(/^[ \t]*/)?.[0] ?? "";
}

/** Where a block must begin to belong to the list item that it stands in. */
function blockIndent(source: string, at: number): string {
  const line = source.slice(source.lastIndexOf("\n", at - 1) + 1, at);
  const marker = line.match(/^[ \t]*(?:[-*+]|\d+[.)])[ \t]+/)?.[0];
  return " ".repeat(marker?.length ?? indentOf(source, at).length);
}

function listMarker(source: string, { range }: ParsedStep) {
  const line = source.slice(source.lastIndexOf("\n", range.start - 1) + 1, range.start);
  const found = line.match(/^([ \t]*)(?:([-*+])|(\d+)([.)]))[ \t]+$/);
  if (found === null) return undefined;
  const [, indent = "", bullet, number, dot = "."] = found;
  const next = bullet ?? `${Number(number) + 1}${dot}`;
  return { indent, next, content: " ".repeat(indent.length + next.length + 1) };
}

function fenced(command: string, indent: string): string {
  const longest = Math.max(2, ...[...command.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const lines = [`${fence}sh`, ...command.split("\n"), fence];
  return lines.map((line) => `${indent}${line}\n`).join("");
}

/** Where the elements that a step lies in end: behind each of them a new one can stand. */
function htmlEnds(source: string, after: ParsedStep | undefined): number[] {
  if (after === undefined) return [];
  const from = Math.max(after.range.end, after.command?.range.end ?? 0);
  const found = source.slice(from, from + 2_000).matchAll(/<\/(?:pre|p|li|ol|ul|ac:structured-macro)>/gi);
  return [...found].slice(0, 4).map((match) => from + match.index + match[0].length);
}

function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
