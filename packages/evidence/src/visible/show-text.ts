import { makeVisible } from "@steadyhand/core/text";

/** A stretch of text as it is drawn. `isEscape`: it stands for one character that has no sign of its own here. */
export interface ShownPart {
  readonly text: string;
  readonly isEscape: boolean;
}

export type HasGlyph = (character: string) => boolean;

/** Shown where a line of a command is broken for want of room. */
export const wrapMark = "↩";

/** Signs that mean something here, and so never stand for themselves. */
const reserved = new Set(["⟦", "⟧", wrapMark]);
const ordinary = /^[\x20-\x7e]*$/;
/** What is written from right to left would be drawn in another order than it was recorded. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** What is drawn over the character before it. */
const combining = /\p{M}/u;

/**
 * A text of a command: each character either as itself or, where it hides, deceives or cannot be drawn, as `⟦U+XXXX⟧`.
 * `readShown` gives the same text back, so two different commands never look the same.
 */
export function showExactly(text: string, hasGlyph: HasGlyph): readonly ShownPart[] {
  return show(text, (character, isMarked) => isMarked || !canStand(character, hasGlyph));
}

/** Words of people and of ours: letters of any script that can be drawn stand as they are; what hides does not. */
export function showProse(text: string, hasGlyph: HasGlyph): readonly ShownPart[] {
  const composed = ordinary.test(text) ? text : text.normalize("NFC");
  return show(composed, (character, isMarked, name) =>
    isMarked && name !== "looks like another character" ? true : !canStand(character, hasGlyph),
  );
}

/** The text that was shown. */
export function readShown(shown: string): string {
  return shown.replaceAll(/⟦U\+([0-9A-F]{4,6})⟧/g, (_all, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
}

function show(
  text: string,
  mustEscape: (character: string, isMarked: boolean, name?: string) => boolean,
): readonly ShownPart[] {
  if (text === "") return [];
  if (ordinary.test(text)) return [{ text, isEscape: false }];
  const parts: ShownPart[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") parts.push({ text: plain, isEscape: false });
    plain = "";
  };
  for (const part of makeVisible(text)) {
    for (const character of part.text) {
      const isMarked = part.kind !== "plain";
      if (!mustEscape(character, isMarked, part.kind === "marked" ? part.name : undefined)) {
        plain += character;
        continue;
      }
      flush();
      parts.push({ text: escapeOf(character), isEscape: true });
    }
  }
  flush();
  return parts;
}

function canStand(character: string, hasGlyph: HasGlyph): boolean {
  if (ordinary.test(character)) return true;
  return !reserved.has(character) && !combining.test(character) && !rightToLeft.test(character) && hasGlyph(character);
}

function escapeOf(character: string): string {
  // One character always has a code point.
  const code = (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0");
  return `⟦U+${code}⟧`;
}
