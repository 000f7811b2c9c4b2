import { StringDecoder } from "node:string_decoder";

/** What a person's keys say, once pastes are told from typing. */
export type Keys =
  | { readonly kind: "typed"; readonly text: string }
  /** Came as one block, by the terminal's own word. */
  | { readonly kind: "pasted"; readonly text: string };

const pasteStart = "\u001b[200~";
const pasteEnd = "\u001b[201~";

/**
 * Cuts a terminal's bytes into typing and pastes. Terminals mark a paste when asked to (bracketed paste);
 * a mark may be split between two pieces of input.
 */
export function createKeyReader(): { read(bytes: Buffer | string): Keys[]; isPasting(): boolean } {
  const decoder = new StringDecoder("utf8");
  let held = "";
  let isPasting = false;
  return {
    isPasting: () => isPasting,
    read(bytes) {
      const found: Keys[] = [];
      let text = held + (typeof bytes === "string" ? bytes : decoder.write(bytes));
      held = "";
      for (;;) {
        const mark = isPasting ? pasteEnd : pasteStart;
        const at = text.indexOf(mark);
        const end = at === -1 ? text.length - brokenMark(text, mark) : at;
        if (end > 0) found.push({ kind: isPasting ? "pasted" : "typed", text: text.slice(0, end) });
        if (at === -1) {
          held = text.slice(end);
          return found;
        }
        isPasting = !isPasting;
        text = text.slice(at + mark.length);
      }
    },
  };
}

/** How much of a mark stands at the end of a text. A lone escape is a key of its own. */
function brokenMark(text: string, mark: string): number {
  for (let length = mark.length - 1; length >= 2; length--) {
    if (text.endsWith(mark.slice(0, length))) return length;
  }
  return 0;
}
