import type { Prose } from "../blocks/block.ts";

export interface Sentence {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const abbreviation = /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|no|incl|resp|ca|z\.b|d\.h|p\.s|fig|sec|min|max|[A-Z])$/i;
const nextSentence = /[A-Z0-9"'`([*$ÄÖÜÉ<{/“‘]/;

/** The sentences of running text, in order. Periods inside of code, numbers and abbreviations end none. */
export function sentencesOf({ text, codes }: Prose): readonly Sentence[] {
  const all = text.text;
  const sentences: Sentence[] = [];
  let from = 0;
  let code = 0;
  for (let i = 0; i < all.length; i++) {
    while (code < codes.length && (codes[code]?.end ?? 0) <= i) code++;
    const span = codes[code];
    if (span !== undefined && i >= span.start) {
      i = span.end - 1;
      continue;
    }
    if (!isEnd(all, i)) continue;
    push(sentences, all, from, i + 1);
    from = i + 1;
  }
  push(sentences, all, from, all.length);
  return sentences;
}

function isEnd(text: string, at: number): boolean {
  const char = text[at];
  if (char === "\n") return text[at + 1] === "\n" || /^\s*[-*•] /.test(text.slice(at + 1, at + 12));
  if (char !== "." && char !== "!" && char !== "?") return false;
  let next = at + 1;
  while (/[)"'”’*_]/.test(text[next] ?? "")) next++;
  if (!/\s/.test(text[next] ?? "")) return false;
  while (/\s/.test(text[next] ?? "")) next++;
  if (!nextSentence.test(text[next] ?? "")) return false;
  return char !== "." || !abbreviation.test(text.slice(Math.max(0, at - 10), at));
}

function push(sentences: Sentence[], text: string, from: number, to: number): void {
  const raw = text.slice(from, to);
  const content = raw.trim();
  if (content === "") return;
  const start = from + raw.length - raw.trimStart().length;
  sentences.push({ from: start, to: start + content.length, text: content });
}
