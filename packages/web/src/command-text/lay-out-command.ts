import type { ResolvedCommandWire } from "@steadyhand/api";
import { describeCall } from "@steadyhand/core/action";
import { headAndTail, makeVisible, type VisiblePart } from "@steadyhand/core/text";

/** A piece of what will run, as it is drawn. */
export type CommandPiece =
  | {
      readonly kind: "text";
      readonly parts: readonly VisiblePart[];
      readonly wordIndex?: number;
      readonly isBounded: boolean;
    }
  | { readonly kind: "hidden"; readonly says: string };

/** A text longer than this is drawn as head and tail until a person asks for all of it. */
const most = { characters: 3000, lines: 24 } as const;
const mostWords = { head: 80, tail: 20 } as const;
/** A word of these characters alone cannot be misread, however it is drawn. */
const ordinaryWord = /^[\x21-\x7e]+$/;

/** Lays out a command from its bytes: a shell script as it is, words each with its boundary where one could misread it. */
export function layOutCommand(
  command: ResolvedCommandWire,
  { isWhole }: { readonly isWhole: boolean },
): CommandPiece[] {
  if (command.kind === "shell") return layOutText(command.script, { isWhole });
  if (command.kind === "action") return layOutText(describeCall(command), { isWhole });
  const words = command.words.map((word, index) => ({ word, index }));
  const isLong = !isWhole && words.length > mostWords.head + mostWords.tail;
  if (!isLong) return words.flatMap((word) => layOutWord(word, isWhole));
  const between = words.slice(mostWords.head, -mostWords.tail);
  const characters = between.reduce((sum, { word }) => sum + word.length + 1, 0);
  return [
    ...words.slice(0, mostWords.head).flatMap((word) => layOutWord(word, isWhole)),
    { kind: "hidden", says: `${between.length.toLocaleString("en-US")} more words, ${sayCharacters(characters)}` },
    ...words.slice(-mostWords.tail).flatMap((word) => layOutWord(word, isWhole)),
  ];
}

/** Lays out any text: whole, or its two ends with how much lies between. */
export function layOutText(text: string, { isWhole }: { readonly isWhole: boolean }): CommandPiece[] {
  const cut = isWhole ? undefined : headAndTail(text, most);
  if (cut === undefined) return [{ kind: "text", parts: makeVisible(text), isBounded: false }];
  const lines = text.slice(cut.head.length, text.length - cut.tail.length).split("\n").length - 1;
  const says = `${sayCharacters(cut.hiddenCharacters)}${lines > 0 ? ` on ${lines.toLocaleString("en-US")} lines` : ""}`;
  return [
    { kind: "text", parts: makeVisible(cut.head), isBounded: false },
    { kind: "hidden", says },
    { kind: "text", parts: makeVisible(cut.tail), isBounded: false },
  ];
}

function layOutWord(
  { word, index }: { readonly word: string; readonly index: number },
  isWhole: boolean,
): CommandPiece[] {
  const isBounded = !ordinaryWord.test(word);
  return layOutText(word, { isWhole }).map((piece) =>
    piece.kind === "text" ? { ...piece, parts: piece.parts.map(markNewline), isBounded, wordIndex: index } : piece,
  );
}

/** Parts of a text that is drawn on one line: an end of line in it is marked, or it would look like a soft wrap. */
export function partsOnOneLine(text: string): VisiblePart[] {
  return makeVisible(text).map(markNewline);
}

function markNewline(part: VisiblePart): VisiblePart {
  return part.kind === "newline" ? { kind: "marked", text: "\n", codePoint: "U+000A", name: "newline" } : part;
}

function sayCharacters(count: number): string {
  return `${count.toLocaleString("en-US")} characters`;
}

/** What a marked character is drawn as: `⟦U+202E right-to-left override⟧`. */
export function sayMark({ codePoint, name, text }: VisiblePart & { readonly kind: "marked" }): string {
  const isLookAlike = name === "looks like another character";
  return isLookAlike ? `⟦${text} ${codePoint} ${name}⟧` : `⟦${codePoint} ${name}⟧`;
}

/** Cuts visible parts into the lines they make. */
export function splitIntoLines(parts: readonly VisiblePart[]): VisiblePart[][] {
  const lines: VisiblePart[][] = [[]];
  for (const part of parts) {
    if (part.kind === "newline") lines.push([]);
    else lines.at(-1)?.push(part);
  }
  return lines;
}
